import { useMemo } from 'react';
import type { Report } from '../../workers/report/schema.ts';
import { bytes } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { shortName } from './FileSwitcher.tsx';
import { save } from './save.ts';

export const EXPORT_BUTTON = 'export';

export function ExportMenu({ report }: { readonly report: Report }) {
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
      <JsonItem report={report} />
      <p className="t2">Saved by your browser. Nothing is sent.</p>
    </Menu>
  );
}

function JsonItem({ report }: { readonly report: Report }) {
  const json = useMemo(() => `${JSON.stringify(report, null, 2)}\n`, [report]);
  return (
    <MenuItem
      icon={<Icon name="braces" />}
      name="JSON report"
      detail="everything Vitrine found"
      end={bytes(new Blob([json]).size)}
      onPick={() => {
        save(json, 'application/json', `${shortName(report.file.path)}.vitrine.json`);
      }}
    />
  );
}
