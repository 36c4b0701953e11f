import { useEffect } from 'react';
import { plain } from '../../../workers/report/prose.ts';
import type { Left } from '../../App.tsx';
import { workspace } from '../../engine/current.ts';
import type { Document } from '../../engine/document.ts';
import { formatRoute, navigate } from '../../link/route.ts';
import { Bar } from '../../shell/Bar.tsx';
import { usePaced } from '../../ui/rows/usePaced.ts';
import { MOST_FILES } from '../../shell/collect.ts';
import { go } from '../../shell/go.ts';
import { pick } from '../../shell/picker.ts';
import { statusOf } from '../../shell/status.ts';
import { bytes, count, percent, plural } from '../../ui/format.ts';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { StateCard } from '../../ui/StateCard.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { answerOf, byVerdict, type Answer } from './answer.ts';
import '../report/verdict.css';
import './files.css';

interface FilesViewProps {
  readonly documents: readonly Document[];
  readonly left: Left | null;
  readonly onHelp: () => void;
}

/** A screen reader hears how it goes no more often than this. */
const SPOKEN_EVERY_MS = 5_000;

/** Several files at once: one answer for all, then a verdict for each. */
export function FilesView({ documents, left, onHelp }: FilesViewProps) {
  useEffect(() => {
    document.title = 'Files · Vitrine';
    return () => {
      document.title = 'Vitrine';
    };
  }, []);
  const busy = documents.some((d) => d.state.phase === 'waiting' || d.state.phase === 'reading');
  return (
    <div className="app">
      <Bar
        compact
        onHelp={onHelp}
        actions={
          <button
            type="button"
            className="btn"
            onClick={() => {
              pick('files');
            }}
          >
            Add files
          </button>
        }
      >
        <span className="vr hide-m" />
        <span className="b nw">{plural(documents.length, 'file')}</span>
      </Bar>
      {documents.length === 0 ? (
        <NoFiles left={left} />
      ) : (
        <>
          <div className="top">
            <Banner documents={documents} answer={answerOf(documents)} left={left} />
          </div>
          <main id="main" className="panes files" tabIndex={-1}>
            <section className="pane" aria-label="Files">
              <div className="pane-h">
                <h2>Files</h2>
                <span className="n">{count(documents.length)}</span>
                <span className="grow" />
                {busy && (
                  <button
                    type="button"
                    className="btn"
                    onClick={() => {
                      for (const d of documents) workspace.stop(d.seq);
                    }}
                  >
                    Stop
                  </button>
                )}
                <button
                  type="button"
                  className="btn ghost"
                  onClick={() => {
                    for (const d of documents) workspace.close(d.seq);
                    navigate({ view: 'start' });
                  }}
                >
                  Close all
                </button>
              </div>
              <Table documents={documents} />
            </section>
          </main>
        </>
      )}
    </div>
  );
}

function NoFiles({ left }: { readonly left: Left | null }) {
  const unreadable = left?.unreadable ?? 0;
  return (
    <main id="main" tabIndex={-1}>
      <StateCard
        mark="note"
        tag="Empty"
        focus
        title={left?.folder === true ? 'No files in this folder.' : 'No file came with that.'}
        actions={
          <>
            <button
              type="button"
              className="btn primary"
              onClick={() => {
                pick('folder');
              }}
            >
              Choose a folder
            </button>
            <button
              type="button"
              className="btn"
              onClick={() => {
                pick('files');
              }}
            >
              Choose files
            </button>
          </>
        }
      >
        <p>
          {unreadable > 0
            ? `The browser could not open ${plural(unreadable, 'entry', 'entries')}. What is in there is not known.`
            : 'Nothing was read.'}
        </p>
      </StateCard>
    </main>
  );
}

function Banner({
  documents,
  answer,
  left,
}: {
  readonly documents: readonly Document[];
  readonly answer: Answer;
  readonly left: Left | null;
}) {
  const done = documents.filter((d) => d.state.phase === 'done').length;
  const spoken = usePaced(`${plain(answer.headline)} ${answer.detail}`, SPOKEN_EVERY_MS);
  const size = documents.reduce((sum, d) => sum + d.file.size, 0);
  return (
    <section className={`verdict slim ${markClass[answer.mark]}`} aria-label="Verdict">
      <Mark kind={answer.mark} size="l" label={answer.word} />
      <p className="sr" role="status">
        {spoken}
      </p>
      <div>
        <h1 tabIndex={-1}>
          <Prose text={answer.headline} />
        </h1>
        <p className="say">{answer.detail}</p>
        {left?.cut === true && (
          <p className="say partial">
            <Mark kind="unknown" /> There were more files: only the first {count(MOST_FILES)} are here. The rest is not
            known.
          </p>
        )}
        {left !== null && left.unreadable > 0 && (
          <p className="say partial">
            <Mark kind="unknown" /> The browser could not open {plural(left.unreadable, 'entry', 'entries')}. What is in
            there is not known.
          </p>
        )}
      </div>
      <div className="facts">
        <div>
          <b>
            {count(done)} of {count(documents.length)}
          </b>
          <span>files checked</span>
        </div>
        <div>
          <b>{bytes(size)}</b>
          <span>in all, none of it left this machine</span>
        </div>
      </div>
    </section>
  );
}

function Table({ documents }: { readonly documents: readonly Document[] }) {
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
