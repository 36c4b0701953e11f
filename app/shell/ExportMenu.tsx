import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
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
import './share.css';

export const EXPORT_BUTTON = 'export';

/** A folder of more files takes a while in any form. */
const MANY_FILES = 60;

/** The calls of the open file that a report is about; null when it is not open. */
export type OpenFile = (file: Report) => BundleTables | null;

interface ExportMenuProps {
  readonly report: Report;
  /** Null for a report somebody else made. */
  readonly open: OpenFile | null;
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
  /** Tells what is made with other options from it. */
  readonly options?: string;
  /** Takes long to make. */
  readonly late?: boolean;
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

function bundleForm(open: OpenFile, withBytes: boolean, folder: boolean): Form {
  const parts = withBytes ? 'report, listings, hashes, dangerous members' : 'report, listings, hashes';
  return {
    icon: 'bundle',
    name: 'Evidence bundle',
    detail: `ZIP: ${parts}, no weights`,
    type: 'application/zip',
    extension: 'zip',
    options: withBytes ? 'bytes' : 'no bytes',
    late: folder,
    make: async (report) => {
      const { zip, pieces, left } = await evidenceBundle(report, open, { bytes: withBytes });
      const out = left.length === 0 ? '' : '; what is left out is in its README';
      const bytesIn = withBytes ? `, ${plural(pieces, 'piece')} of the file` : '';
      return { content: zip, note: `ZIP: report, listings, hashes${bytesIn}, no weights${out}` };
    },
  };
}

export function ExportMenu({ report, open }: ExportMenuProps) {
  const [withBytes, setWithBytes] = useState(true);
  const [making, setMaking] = useState(false);
  const many = (report.files?.length ?? 0) > MANY_FILES;
  const all = open === null ? forms : [...forms, bundleForm(open, withBytes, report.files !== undefined)];
  return (
    <Menu
      buttonId={EXPORT_BUTTON}
      label={making ? 'Export: being made' : 'Export'}
      button={
        <>
          <Icon name="export" />
          <span className="hide-t hide-m">{making ? 'Making…' : 'Export'}</span>
          <span className="hide-m row-f">
            <Icon name="down" />
          </span>
        </>
      }
    >
      {all.map((form) => (
        <Item key={form.extension} form={form} report={report} late={many || form.late === true} onMaking={setMaking} />
      ))}
      {open !== null && <Bytes checked={withBytes} onChange={setWithBytes} />}
      <p className="t2">Saved by your browser. Nothing is sent.</p>
    </Menu>
  );
}

interface BytesProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** The menu stays open: what is chosen here changes an item above. */
function Bytes({ checked, onChange }: BytesProps) {
  return (
    <label
      className="export-opt"
      onClick={(event) => {
        event.stopPropagation();
      }}
    >
      <input
        type="checkbox"
        role="menuitemcheckbox"
        aria-checked={checked}
        tabIndex={-1}
        checked={checked}
        onChange={(event) => {
          onChange(event.currentTarget.checked);
        }}
      />
      <span>
        Bundle with the dangerous members themselves, as <code>.bin.txt</code>
      </span>
    </label>
  );
}

interface ItemProps {
  readonly form: Form;
  readonly report: Report;
  /** Made when it is chosen, not before: its size is not known. */
  readonly late: boolean;
  readonly onMaking: (making: boolean) => void;
}

/** Made when the menu opens, so that its size can be said; what takes long, when it is chosen. */
function Item({ form, report, late, onMaking }: ItemProps) {
  const client = useQueryClient();
  const query = {
    queryKey: ['export', reportKey(report), form.extension, form.options],
    queryFn: () => form.make(report),
  };
  const { data: made, isError } = useQuery({ ...query, enabled: !late });
  const pick = async (): Promise<void> => {
    onMaking(true);
    try {
      const { content } = await client.query(query);
      save(content, form.type, `${shortName(report.file.path)}.vitrine.${form.extension}`);
    } finally {
      onMaking(false);
    }
  };
  const size = made === undefined ? '…' : bytes(new Blob([made.content]).size);
  return (
    <MenuItem
      icon={<Icon name={form.icon} />}
      name={form.name}
      detail={isError ? 'could not be made' : (made?.note ?? form.detail)}
      end={late && made === undefined ? undefined : size}
      onPick={() => void pick()}
    />
  );
}
