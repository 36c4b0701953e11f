import type { ReactNode } from 'react';
import { bytes, compact, count, percent, plural } from '../../ui/format.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import type { Program, TensorSummary } from '../../../workers/report/schema.ts';
import type { ViewProps } from '../view.ts';
import { FirstTensors } from './FirstTensors.tsx';
import { Loaders } from './Loaders.tsx';
import { ViewLink } from './ViewLink.tsx';
import './inside.css';

/** For a quiet file: what is in it, what was checked, who loads it. */
export function Inside({ seq, report, engine }: ViewProps) {
  const { file, programs, tensors, rules, coverage, findings } = report;
  return (
    <section className="pane inside" aria-label="What is in it">
      <div className="pane-h">
        <h2>What is in it</h2> <span className="n">{file.formatName}</span>
      </div>
      <div className="dgrid">
        <div className="dmain">
          {tensors !== null && tensors.count > 0 && (
            <section className="in-s">
              <div className="in-h">
                <h3>Tensors</h3>
                <span className="t3">
                  {count(tensors.count)}, {compact(tensors.parameters)} parameters
                </span>
                <span className="grow" />
                <ViewLink seq={seq} report={report} to={{ view: 'tensors' }} name={`All ${count(tensors.count)}`} />
              </div>
              <Types tensors={tensors} />
              <FirstTensors seq={seq} engine={engine} total={tensors.count} size={file.size} />
            </section>
          )}
          {programs.length > 0 && (
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
          )}
        </div>
        <div className="dside">
          <Loaders loaders={report.loaders} />
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
        </div>
      </div>
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
