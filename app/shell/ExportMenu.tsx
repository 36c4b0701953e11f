import { useQuery, useQueryClient } from '@tanstack/react-query';
import { evidenceBundle, type BundleTables } from '../../workers/report/exports/bundle.ts';
import { htmlReport } from '../../workers/report/exports/html.ts';
import { jsonReport } from '../../workers/report/exports/json.ts';
import { markdownReport } from '../../workers/report/exports/markdown.ts';
import { sarifReport } from '../../workers/report/exports/sarif.ts';
import type { Report } from '../../workers/report/schema.ts';
import { bytes, plural } from '../ui/format.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { shortName } from './FileSwitcher.tsx';
import { reportKey } from './report-key.ts';
import { save } from './save.ts';

export const EXPORT_BUTTON = 'export';

interface ExportMenuProps {
  readonly report: Report;
  /** The open file behind the report; null for a report somebody else made. */
  readonly tables: BundleTables | null;
}

interface Made {
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly note?: string;
}

interface Form {
  readonly icon: IconName;
  readonly name: string;
  readonly detail: string;
  readonly type: string;
  readonly extension: string;
  readonly make: (report: Report) => Promise<Made>;
}

const forms: readonly Form[] = [
  {
    icon: 'report',
    name: 'HTML report',
    detail: 'one file, opens anywhere, prints well',
    type: 'text/html',
    extension: 'html',
    make: (report) => Promise.resolve({ content: htmlReport(report) }),
  },
  {
    icon: 'code',
    name: 'SARIF 2.1.0',
    detail: 'for code scanning and CI',
    type: 'application/sarif+json',
    extension: 'sarif',
    make: async (report) => ({ content: await sarifReport(report) }),
  },
  {
    icon: 'text',
    name: 'Markdown summary',
    detail: 'for an issue or a chat',
    type: 'text/markdown',
    extension: 'md',
    make: (report) => Promise.resolve({ content: markdownReport(report) }),
  },
  {
    icon: 'braces',
    name: 'JSON report',
    detail: 'everything Vitrine found',
    type: 'application/json',
    extension: 'json',
    make: (report) => Promise.resolve({ content: jsonReport(report) }),
  },
];

function bundleForm(tables: BundleTables): Form {
  return {
    icon: 'bundle',
    name: 'Evidence bundle',
    detail: 'ZIP: report, hashes, listings, byte ranges, no weights',
    type: 'application/zip',
    extension: 'zip',
    make: async (report) => {
      const { zip, ranges, left } = await evidenceBundle(report, tables);
      const out = left.length === 0 ? '' : ', not all: see its README';
      return { content: zip, note: `ZIP: report, hashes, listings, ${plural(ranges, 'byte range')}, no weights${out}` };
    },
  };
}

export function ExportMenu({ report, tables }: ExportMenuProps) {
  const all = tables === null ? forms : [...forms, bundleForm(tables)];
  return (
    <Menu
      buttonId={EXPORT_BUTTON}
      label="Export"
      button={
        <>
          <Icon name="export" />
          <span className="hide-t hide-m">Export</span>
          <span className="hide-m row-f">
            <Icon name="down" />
          </span>
        </>
      }
    >
      {all.map((form) => (
        <Item key={form.extension} form={form} report={report} />
      ))}
      <p className="t2">Saved by your browser. Nothing is sent.</p>
    </Menu>
  );
}

interface ItemProps {
  readonly form: Form;
  readonly report: Report;
}

/** Made when the menu opens, so that its size can be said. */
function Item({ form, report }: ItemProps) {
  const client = useQueryClient();
  const query = { queryKey: ['export', reportKey(report), form.extension], queryFn: () => form.make(report) };
  const { data: made, isError } = useQuery(query);
  const pick = async (): Promise<void> => {
    const { content } = await client.query(query);
    save(content, form.type, `${shortName(report.file.path)}.vitrine.${form.extension}`);
  };
  return (
    <MenuItem
      icon={<Icon name={form.icon} />}
      name={form.name}
      detail={isError ? 'could not be made' : (made?.note ?? form.detail)}
      end={made === undefined ? '…' : bytes(new Blob([made.content]).size)}
      onPick={() => void pick()}
    />
  );
}
