import { useEffect, useRef } from 'react';
import type { Report } from '../../../workers/report/schema.ts';
import { bytes, percent, plural } from '../../ui/format.ts';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { verdictWords } from '../../ui/verdict.ts';
import { Call } from './Call.tsx';
import { HashFact } from './HashFact.tsx';
import './verdict.css';

interface VerdictProps {
  readonly seq: number;
  readonly report: Report;
}

/** What loading does, in one sentence, with the exact call and how sure that is. */
export function Verdict({ seq, report }: VerdictProps) {
  const { summary, coverage, verdict, problems } = report;
  const { mark, word } = verdictWords[verdict];
  const heading = useRef<HTMLHeadingElement>(null);
  // A file was just opened, by drop or choice: its verdict is what to read first.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [seq]);
  return (
    <section className={`verdict ${markClass[mark]}`} aria-label="Verdict">
      <Mark kind={mark} size="l" label={word} />
      <div role="status">
        <h1 ref={heading} tabIndex={-1}>
          <Prose text={summary.headline} />
        </h1>
        {summary.call !== null && <Call text={summary.call} />}
        <p className="say">
          {summary.certainty !== null && (
            <>
              <b>{summary.certainty.word}.</b> <Prose text={summary.certainty.reason} />{' '}
            </>
          )}
          <Prose text={summary.detail} />
        </p>
        {/* Other verdicts say in their own sentence that something was not understood. */}
        {verdict === 'not-known' && problems.length > 0 && (
          <p className="say partial">
            <Mark kind="unknown" /> {plural(problems.length, 'thing')} in this file{' '}
            {problems.length === 1 ? 'was' : 'were'} not understood; listed below.
          </p>
        )}
      </div>
      <div className="facts">
        <div>
          <b>{percent(coverage.accounted, coverage.size)}</b>
          <span>
            of <i>{bytes(coverage.size)}</i> accounted for
          </span>
        </div>
        <div>
          <b>{percent(coverage.read, coverage.size)}</b>
          <span>
            had to be read, <i>{bytes(coverage.read)}</i>
          </span>
        </div>
        <HashFact seq={seq} size={report.file.size} />
      </div>
    </section>
  );
}
