import { field } from '../../identify/wire.ts';
import { u32, u64 } from '../../source/little-endian.ts';

const LEVELS = 8;
const MAX_ABOUT = 1024;

/** A block: its number, the one it is in, then variables or operators (framework.proto). */
export function isProgram(head: Uint8Array, size: number): boolean {
  const block = field(head, 0);
  if (block?.tag !== 0x0a || block.end > size || head[block.start] !== 0x08) return false;
  const index = field(head, block.start);
  const parent = index === null ? null : field(head, index.end);
  const next = parent === null ? null : field(head, parent.end);
  if (parent?.tag !== 0x10 || parent.end - parent.start > 10) return false;
  return next === null ? parent.end === block.end : [0x1a, 0x22, 0x28, 0x0a, 0x22].includes(next.tag);
}

/** A tensor as Paddle writes it: a version of zero, its levels, a version of zero again, and what it is. */
export function startsTensor(head: Uint8Array): boolean {
  const levels = u64(head, 4);
  if (head.length < 24 || u32(head, 0) !== 0 || levels > LEVELS) return false;
  let at = 12;
  for (let i = 0; i < levels; i += 1) at += 8 + u64(head, at);
  if (at + 10 > head.length || u32(head, at) !== 0) return false;
  const length = u32(head, at + 4);
  return length >= 2 && length <= MAX_ABOUT && head[at + 8] === 0x08 && (head[at + 9] ?? 255) < 40;
}
