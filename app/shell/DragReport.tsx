import { type DragEvent, type KeyboardEvent } from 'react';
import { htmlReport } from '../../workers/report/exports/html.ts';
import { markdownReport } from '../../workers/report/exports/markdown.ts';
import type { Report } from '../../workers/report/schema.ts';
import { Icon } from '../ui/Icon.tsx';
import { EXPORT_BUTTON } from './ExportMenu.tsx';
import { shortName } from './FileSwitcher.tsx';
import { plainName } from './save.ts';
import './drag-report.css';

/** The browser reads the file when it is let go, which may be a while after. */
const KEPT_MS = 120_000;

/**
 * The report as something to drag out of the window: a file where the browser makes one of it (Chromium), its Markdown summary where
 * text is taken, as in a mail. Without a mouse it is a button that opens the export menu, which has the same and more.
 */
export function DragReport({ report }: { readonly report: Report }) {
  const open = (): void => {
    document.getElementById(EXPORT_BUTTON)?.click();
  };
  return (
    <span
      role="button"
      tabIndex={0}
      draggable
      className="btn ghost icon hide-m drag-report"
      aria-label="Drag the report out as a file, or press to export"
      title="Drag the report out as a file"
      onDragStart={(event) => {
        carry(event, report);
      }}
      onClick={open}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        open();
      }}
    >
      <Icon name="grip" />
    </span>
  );
}

function carry({ dataTransfer }: DragEvent, report: Report): void {
  const url = URL.createObjectURL(new Blob([htmlReport(report)], { type: 'text/html' }));
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, KEPT_MS);
  dataTransfer.effectAllowed = 'copy';
  dataTransfer.setData('DownloadURL', `text/html:${plainName(`${shortName(report.file.path)}.vitrine.html`)}:${url}`);
  dataTransfer.setData('text/plain', markdownReport(report));
}
