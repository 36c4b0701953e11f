/** Rows as the engine leaves them: Row in wasm/src/pickle/replay.rs. */
import type { Engine } from '../../wasm/engine.ts';
import type { RawRow } from './row.ts';

const ROW_BYTES = 40;

export function readRows(engine: Engine, at: number, count: number): RawRow[] {
  const view = new DataView(engine.bytes(at, count * ROW_BYTES).buffer);
  return Array.from({ length: count }, (_, i) => {
    const from = i * ROW_BYTES;
    return {
      offset: view.getFloat64(from, true),
      length: view.getFloat64(from + 8, true),
      top: view.getUint32(from + 16, true),
      step: view.getUint32(from + 20, true),
      depth: view.getUint32(from + 24, true),
      marks: view.getUint32(from + 28, true),
      opcode: view.getUint32(from + 32, true),
    };
  });
}

/** Rows lie in order: the step of the one whose bytes hold `offset`, null when that lies between two of them; 'later' when all of them end before it. */
export function stepIn(engine: Engine, at: number, count: number, offset: number): number | null | 'later' {
  const bytes = engine.view(at, count * ROW_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    const end = view.getFloat64(middle * ROW_BYTES, true) + view.getFloat64(middle * ROW_BYTES + 8, true);
    if (end <= offset) low = middle + 1;
    else high = middle;
  }
  if (low === count) return count === 0 ? null : 'later';
  return view.getFloat64(low * ROW_BYTES, true) <= offset ? view.getUint32(low * ROW_BYTES + 20, true) : null;
}
