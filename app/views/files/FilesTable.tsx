import type { Document } from '../../engine/document.ts';
import { formatRoute } from '../../link/route.ts';
import { go } from '../../shell/go.ts';
import { statusOf } from '../../shell/status.ts';
import { bytes, percent } from '../../ui/format.ts';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { byVerdict } from './answer.ts';

/** One row a file, worst first. */
export function FilesTable({ documents }: { readonly documents: readonly Document[] }) {
  return (
    <table className="tbl ftab">
      <thead className="hide-m">
        <tr>
          <th scope="col">Verdict</th>
          <th scope="col">File</th>
          <th scope="col">Format</th>
          <th scope="col" className="r">
            Size
          </th>
          <th scope="col" className="hide-t">
            SHA-256
          </th>
        </tr>
      </thead>
      <tbody data-list="files">
        {[...documents].sort(byVerdict).map((d) => (
          <Row key={d.seq} document={d} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ document: { seq, name, file, state } }: { readonly document: Document }) {
  const { mark, word } = statusOf(state);
  const report = state.phase === 'done' ? state.report : null;
  const route = { view: 'report', doc: seq } as const;
  return (
    <tr>
      <td className="fv">
        <span className={`out tx-${markClass[mark]}`}>
          <Mark kind={mark} />
          <span className="fw">{word}</span>
        </span>
      </td>
      <td className="fn">
        <a href={formatRoute(route)} onClick={go(route)} className="cut">
          <Untrusted text={name} max={200} />
        </a>
        <span className="t2 cut hide-m">
          {report?.findings[0] !== undefined && report.verdict !== 'nothing-runs' && (
            <Prose text={report.findings[0].title} />
          )}
          {state.phase === 'reading' && state.progress !== null && percent(state.progress.done, state.progress.total)}
        </span>
      </td>
      <td className="t2 hide-m">{report?.file.formatName ?? ''}</td>
      <td className="r num">{bytes(file.size)}</td>
      <td className="hide-t hide-m">
        <code className="t3">
          {report?.file.sha256 == null ? '' : `${report.file.sha256.slice(0, 4)}…${report.file.sha256.slice(-4)}`}
        </code>
      </td>
    </tr>
  );
}
