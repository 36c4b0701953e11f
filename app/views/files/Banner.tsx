import { plain } from '../../../workers/report/prose.ts';
import type { Left } from '../../App.tsx';
import type { Document } from '../../engine/document.ts';
import { MOST_FILES } from '../../shell/collect.ts';
import { bytes, count, plural } from '../../ui/format.ts';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { usePaced } from '../../ui/rows/usePaced.ts';
import type { Answer } from './answer.ts';

/** A screen reader hears how it goes no more often than this. */
const SPOKEN_EVERY_MS = 5_000;

/** The one answer for all files. */
export function Banner({
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
  const size = documents.reduce((sum, d) => sum + d.size, 0);
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
