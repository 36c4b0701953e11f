import { u32 } from '../../source/little-endian.ts';

/** A table of replacements: a trie of what is replaced, and the texts that are put there. */
export interface Charsmap {
  /** What leads outside the table; null when nothing does. */
  readonly fault: { readonly offset: number; readonly what: string } | null;
  /** Each with its place in the table. */
  readonly texts: readonly { readonly offset: number; readonly length: number; readonly text: string }[];
}

const UTF8 = new TextDecoder();
/** Labels of one node of the trie. */
const BLOCK = 256;

/**
 * Reads a table (sentencepiece, normalizer.cc): the size of the trie, the trie as darts-clone lays it out in units of four bytes,
 * then texts with a zero behind each. Libraries follow its units without asking where they lead.
 */
export function readCharsmap(bytes: Uint8Array): Charsmap {
  const size = bytes.length < 4 ? 0 : u32(bytes, 0);
  if (size >= bytes.length - 4 || size % (BLOCK * 4) !== 0 || size === 0)
    return {
      fault: { offset: 0, what: `a trie of ${size.toString()} bytes in ${bytes.length.toString()}` },
      texts: [],
    };
  const from = 4 + size;
  return { fault: strayUnit(bytes.subarray(4, from), bytes.length - from), texts: textsIn(bytes, from) };
}

/** The first unit that leads out of the trie, or to no text. */
function strayUnit(trie: Uint8Array, room: number): Charsmap['fault'] {
  const blocks = trie.length / 4 / BLOCK;
  for (let at = 0; at < trie.length; at += 4) {
    const unit = u32(trie, at);
    // A leaf holds the place of a text, another unit the way to its children, which are all in one block.
    if (unit >= 0x80000000) {
      if (unit - 0x80000000 >= room) return { offset: 4 + at, what: `text ${(unit - 0x80000000).toString()}` };
      continue;
    }
    const way = (unit >>> 10) * ((unit & 0x200) === 0 ? 1 : 256);
    if (Math.floor(((at / 4) ^ way) / BLOCK) >= blocks) return { offset: 4 + at, what: `unit ${way.toString()}` };
  }
  return null;
}

function textsIn(bytes: Uint8Array, from: number): Charsmap['texts'] {
  const texts: { offset: number; length: number; text: string }[] = [];
  for (let offset = from; offset < bytes.length;) {
    const zero = bytes.indexOf(0, offset);
    const end = zero < 0 ? bytes.length : zero;
    // Shorter ones are no sentences.
    if (end - offset >= 16)
      texts.push({
        offset,
        length: end - offset,
        text: UTF8.decode(bytes.subarray(offset, Math.min(end, offset + 4096))),
      });
    offset = end + 1;
  }
  return texts;
}
