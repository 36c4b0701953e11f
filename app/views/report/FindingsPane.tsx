import { Fragment, useState } from 'react';
import { SEVERITIES, type Finding, type Problem, type Report, type Severity } from '../../../workers/report/schema.ts';
import { formatRoute, type Route } from '../../link/route.ts';
import { go } from '../../shell/go.ts';
import { count, hex } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { partName } from '../../../workers/report/where.ts';
import { severityWords } from '../../ui/verdict.ts';
import { problemId } from './selection.ts';
import './findings.css';

interface FindingsPaneProps {
  readonly report: Report;
  readonly seq: number;
  readonly selected: string | null;
  readonly onContents: () => void;
  /** A row was picked, besides its address being followed. */
  readonly onOpen: () => void;
}

/** Rows of one severity shown at once. */
const STEP = 100;

/** Findings by severity, then what was not understood. Every row is a link: it has an address. */
export function FindingsPane({ report, seq, selected, onContents, onOpen }: FindingsPaneProps) {
  const { findings, problems } = report;
  const [most, setMost] = useState(STEP);
  const row = (finding: Finding) => (
    <Row
      key={finding.id}
      finding={finding}
      current={finding.id === selected}
      onOpen={onOpen}
      route={{ view: 'report', doc: seq, finding: finding.id }}
    />
  );
  return (
    <section className="pane list-pane" aria-label="Findings">
      <div className="pane-h">
        <h2>Findings</h2> <span className="n">{count(findings.length)}</span>
        <span className="grow" />
        <button type="button" className="btn ghost only-t" aria-haspopup="dialog" onClick={onContents}>
          <Icon name="folder" />
          Contents
        </button>
      </div>
      <div data-list="findings">
        {SEVERITIES.map((severity) => {
          const rows = findings.filter((f) => f.severity === severity);
          return (
            rows.length > 0 && (
              <Fragment key={severity}>
                <Group severity={severity} size={rows.length} />
                {rows.slice(0, most).map(row)}
                {rows.length > most && (
                  <button
                    type="button"
                    className="btn ghost more"
                    onClick={() => {
                      setMost(most + STEP);
                    }}
                  >
                    Show {count(Math.min(STEP, rows.length - most))} of {count(rows.length - most)} more
                  </button>
                )}
              </Fragment>
            )
          );
        })}
        {problems.length > 0 && (
          <>
            <h3 className="fgroup">
              Not understood <span className="n">{count(problems.length)}</span>
            </h3>
            {problems.slice(0, most).map((problem, i) => (
              <ProblemRow
                key={problemId(i)}
                problem={problem}
                current={problemId(i) === selected}
                onOpen={onOpen}
                route={{ view: 'report', doc: seq, finding: problemId(i) }}
              />
            ))}
            {problems.length > most && <p className="more t3">and {count(problems.length - most)} more</p>}
          </>
        )}
      </div>
    </section>
  );
}

function Group({ severity, size }: { readonly severity: Severity; readonly size: number }) {
  return (
    <h3 className={`fgroup tx-${markClass[severity]}`}>
      {severityWords[severity]} <span className="n">{count(size)}</span>
    </h3>
  );
}

interface RowProps {
  readonly current: boolean;
  readonly route: Route;
  readonly onOpen: () => void;
}

function Row({ finding, current, route, onOpen }: RowProps & { readonly finding: Finding }) {
  const follow = go(route);
  return (
    <a
      className={`finding ${markClass[finding.severity]}`}
      href={formatRoute(route)}
      aria-current={current ? 'true' : undefined}
      onClick={(event) => {
        follow(event);
        if (event.defaultPrevented) onOpen();
      }}
    >
      <Mark kind={finding.severity} />
      <span className="f-title">
        <Prose text={finding.title} />
      </span>
      <span className="where">
        <Prose text={finding.where} />
      </span>
      {finding.snippet.length > 0 && (
        <span className="snip">
          <Prose text={finding.snippet} />
        </span>
      )}
    </a>
  );
}

function ProblemRow({ problem, current, route, onOpen }: RowProps & { readonly problem: Problem }) {
  const follow = go(route);
  const { path, offset } = problem.place;
  return (
    <a
      className="finding"
      href={formatRoute(route)}
      aria-current={current ? 'true' : undefined}
      onClick={(event) => {
        follow(event);
        if (event.defaultPrevented) onOpen();
      }}
    >
      <Mark kind="unknown" />
      <span className="f-title f-plain">
        <Prose text={problem.what} />
      </span>
      <span className="where">
        <Prose text={partName(path)} />, byte <code>{hex(offset)}</code>
      </span>
    </a>
  );
}
