import type { Report } from '../../../workers/report/schema.ts';
import { navigate } from '../../link/route.ts';
import { count, plural } from '../../ui/format.ts';
import { Mark } from '../../ui/Mark.tsx';
import type { FolderChecked } from './check-folder.ts';

/** How the receiver's files compare with those of the report. */
export function FolderCopy({ state, report }: { readonly state: FolderChecked; readonly report: Report }) {
  const { same, differ, more, sameRules } = state;
  const all = state.files.size;
  const left = report.leftOut?.files ?? 0;
  const whole = same === all;
  const title =
    same === 0
      ? 'These are other files.'
      : !whole
        ? `${count(same)} of ${count(all)} are the same.`
        : differ > 0
          ? 'Same files, other findings.'
          : 'These are the same files.';
  return (
    <>
      <Mark kind={whole && differ === 0 ? 'ok' : 'high'} size="m" />
      <h2 className="drop-t">{title}</h2>
      <p className="t2">
        {same > 0 && differ === 0 && 'Measured again from your copies: verdicts and findings are the same. '}
        {differ > 0 &&
          `${plural(differ, 'file')} measured here ${differ === 1 ? 'differs' : 'differ'} from what the report says. ${
            sameRules
              ? 'The same rules judged both: this report was changed. Do not rely on it. '
              : 'It was made with other rules. Rely on what was measured here. '
          }`}
        {!whole && 'Of the others it says nothing about yours. '}
        {more > 0 && `${plural(more, 'file')} of yours ${more === 1 ? 'is' : 'are'} not in the report. `}
        {left > 0 && `${plural(left, 'file')} did not fit into the link.`}
      </p>
      <button
        type="button"
        className="btn primary"
        onClick={() => {
          navigate({ view: 'files' });
        }}
      >
        See what was measured
      </button>
    </>
  );
}
