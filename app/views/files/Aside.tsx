import type { Finding } from '../../../workers/report/schema.ts';
import type { HubCopy } from '../../../workers/protocol.ts';
import type { AcrossFiles } from '../../engine/across.ts';
import type { Document } from '../../engine/document.ts';
import { formatRoute } from '../../link/route.ts';
import { go } from '../../shell/go.ts';
import { statusOf } from '../../shell/status.ts';
import { plural } from '../../ui/format.ts';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { Origin } from './Origin.tsx';

interface AsideProps {
  readonly current: Document | undefined;
  readonly across: AcrossFiles;
  readonly documents: readonly Document[];
  readonly copies: readonly HubCopy[];
}

/** The file in hand, and what the files say about each other. */
export function Aside({ current, across, documents, copies }: AsideProps) {
  return (
    <aside className="pane sunk aside" aria-label="Details">
      {current !== undefined && <One document={current} />}
      {documents.length > 1 && (
        <section className="psec">
          <h2>Across the files</h2>
          <Together across={across} documents={documents} />
        </section>
      )}
      {copies.length > 0 && <Origin copies={copies} />}
    </aside>
  );
}

function One({ document: { seq, name, state } }: { readonly document: Document }) {
  const { mark, word } = statusOf(state);
  const report = state.phase === 'done' ? state.report : null;
  const route = { view: 'report', doc: seq } as const;
  return (
    <section className="psec">
      <div className="row-f">
        <Mark kind={mark} label={word} />
        <h2 className="cut">
          <Untrusted text={name.slice(name.lastIndexOf('/') + 1)} max={80} />
        </h2>
        <span className="grow" />
        <a className="btn" href={formatRoute(route)} onClick={go(route)}>
          Open
        </a>
      </div>
      {report === null ? (
        <p className="t2">{state.phase === 'failed' ? <Untrusted text={state.error.message} max={200} /> : word}</p>
      ) : (
        <>
          <p className={`tx-${markClass[mark]} b`}>
            <Prose text={report.summary.headline} />
          </p>
          <p>
            <Prose text={report.summary.detail} />
          </p>
        </>
      )}
    </section>
  );
}

function Together({ across, documents }: { readonly across: AcrossFiles; readonly documents: readonly Document[] }) {
  const unread = documents.filter(({ state }) => state.phase !== 'done').length;
  switch (across.phase) {
    case 'none':
      return <p className="t2">{unread > 0 ? `${plural(unread, 'file')} still to read.` : 'Nothing to compare.'}</p>;
    case 'comparing':
      return <p className="t2">Comparing…</p>;
    case 'failed':
      return (
        <p>
          They could not be compared: <Untrusted text={across.error.message} max={200} />
        </p>
      );
    case 'done':
      return (
        <>
          <ul className="checks">
            {across.findings.map((finding) => (
              <Check key={finding.id} finding={finding} documents={documents} />
            ))}
          </ul>
          {across.findings.length === 0 && <p className="t2">No file says anything that another one contradicts.</p>}
          {unread > 0 && <p className="t2">{plural(unread, 'file')} could not be compared.</p>}
        </>
      );
  }
}

function Check({ finding, documents }: { readonly finding: Finding; readonly documents: readonly Document[] }) {
  const about = documents.find(({ name }) => name === finding.place.path[0]);
  const route = about === undefined ? null : ({ view: 'report', doc: about.seq } as const);
  return (
    <li>
      <Mark kind={finding.severity} label={finding.severity} />
      <div>
        <p className="b">
          <Prose text={finding.title} />
        </p>
        <p className="t2">
          <Prose text={finding.what} />
        </p>
        {route !== null && (
          <a href={formatRoute(route)} onClick={go(route)}>
            <Untrusted text={about?.name ?? ''} max={120} />
          </a>
        )}
      </div>
    </li>
  );
}
