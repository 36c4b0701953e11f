import { field, type Field } from '../../identify/wire.ts';

/** Top-level fields: pieces, how they were made, how texts are cleaned, samples, how texts are put together. */
const TAGS: ReadonlySet<number> = new Set([0x0a, 0x12, 0x1a, 0x22, 0x2a]);
const PIECE = 0x0a;

/** Whether it begins as a model of SentencePiece: its fields, and pieces of a text, a number and a kind among them. */
export function isSentencepiece(head: Uint8Array, size: number): boolean {
  let pieces = 0;
  for (let at = 0; at < Math.min(head.length, size);) {
    const one = field(head, at);
    if (one === null) return at > 0 && pieces > 0 && at + 20 > head.length;
    if (!TAGS.has(one.tag) || one.end > size) return false;
    if (one.tag === PIECE && one.end <= head.length) {
      if (!isPiece(head, one)) return false;
      pieces += 1;
    }
    at = one.end;
  }
  return pieces > 0;
}

/** A text, then a score and a kind, or one of them. */
function isPiece(head: Uint8Array, { start, end }: Field): boolean {
  const tags: number[] = [];
  for (let at = start; at < end;) {
    const one = field(head, at);
    if (one === null || one.end > end || tags.length === 3) return false;
    tags.push(one.tag);
    at = one.end;
  }
  return /^10,(?:21|24|21,24)$/.test(tags.join());
}
