import type { Comparison } from '../../../workers/report/compare/compare.ts';
import { comparisonJson, comparisonMarkdown, type ComparedSide } from '../../../workers/report/exports/comparison.ts';
import { type Chosen, reportOf, sideOf } from '../../compare/sides.ts';
import { dataHashes } from '../../compare/current.ts';
import { EXPORT_BUTTON } from '../../shell/ExportMenu.tsx';
import { shortName } from '../../shell/FileSwitcher.tsx';
import { save } from '../../shell/save.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';

interface SaveComparisonProps {
  readonly left: Chosen;
  readonly right: Chosen;
  readonly comparison: Comparison;
}

interface Form {
  readonly icon: IconName;
  readonly name: string;
  readonly detail: string;
  readonly type: string;
  readonly extension: string;
  readonly make: (left: ComparedSide, right: ComparedSide, comparison: Comparison) => string;
}

const forms: readonly Form[] = [
  {
    icon: 'text',
    name: 'Markdown',
    detail: 'what changed, for an issue or a chat',
    type: 'text/markdown',
    extension: 'md',
    make: comparisonMarkdown,
  },
  {
    icon: 'braces',
    name: 'JSON',
    detail: 'every change, as the terminal prints it',
    type: 'application/json',
    extension: 'json',
    make: comparisonJson,
  },
];

/** The comparison as a file, made when it is chosen. */
export function SaveComparison({ left, right, comparison }: SaveComparisonProps) {
  if (![left, right].every(wasRead)) return null;
  const name = `${shortName(left.name)}.to.${shortName(right.name)}`;
  const pick = ({ make, type, extension }: Form): void => {
    const [before, after] = [comparedSide(left), comparedSide(right)];
    if (before !== null && after !== null) save(make(before, after, comparison), type, `${name}.vitrine.${extension}`);
  };
  return (
    <Menu
      buttonId={EXPORT_BUTTON}
      label="Export"
      button={
        <>
          <Icon name="export" />
          <span className="hide-m">Export</span>
          <Icon name="down" />
        </>
      }
    >
      {forms.map((form) => (
        <MenuItem
          key={form.extension}
          icon={<Icon name={form.icon} />}
          name={form.name}
          detail={form.detail}
          onPick={() => pick(form)}
        />
      ))}
      <p className="t2">Saved by your browser. Nothing is sent.</p>
    </Menu>
  );
}

function wasRead({ claim, documents }: Chosen): boolean {
  return claim !== null || documents.some(({ state }) => state.phase === 'done');
}

function comparedSide(chosen: Chosen): ComparedSide | null {
  const report = reportOf(chosen);
  if (report === null) return null;
  const side = sideOf(chosen, (one) => dataHashes.of(one));
  const path = chosen.claim === null ? chosen.name : report.file.path;
  return { path, name: path.slice(path.lastIndexOf('/') + 1), report, side, claimed: chosen.claim !== null };
}
