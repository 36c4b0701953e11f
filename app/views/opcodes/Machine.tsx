import { memo, useState, type ReactNode } from 'react';
import { Prose } from '../../ui/Prose.tsx';
import { count, plural } from '../../ui/format.ts';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Engines } from './Engines.tsx';
import type { EngineView, MemoSlot, StackCell, StepState } from '../../../workers/protocol.ts';
import type { Finding, Severity } from '../../../workers/report/schema.ts';

interface MachineProps {
  readonly state: StepState | undefined;
  readonly failure: string | null;
  readonly flag: Severity | undefined;
  /** The finding the step belongs to. */
  readonly finding: Finding | undefined;
  readonly engines: readonly EngineView[];
  readonly onFinding: (id: string) => void;
  readonly onByte: (offset: number) => void;
  /** Beside the heading. */
  readonly tools: ReactNode;
  readonly onStep: (step: number) => void;
}

/** Cells and slots shown before one asks for more. */
const SHOWN = 8;
const SLOTS = 12;

/** Stack and memo around the selected step: what it takes is tinted, what it leaves is dashed. */
export const Machine = memo(function Machine(props: MachineProps) {
  const { state, failure, flag, finding, engines, onFinding, onByte, onStep, tools } = props;
  const [whole, setWhole] = useState(false);
  if (state === undefined) {
    return (
      <>
        {tools !== null && <div className="pane-h">{tools}</div>}
        <p className="vm-none t2">
          {failure === null ? 'Working out the stack…' : `The stack is not known: ${failure}`}
        </p>
      </>
    );
  }
  const taken = flag === undefined ? 'take' : `take f-${markClass[flag]}`;
  const least = Math.max(SHOWN, state.stack.findLastIndex((cell) => cell.taken) + 1);
  const cells = whole ? state.stack : state.stack.slice(0, least);
  const hidden = state.depthBefore - cells.filter((cell) => cell.kind !== 'mark').length;
  return (
    <>
      <div className="pane-h">
        <h2>Stack</h2>
        <span className="n cut">
          {count(state.depthBefore)} before, {count(state.depthAfter)} after
        </span>
        <span className="grow" />
        {tools}
      </div>
      <p className="eff t2">
        <Prose text={state.effect} />
      </p>
      {finding !== undefined && (
        <p className="eff">
          <Mark kind={finding.severity} size="s" label={`${finding.severity} finding`} />{' '}
          <button type="button" className="linkish" onClick={() => onFinding(finding.id)}>
            <Prose text={finding.title} />
          </button>
        </p>
      )}
      <ol className="stk" aria-label="Stack before the step, top first">
        {state.left.map((cell, i) => (
          <Cell
            key={`left${i.toString()}`}
            cell={cell}
            className="left"
            before={<span className="t3">after →</span>}
            onStep={onStep}
          />
        ))}
        {cells.map((cell, i) => (
          <Cell key={i} cell={cell} className={cell.taken ? taken : ''} onStep={onStep} />
        ))}
      </ol>
      {state.stack.length === 0 && <p className="rest">Empty before this step</p>}
      <Rest left={hidden} unit="value" more={state.stack.length - least} whole={whole} onWhole={setWhole} />
      <div className="pane-h mid">
        <h2>Memo</h2>
        <span className="n">{plural(state.memoCount, 'slot')}</span>
        <span className="grow" />
        <span className={`chip${state.memoChanged ? ' accent' : ''}`}>
          {state.memoChanged ? 'changed' : 'unchanged'}
        </span>
      </div>
      <Memo slots={state.memo} count={state.memoCount} onStep={onStep} />
      {engines.length > 0 && (
        <>
          <div className="pane-h mid">
            <h2>Engines</h2>
            <span className="n">at this step</span>
          </div>
          <Engines engines={engines} offset={state.row.offset} onByte={onByte} />
        </>
      )}
    </>
  );
});

interface CellProps {
  readonly cell: StackCell;
  readonly className: string;
  readonly before?: ReactNode;
  readonly onStep: (step: number) => void;
}

function Cell({ cell, className, before, onStep }: CellProps) {
  const { step } = cell;
  const content = (
    <>
      {before ?? <span className="ty">{cell.kind}</span>}
      <code className="cut">
        <Prose text={cell.text} />
      </code>
      {cell.taken && <span className="sr">, taken by this step</span>}
    </>
  );
  return (
    <li className={className}>
      {step === null ? (
        content
      ) : (
        <button type="button" title={`Made by step ${count(step)}`} onClick={() => onStep(step)}>
          {content}
        </button>
      )}
    </li>
  );
}

interface MemoProps {
  readonly slots: readonly MemoSlot[];
  /** Slots there are altogether. */
  readonly count: number;
  readonly onStep: (step: number) => void;
}

function Memo({ slots, count: all, onStep }: MemoProps) {
  const [whole, setWhole] = useState(false);
  const shown = whole ? slots : slots.slice(0, SLOTS);
  return (
    <>
      <table className="memo">
        <caption className="sr">Memo slots: number, value, how often it is read</caption>
        <colgroup>
          <col className="slot" />
          <col />
          <col className="reads" />
        </colgroup>
        <tbody>
          {shown.map((slot) => (
            <tr key={slot.key} className={slot.touched ? 'touched' : ''}>
              <td className="slot">{slot.key}</td>
              <td className="cut">
                <button
                  type="button"
                  title={`Written by step ${count(slot.writtenAt)}`}
                  onClick={() => onStep(slot.writtenAt)}
                >
                  <code>
                    <Prose text={slot.text} />
                  </code>
                </button>
              </td>
              <td className="reads" aria-label={`read ${plural(slot.reads, 'time')}`}>
                {count(slot.reads)}×
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest
        left={all - shown.length}
        unit="slot"
        more={slots.length - Math.min(SLOTS, slots.length)}
        whole={whole}
        onWhole={setWhole}
      />
    </>
  );
}

interface RestProps {
  /** Not shown. */
  readonly left: number;
  readonly unit: string;
  /** Known and shown when asked for. */
  readonly more: number;
  readonly whole: boolean;
  readonly onWhole: (whole: boolean) => void;
}

/** "355 values more" and, as far as they are here, a button that shows them. */
function Rest({ left, unit, more, whole, onWhole }: RestProps) {
  if (left <= 0 && more <= 0) return null;
  return (
    <p className="rest">
      {left > 0 && `${plural(left, unit)} more`}
      {more > 0 && (
        <button type="button" onClick={() => onWhole(!whole)}>
          {whole ? 'Show fewer' : `Show ${count(more)}`}
        </button>
      )}
    </p>
  );
}
