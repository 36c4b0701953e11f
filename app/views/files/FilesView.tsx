import { useEffect } from 'react';
import { plain } from '../../../workers/report/prose.ts';
import type { Left } from '../../App.tsx';
import { workspace } from '../../engine/current.ts';
import type { Document } from '../../engine/document.ts';
import { navigate } from '../../link/route.ts';
import { Bar } from '../../shell/Bar.tsx';
import { usePaced } from '../../ui/rows/usePaced.ts';
import { MOST_FILES } from '../../shell/collect.ts';
import { pick } from '../../shell/picker.ts';
import { bytes, count, plural } from '../../ui/format.ts';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { StateCard } from '../../ui/StateCard.tsx';
import { FilesTable } from './FilesTable.tsx';
import { answerOf, type Answer } from './answer.ts';
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
              <FilesTable documents={documents} />
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
