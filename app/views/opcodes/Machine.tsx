import { useState, type ReactNode } from 'react';
import { Prose } from '../../ui/Prose.tsx';
import { count, plural } from '../../ui/format.ts';
import { markClass } from '../../ui/Mark.tsx';
import type { MemoSlot, StackCell, StepState } from '../../../workers/protocol.ts';
import type { Severity } from '../../../workers/report/schema.ts';

interface MachineProps {
  readonly state: StepState | undefined;
  readonly failure: string | null;
  readonly flag: Severity | undefined;
  readonly onStep: (step: number) => void;
}

/** Cells shown before one asks for more. */
const SHOWN = 8;

/** Stack and memo around the selected step: what it takes is tinted, what it leaves is dashed. */
export function Machine({ state, failure, flag, onStep }: MachineProps) {
  const [whole, setWhole] = useState(false);
  if (state === undefined) {
    return (
      <p className="vm-none t2">{failure === null ? 'Working out the stack…' : `The stack is not known: ${failure}`}</p>
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
        <span className="n">
          {count(state.depthBefore)} before, {count(state.depthAfter)} after
        </span>
      </div>
      <p className="eff t2">
        <Prose text={state.effect} />
      </p>
      <ol className="stk" aria-label="Stack before the step, top first">
        {state.left.map((cell, i) => (
          <Cell
            key={`left${i.toString()}`}
            cell={cell}
            className="out"
            before={<span className="t3">after →</span>}
            onStep={onStep}
          />
        ))}
        {cells.map((cell, i) => (
          <Cell key={i} cell={cell} className={cell.taken ? taken : ''} onStep={onStep} />
        ))}
        {(hidden > 0 || state.stack.length > SHOWN) && (
          <li className="more">
            {hidden > 0 && `${plural(hidden, 'value')} more below`}
            {state.stack.length > least && (
              <button type="button" onClick={() => setWhole(!whole)}>
                {whole ? 'Show fewer' : `Show ${count(state.stack.length - least)}`}
              </button>
            )}
          </li>
        )}
        {state.stack.length === 0 && <li className="more">Empty before this step</li>}
      </ol>
      <div className="pane-h mid">
        <h2>Memo</h2>
        <span className="n">{plural(state.memoCount, 'slot')}</span>
        <span className="grow" />
        <span className={`chip${state.memoChanged ? ' accent' : ''}`}>
          {state.memoChanged ? 'changed' : 'unchanged'}
        </span>
      </div>
      <Memo slots={state.memo} count={state.memoCount} onStep={onStep} />
    </>
  );
}

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

function Memo({
  slots,
  count: all,
  onStep,
}: {
  slots: readonly MemoSlot[];
  count: number;
  onStep: (step: number) => void;
}) {
  return (
    <table className="memo">
      <caption className="sr">Memo slots: number, value, how often it is read</caption>
      <colgroup>
        <col className="slot" />
        <col />
        <col className="reads" />
      </colgroup>
      <tbody>
        {slots.map((slot) => (
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
        {all > slots.length && (
          <tr className="more">
            <td />
            <td colSpan={2}>{plural(all - slots.length, 'slot')} more</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
