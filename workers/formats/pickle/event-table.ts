/** Events as wasm/src/pickle/log.rs `Event` lays them out: 40 bytes each. */
import type { EventKind, PickleEvent } from './trace.ts';

export interface EventTable {
  readonly at: number;
  readonly count: number;
}

const BYTES = 40;
const KINDS: readonly EventKind[] = ['import', 'import', 'call', 'build', 'method', 'persistent'];
const NEWOBJ_EX = 0x92;

export function readEvent(memory: ArrayBuffer, table: EventTable, index: number): PickleEvent {
  const view = new DataView(memory, table.at + index * BYTES, BYTES);
  const opcode = view.getUint8(37);
  return {
    index,
    kind: KINDS[view.getUint8(36)] ?? 'import',
    opcode,
    offset: readWide(view, 0),
    target: view.getUint32(8, true),
    args: view.getUint32(12, true),
    kwargs: opcode === NEWOBJ_EX ? view.getUint32(16, true) : null,
    result: view.getUint32(20, true),
    step: view.getUint32(24, true),
    from: view.getUint32(28, true),
    length: view.getUint32(32, true),
    protocol: view.getUint8(38),
  };
}

/** A u64 below 2^53: an offset. */
function readWide(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 0x1_0000_0000;
}
