import { field } from '../../identify/wire.ts';
import type { Schema } from '../../lang/protobuf/walk.ts';
import type { Range } from '../../report/schema.ts';

const MAX_DEPTH = 32;
/** Wire types by what a schema calls them. */
const WIRES: Readonly<Record<string, readonly number[]>> = {
  i: [0],
  d: [1],
  D: [1, 2],
  f: [5],
  known: [0, 1, 2, 5],
};

/**
 * Whether a protobuf in memory holds nothing but what its schema has. `told` gets the fields that are texts or bytes there. Of millions of
 * small records each costs as little as it can: bytes that have to be awaited are for `lang/protobuf/walk.ts`.
 */
export function isMessage(
  bytes: Uint8Array,
  schema: Schema,
  root: string,
  told: (message: string, field: number, range: Range) => void = () => undefined,
): boolean {
  const open = [{ message: root, end: bytes.length }];
  let at = 0;
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    if (at === top.end) {
      open.pop();
      continue;
    }
    const one = field(bytes, at);
    if (one === null || one.end > top.end || open.length > MAX_DEPTH) return false;
    const number = Math.floor(one.tag / 8);
    const kind = schema[top.message]?.[number];
    if (kind === undefined || !(WIRES[kind] ?? [2]).includes(one.tag % 8)) return false;
    const isInner = schema[kind] !== undefined;
    if (kind === 'text' || kind === 'bytes')
      told(top.message, number, { offset: one.start, length: one.end - one.start });
    if (isInner) open.push({ message: kind, end: one.end });
    at = isInner ? one.start : one.end;
  }
  return true;
}
