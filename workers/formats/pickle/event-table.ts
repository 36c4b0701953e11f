/** Events as wasm/src/pickle/log.rs `Event` lays them out: 56 bytes each. */
import type { EventKind, PickleEvent } from './trace.ts';
import type { Ref } from './value.ts';

export interface EventTable {
  readonly at: number;
  readonly count: number;
}

const BYTES = 56;
const KINDS: readonly EventKind[] = ['import', 'import', 'call', 'build', 'method', 'persistent'];
const NEWOBJ_EX = 0x92;

export function readEvent(memory: ArrayBuffer, table: EventTable, index: number): PickleEvent {
  const view = new DataView(memory, table.at + index * BYTES, BYTES);
  const opcode = view.getUint8(53);
  return {
    index,
    kind: KINDS[view.getUint8(52)] ?? 'import',
    opcode,
    offset: readWide(view, 0),
    target: readWide(view, 8),
    args: readWide(view, 16),
    kwargs: opcode === NEWOBJ_EX ? readWide(view, 24) : null,
    result: readWide(view, 32),
    step: view.getUint32(40, true),
    from: view.getUint32(44, true),
    length: view.getUint32(48, true),
    protocol: view.getUint8(54),
  };
}

/** A u64 below 2^53: an offset, or a value (51 bits). */
export function readWide(view: DataView, at: number): Ref {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 0x1_0000_0000;
}
