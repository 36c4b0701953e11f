import type { StepQuery } from '../../protocol.ts';
import { OPCODES } from './opcodes.ts';

export interface StepSearch {
  /** Bit per opcode, in table order, in words of 32. */
  readonly mask: readonly [number, number, number];
  /** Bytes to find in an argument, ASCII case ignored; empty = none. */
  readonly needle: Uint8Array;
  /** The query is an offset. */
  readonly offset: number | null;
}

const NOTHING = new Uint8Array();
const HEX = /^0x[0-9a-f]{1,14}$/i;

/** A class of steps, an opcode name, an offset `0x…`, or text in arguments. */
export function searchOf(query: StepQuery): StepSearch {
  const wanted = query.class;
  if (wanted !== undefined) return { mask: maskOf((o) => o.class === wanted), needle: NOTHING, offset: null };
  const text = (query.text ?? '').trim();
  if (HEX.test(text)) return { mask: [0, 0, 0], needle: NOTHING, offset: Number.parseInt(text, 16) };
  const upper = text.toUpperCase();
  const exact = OPCODES.some((o) => o.name === upper);
  const mask = maskOf((o) => upper.length >= 2 && (exact ? o.name === upper : o.name.includes(upper)));
  // An opcode name is looked for as an opcode only: arguments may hold any word.
  return { mask, needle: exact ? NOTHING : new TextEncoder().encode(text), offset: null };
}

function maskOf(chosen: (o: (typeof OPCODES)[number]) => boolean): [number, number, number] {
  const words: [number, number, number] = [0, 0, 0];
  OPCODES.forEach((o, i) => {
    if (!chosen(o)) return;
    const word = i >> 5;
    if (word === 0 || word === 1 || word === 2) words[word] = (words[word] | (1 << (i & 31))) >>> 0;
  });
  return words;
}
