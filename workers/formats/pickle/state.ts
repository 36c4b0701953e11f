import type { MemoSlot, OpcodeRow, StackCell, StepState } from '../../protocol.ts';
import { code, prose, type Prose } from '../../report/prose.ts';
import type { Engine } from '../../wasm/engine.ts';
import type { Values } from './live-values.ts';
import type { RawRow } from './row.ts';
import { callee, show } from './show.ts';
import type { Ref } from './value.ts';

export interface Cell {
  readonly value: Ref;
  readonly step: number;
}

/** What pickle_state replied. */
export interface StateTables {
  /** Top last. */
  readonly before: readonly Cell[];
  readonly left: readonly Cell[];
  readonly heightBefore: number;
  readonly heightAfter: number;
  readonly low: number;
  readonly memoKey: number | null;
  readonly wrote: boolean;
  readonly memoCount: number;
  readonly memo: readonly Slot[];
  readonly row: RawRow;
}

/** A memo slot just after a step. */
export interface Slot {
  readonly key: number;
  readonly value: Ref;
  readonly writtenAt: number;
  readonly reads: number;
}

const CELL_BYTES = 8;
const MEMO_SHOWN = 64;

export function readCells(engine: Engine, at: number, count: number): Cell[] {
  const view = new DataView(engine.bytes(at, count * CELL_BYTES).buffer);
  return Array.from({ length: count }, (_, i) => ({
    value: view.getUint32(i * CELL_BYTES, true),
    step: view.getUint32(i * CELL_BYTES + 4, true),
  }));
}

export function describeState(trace: Values, tables: StateTables, row: OpcodeRow): StepState {
  return {
    step: row.step,
    row,
    depthBefore: tables.heightBefore,
    depthAfter: tables.heightAfter,
    stack: stackCells(trace, tables),
    left: tables.left.map((cell) => describeCell(trace, cell, false)).reverse(),
    effect: effect(trace, tables, row),
    memoCount: tables.memoCount,
    memo: tables.memo.map((slot) => memoSlot(trace, slot, tables.memoKey)),
    memoChanged: tables.wrote,
  };
}

function stackCells(trace: Values, tables: StateTables): StackCell[] {
  let height = tables.heightBefore;
  const cells: StackCell[] = [];
  for (const cell of [...tables.before].reverse()) {
    const mark = trace.value(cell.value).kind === 'mark';
    // A MARK lies above the values below `height`; it goes when the step takes values from under it or pops it.
    const taken = mark ? height > tables.low : height > tables.low;
    cells.push(describeCell(trace, cell, taken));
    if (!mark) height -= 1;
  }
  return cells;
}

function describeCell(trace: Values, cell: Cell, taken: boolean): StackCell {
  const kind = cellKind(trace, cell.value);
  return {
    kind,
    text: kind === 'mark' ? ['MARK'] : show(trace, cell.value, 60, 1),
    step: kind === 'mark' ? null : cell.step,
    taken,
  };
}

function cellKind(trace: Values, ref: Ref): string {
  const value = trace.value(ref);
  switch (value.kind) {
    case 'int':
    case 'bigint':
    case 'float':
      return 'number';
    case 'true':
    case 'false':
      return 'bool';
    case 'text8':
      return 'text';
    case 'bytearray':
      return 'bytes';
    case 'frozenset':
      return 'set';
    case 'global':
    case 'extension':
      return 'name';
    case 'result':
      return 'object';
    case 'persistent':
      return 'storage';
    default:
      return value.kind;
  }
}

function effect(trace: Values, tables: StateTables, row: OpcodeRow): Prose {
  const top = trace.value(tables.row.top);
  const taken = tables.heightBefore - tables.low;
  switch (row.class) {
    case 'call':
      if (top.kind === 'result')
        return prose`Takes ${values(taken)}, calls ${callee(trace, top.event)}, pushes the result.`;
      if (top.kind === 'persistent') return ['Asks the loader for the object with this id, pushes it.'];
      return prose`Sets the state of ${show(trace, tables.row.top, 40, 0)}.`;
    case 'name':
      return prose`Imports the module and pushes ${show(trace, tables.row.top, 60, 0)}.`;
    case 'text':
    case 'number':
      return prose`Pushes ${show(trace, tables.row.top, 60, 1)}.`;
    case 'memo':
      return tables.memoKey === null
        ? []
        : tables.wrote
          ? prose`Keeps the top of the stack in memo slot ${tables.memoKey}.`
          : prose`Pushes what memo slot ${tables.memoKey} holds.`;
    case 'container':
      return taken === 0
        ? ['Pushes an empty container.']
        : prose`Takes ${values(taken)} and puts them into a container.`;
    case 'stack':
      return taken > 0 ? prose`Drops ${values(taken)}.` : prose`${code(row.name)} changes the stack only.`;
    case 'control':
      return row.name === 'STOP'
        ? ['Ends the program; the top of the stack is the result.']
        : prose`${code(row.name)} tells the loader how to read on.`;
  }
}

function values(n: number): string {
  return n === 1 ? 'one value' : `${n.toLocaleString('en-US')} values`;
}

/** The slot a step touches and the latest ones. */
export function readMemo(
  engine: Engine,
  handle: number,
  { memoKey, memoCount, row }: Pick<StateTables, 'memoKey' | 'memoCount' | 'row'>,
): Slot[] {
  const keys = new Set<number>();
  if (memoKey !== null) keys.add(memoKey);
  // Picklers number slots from zero (or one): the latest are those just below the count.
  for (let key = memoCount; key >= 0 && keys.size < MEMO_SHOWN; key--) keys.add(key);
  return [...keys].flatMap((key) => {
    if (engine.call('pickle_memo', handle, key, row.step + 1) !== 0) return [];
    return [{ key, value: engine.reply(0), writtenAt: engine.reply(1), reads: engine.reply(2) }];
  });
}

function memoSlot(trace: Values, { key, value, writtenAt, reads }: Slot, touched: number | null): MemoSlot {
  return { key, text: show(trace, value, 60, 1), writtenAt, reads, touched: key === touched };
}
