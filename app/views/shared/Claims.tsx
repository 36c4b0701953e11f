import { useMemo, useState } from 'react';
import type { Report } from '../../../workers/report/schema.ts';
import { bytes, count, percent, plural } from '../../ui/format.ts';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { severityWords, verdictWords } from '../../ui/verdict.ts';
import { isNone } from '../../link/shorten.ts';
import { Call } from '../report/Call.tsx';
import { indexTree } from '../report/artifacts.ts';
import { Evidence } from '../report/evidence/Evidence.tsx';
import { Loaders } from '../report/Loaders.tsx';
import { ByteMap } from '../report/map/ByteMap.tsx';
import { References } from '../report/References.tsx';
import '../report/detail.css';
import '../report/verdict.css';

/** What the report says. Every part of it is a claim, and looks like the report it was. */
export function Claims({ report }: { readonly report: Report }) {
  const index = useMemo(() => indexTree(report.tree), [report.tree]);
  const [picked, setPicked] = useState<string | null>(null);
  const { findings, problems } = report;
  const finding = findings.find(({ id }) => id === picked) ?? findings[0];
  return (
    <article className="claims" aria-label="What the report says">
      <ClaimedVerdict report={report} />
      <ByteMap report={report} index={index} selected={null} onSelect={() => undefined} onFinding={setPicked} />
      <div className="shgrid">
        <div className="dmain">
          {finding === undefined && <p className="prose t2">The report holds no findings.</p>}
          {finding !== undefined && (
            <>
              <h3 className="sh-h">
                <Mark kind={finding.severity} label={finding.severity} /> <Prose text={finding.title} />
              </h3>
              <p className="prose">
                <Prose text={finding.what} />
              </p>
              <p className="prose t2">
                <b className="b">{finding.certainty.word}.</b> <Prose text={finding.certainty.reason} />
              </p>
              {isNone(finding.evidence) ? (
                <p className="prose t2">
                  Its evidence is not in the {report.leftOut === undefined ? 'report' : 'link'}.
                </p>
              ) : (
                <Evidence key={finding.id} finding={finding} report={report} />
              )}
              <References ids={finding.references} />
            </>
          )}
        </div>
        <div className="dside">
          <Loaders loaders={report.loaders} />
          {findings.length > 1 && (
            <section>
              <h3 className="lab">All findings</h3>
              <ul className="sh-list">
                {findings.map((one) => (
                  <li key={one.id}>
                    <button
                      type="button"
                      aria-current={one.id === finding?.id ? 'true' : undefined}
                      onClick={() => {
                        setPicked(one.id);
                      }}
                    >
                      <Mark kind={one.severity} label={severityWords[one.severity]} />
                      <span>
                        <Prose text={one.title} />
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <NotKnown problems={problems} />
        </div>
      </div>
    </article>
  );
}

/** Its banner, each part of it the report's own words. */
export function ClaimedVerdict({ report }: { readonly report: Report }) {
  const { findings, summary, coverage, verdict, files } = report;
  const { mark, word } = verdictWords[verdict];
  return (
    <section className={`verdict ${markClass[mark]}`} aria-label="Claimed verdict">
      <Mark kind={mark} size="l" label={word} />
      <div>
        <h2 className="claim">
          <Prose text={summary.headline} />
        </h2>
        {summary.call !== null && <Call text={summary.call} />}
        <p className="say">
          {summary.certainty !== null && <b>{summary.certainty.word}, says the report. </b>}
          {summary.certainty === null && <b>Says the report. </b>}
          <Prose text={summary.detail} />
        </p>
      </div>
      <div className="facts">
        <div>
          {files === undefined ? (
            <b>{percent(coverage.accounted, coverage.size)}</b>
          ) : (
            <b>{count(files.length + (report.leftOut?.files ?? 0))}</b>
          )}
          <span>
            {files === undefined ? (
              <>
                of <i>{bytes(coverage.size)}</i> accounted for
              </>
            ) : (
              <>
                files, <i>{bytes(coverage.size)}</i>
              </>
            )}
          </span>
        </div>
        <div>
          <b>{findings.length + (report.leftOut?.findings ?? 0)}</b>
          <span>{findings.length === 1 ? 'finding' : 'findings'}</span>
        </div>
      </div>
    </section>
  );
}

export function NotKnown({ problems }: { readonly problems: Report['problems'] }) {
  if (problems.length === 0) return null;
  return (
    <section>
      <h3 className="lab">Not known</h3>
      <ul className="sh-list">
        {problems.slice(0, 50).map((problem, i) => (
          <li key={i}>
            <Mark kind="unknown" />
            <span>
              <Prose text={problem.what} />
            </span>
          </li>
        ))}
      </ul>
      {problems.length > 50 && <p className="t3">{plural(problems.length - 50, 'more', 'more')}</p>}
    </section>
  );
}
