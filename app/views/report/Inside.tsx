import type { ReactNode } from 'react';
import { bytes, count, percent, plural } from '../../ui/format.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import type { Program, TensorSummary } from '../../../workers/report/schema.ts';
import type { ViewProps } from '../view.ts';
import { TemplateSections } from '../template/TemplateSections.tsx';
import { MetadataList } from '../tensors/MetadataList.tsx';
import { totals } from '../tensors/table.ts';
import { TensorTable } from '../tensors/TensorTable.tsx';
import { FirstTensors } from './FirstTensors.tsx';
import { Loaders } from './Loaders.tsx';
import { ViewLink } from './ViewLink.tsx';
import './inside.css';

interface InsideProps extends ViewProps {
  /** Whether it has the room of the whole view: then tensors get a column of their own. */
  readonly whole: boolean;
}

/** For a quiet file: what is in it, what was checked, who loads it. */
export function Inside({ whole, ...props }: InsideProps) {
  const { seq, report, engine } = props;
  const { file, tensors, metadata, templates } = report;
  const side = (
    <>
      <Loaders loaders={report.loaders} />
      <Checks report={report} />
    </>
  );
  if (whole && tensors !== null && tensors.count > 0)
    return (
      <>
        <TensorTable {...props} tensors={tensors} level="h2" />
        <section className="pane inside" aria-label="What is in it">
          {templates !== undefined && <TemplateSections templates={templates} />}
          <div className="in-side">
            <Programs seq={seq} report={report} />
            {side}
          </div>
        </section>
      </>
    );
  const bare =
    (tensors === null || tensors.count === 0) &&
    report.programs.length === 0 &&
    templates === undefined &&
    (whole || metadata === undefined);
  return (
    <section className="pane inside" aria-label="What is in it">
      <div className="pane-h">
        <h2>What is in it</h2> <span className="n">{file.formatName}</span>
      </div>
      <div className={bare ? 'dgrid bare' : 'dgrid'}>
        <div className="dmain">
          {bare && <Nothing seq={seq} report={report} />}
          {tensors !== null && tensors.count > 0 && (
            <section className="in-s">
              <div className="in-h">
                <h3>Tensors</h3>
                <span className="t3">{totals(tensors)}</span>
                <span className="grow" />
                <ViewLink seq={seq} report={report} to={{ view: 'tensors' }} name={`All ${count(tensors.count)}`} />
              </div>
              <Types tensors={tensors} />
              <FirstTensors seq={seq} engine={engine} total={tensors.count} size={file.size} />
            </section>
          )}
          <Programs seq={seq} report={report} />
          {templates !== undefined && (
            <div className="in-s in-box">
              <TemplateSections templates={templates} />
            </div>
          )}
          {!whole && metadata !== undefined && (
            <section className="in-s in-box" aria-label="Metadata">
              <MetadataList seq={seq} report={report} metadata={metadata} />
            </section>
          )}
        </div>
        <div className="dside">{side}</div>
      </div>
    </section>
  );
}

/** No tensor, no program, no template: the bytes are all there is to see. */
function Nothing({ seq, report }: Pick<ViewProps, 'seq' | 'report'>) {
  const { size, segments } = report.coverage;
  const numbers = segments.reduce((all, { kind, length }) => (kind === 'weights' ? all + length : all), 0);
  return (
    <section className="in-s in-none">
      <p className="t2">
        {numbers > size / 2
          ? `It holds bare numbers, ${bytes(numbers)} of them: the model they belong to says what tensors they are.`
          : `It holds no tensors, no programs and no chat templates: ${bytes(size)} in all.`}
      </p>
      <ViewLink seq={seq} report={report} to={{ view: 'bytes' }} name="Look at the bytes" />
    </section>
  );
}

function Programs({ seq, report }: Pick<ViewProps, 'seq' | 'report'>) {
  const { programs } = report;
  if (programs.length === 0) return null;
  return (
    <section className="in-s">
      <div className="in-h">
        <h3>Programs</h3>
        <span className="t3">replayed as symbols, never executed</span>
      </div>
      <ul className="in-l">
        {programs.slice(0, 20).map((program) => (
          <ProgramRow key={program.id} program={program}>
            <ViewLink seq={seq} report={report} to={{ view: 'opcodes', program: program.id }} />
          </ProgramRow>
        ))}
        {programs.length > 20 && <li className="t3">and {count(programs.length - 20)} more</li>}
      </ul>
    </section>
  );
}

function Checks({ report }: Pick<ViewProps, 'report'>) {
  const { programs, rules, coverage, findings, templates } = report;
  const stopped = (templates ?? []).filter(({ stop }) => stop !== null).length;
  return (
    <section>
      <h3 className="lab">What was checked</h3>
      <ul className="checks">
        <li>
          <Mark kind={coverage.accounted === coverage.size ? 'ok' : 'unknown'} />
          {percent(coverage.accounted, coverage.size)} of the bytes are explained by a reader
        </li>
        {programs.length > 0 && (
          <li>
            <Mark kind={programs.every((p) => p.ending.kind === 'stop') ? 'ok' : 'unknown'} />
            {plural(programs.length, 'program')} replayed, {plural(sum(programs, 'steps'), 'step')},{' '}
            {plural(sum(programs, 'calls'), 'call')}
          </li>
        )}
        {templates !== undefined && (
          <li>
            <Mark kind={stopped === 0 ? 'ok' : 'unknown'} />
            {plural(templates.length, 'chat template')} parsed{' '}
            {stopped === 0 ? 'to the end' : `, ${count(stopped)} not to the end`}
          </li>
        )}
        <li>
          <Mark kind="ok" />
          {plural(rules.count, 'rule')} applied,{' '}
          {findings.length === 0 ? 'none found anything' : `${plural(findings.length, 'finding')}, listed`}
        </li>
        <li>
          <Mark kind="note" />
          Vitrine says what loading runs. It cannot judge what the model answers.
        </li>
      </ul>
    </section>
  );
}

function sum(programs: readonly Program[], key: 'steps' | 'calls'): number {
  return programs.reduce((total, p) => total + p[key], 0);
}

function Types({ tensors }: { readonly tensors: TensorSummary }) {
  return (
    <ul className="wbars">
      {tensors.dtypes.map(({ dtype, count: many, bytes: size }) => (
        <li key={dtype}>
          <code>
            <Untrusted text={dtype} max={24} />
          </code>
          <span className="wb">
            <i style={{ width: `${((size / Math.max(1, tensors.bytes)) * 100).toString()}%` }} />
          </span>
          <span className="num t2">{plural(many, 'tensor')}</span>
          <span className="num">{bytes(size)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Names shown before the rest is counted. */
const NAMES = 12;

function ProgramRow({ program, children }: { readonly program: Program; readonly children: ReactNode }) {
  const { name, steps, calls, names, ending } = program;
  return (
    <li>
      <div className="in-h">
        <span className="b cut">
          <Untrusted text={name} max={120} />
        </span>
        <span className="t2 nw">
          {plural(steps, 'step')}, {plural(calls, 'call')}
        </span>
        <span className="grow" />
        {children}
      </div>
      {ending.kind === 'failed' && (
        <p className="t2">
          <Prose text={ending.reason} />
        </p>
      )}
      {names.length > 0 && (
        <p className="t2 in-n">
          Imports{' '}
          {names.slice(0, NAMES).map((imported, i) => (
            <span key={imported}>
              {i > 0 && ', '}
              <code>
                <Untrusted text={imported} max={80} />
              </code>
            </span>
          ))}
          {names.length > NAMES && ` and ${count(names.length - NAMES)} more`}
        </p>
      )}
    </li>
  );
}
