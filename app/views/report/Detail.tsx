import type { Finding, Place, Problem, Report } from '../../../workers/report/schema.ts';
import { count, hexRange } from '../../ui/format.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { TemplateSections } from '../template/TemplateSections.tsx';
import type { ViewProps } from '../view.ts';
import type { Index } from './artifacts.ts';
import { Evidence } from './evidence/Evidence.tsx';
import { Loaders } from './Loaders.tsx';
import { Position } from './evidence/Position.tsx';
import { References } from './References.tsx';
import { owner, type Selection } from './selection.ts';
import { ViewLink } from './ViewLink.tsx';
import './detail.css';

interface DetailProps extends ViewProps {
  readonly selection: Selection | null;
  readonly index: Index;
}

/** Everything about the selected finding: what, how we know, who runs it, what to do. */
export function Detail(props: DetailProps) {
  const { selection } = props;
  if (selection === null) return null;
  return selection.kind === 'finding' ? (
    <FindingDetail {...props} finding={selection.finding} key={selection.id} />
  ) : (
    <ProblemDetail {...props} problem={selection.problem} key={selection.id} />
  );
}

function FindingDetail({ finding, ...props }: DetailProps & { readonly finding: Finding }) {
  const { report, seq, engine, index } = props;
  const { evidence, certainty } = finding;
  const artifact = owner(index.byId.values(), finding.place);
  return (
    <>
      <div className="pane-h">
        <Mark kind={finding.severity} label={finding.severity} />
        <h2 className="cut">
          <Prose text={finding.title} />
        </h2>
        <span className="grow" />
        <span className="chip hide-m">{finding.rule}</span>
        {evidence.kind === 'program' ? (
          <ViewLink
            seq={seq}
            report={report}
            to={{ view: 'opcodes', program: evidence.program, step: evidence.step }}
          />
        ) : (
          artifact !== null && (
            <ViewLink seq={seq} report={report} to={{ view: 'bytes', artifact, offset: finding.place.offset }} />
          )
        )}
      </div>
      <div className="dgrid">
        <div className="dmain">
          <p className="prose">
            <Prose text={finding.what} />
          </p>
          <p className="prose t2">
            <b className="b">{certainty.word}.</b> <Prose text={certainty.reason} />
            {finding.count > 1 && ` This stands for ${count(finding.count)} alike facts.`}
          </p>
          <Evidence finding={finding} report={report} />
          <TemplateOf finding={finding} report={report} />
          {evidence.kind === 'program' && (
            <Position
              seq={seq}
              engine={engine}
              report={report}
              program={evidence.program}
              step={evidence.step}
              severity={finding.severity}
            />
          )}
        </div>
        <div className="dside">
          <Loaders loaders={report.loaders} />
          {finding.todo.length > 0 && (
            <section>
              <h3 className="lab">What to do</h3>
              <ol className="steps">
                {finding.todo.map((step, i) => (
                  <li key={i}>
                    <span>
                      <Prose text={step} />
                    </span>
                  </li>
                ))}
              </ol>
            </section>
          )}
          <References ids={finding.references} />
        </div>
      </div>
    </>
  );
}

/** A finding about a template is read best in the template itself. */
function TemplateOf({ finding: { rule, place }, report }: { readonly finding: Finding; readonly report: Report }) {
  if (!rule.startsWith('template.')) return null;
  const holds = (outer: Place): boolean =>
    outer.path.join('\0') === place.path.join('\0') &&
    place.offset >= outer.offset &&
    place.offset < outer.offset + outer.length;
  const template = report.templates?.find((one) => holds(one.place));
  return template === undefined ? null : (
    <div className="in-box">
      <TemplateSections templates={[template]} />
    </div>
  );
}

const problemWords: Readonly<Record<Problem['kind'], string>> = {
  limit: 'Limit reached',
  malformed: 'Malformed',
  unsupported: 'Not supported',
  'reader-failed': 'A reader gave up',
  unreadable: 'Not readable',
  unclaimed: 'Not explained',
};

function ProblemDetail({ problem, ...props }: DetailProps & { readonly problem: Problem }) {
  const { report, seq, index } = props;
  const { place } = problem;
  const artifact = owner(index.byId.values(), place);
  return (
    <>
      <div className="pane-h">
        <Mark kind="unknown" label="Not known" />
        <h2 className="cut">{problemWords[problem.kind]}</h2>
        <span className="grow" />
        {artifact !== null && (
          <ViewLink seq={seq} report={report} to={{ view: 'bytes', artifact, offset: place.offset }} />
        )}
      </div>
      <div className="dgrid">
        <div className="dmain">
          <p className="prose">
            <Prose text={problem.what} />
          </p>
          <dl className="kv problem-at">
            <dt>In</dt>
            <dd>
              {place.path.map((name, i) => (
                <span key={i}>
                  {i > 0 && <span className="t3"> › </span>}
                  <Untrusted text={name} max={160} />
                </span>
              ))}
            </dd>
            <dt>Bytes</dt>
            <dd>
              <code>{hexRange(place.offset, place.length)}</code>
              {place.file === null && <span className="t3"> after decompression</span>}
            </dd>
          </dl>
          <p className="prose t2">What is not understood is not known: it is never counted as clean.</p>
        </div>
        <div className="dside">
          <Loaders loaders={report.loaders} />
        </div>
      </div>
    </>
  );
}
