import { field, type Field } from '../../identify/wire.ts';

const LAYER = 100 * 8 + 2;
const OLD_LAYER = 0x12;
/** What may stand before the layers. */
const BEFORE: ReadonlySet<number> = new Set([0x0a, 0x1a, 0x20, 0x22, 0x28, 0x32, 0x38, 0x42]);
const MOST = 64;

/** A name, inputs and layers with their name and type (caffe.proto, NetParameter). */
export function isCaffe(head: Uint8Array, size: number): boolean {
  let at = 0;
  for (let count = 0; count < MOST && at < head.length; count += 1) {
    const one = field(head, at);
    if (one === null || one.end > size) return false;
    if (one.tag === LAYER) return isNamed(head, field(head, one.start), 0x0a) && isNamed(head, second(head, one), 0x12);
    // Of an older one a name is needed, as much else begins with a field of this number.
    if (one.tag === OLD_LAYER) return at > 0 && head[0] === 0x0a && isOldLayer(head, one);
    if (!BEFORE.has(one.tag) || (one.tag === 0x0a && (count > 0 || !isNamed(head, one, 0x0a)))) return false;
    at = one.end;
  }
  return false;
}

function second(head: Uint8Array, one: Field): Field | null {
  const first = field(head, one.start);
  return first === null ? null : field(head, first.end);
}

function isNamed(head: Uint8Array, one: Field | null, tag: number): boolean {
  if (one?.tag !== tag || one.end === one.start) return false;
  return /^[\x20-\x7e]+$/.test(LATIN1.decode(head.subarray(one.start, Math.min(one.end, one.start + 128))));
}

/** Inputs and outputs, a name and a type by its number. */
function isOldLayer(head: Uint8Array, { start, end }: Field): boolean {
  const tags = new Set<number>();
  for (let at = start; at < Math.min(end, head.length) && tags.size < 8;) {
    const one = field(head, at);
    if (one === null || one.end > end) return false;
    tags.add(one.tag);
    if (one.tag === 0x22 && !isNamed(head, one, 0x22)) return false;
    if (tags.has(0x22) && tags.has(0x28)) return true;
    at = one.end;
  }
  return false;
}

const LATIN1 = new TextDecoder('latin1');
