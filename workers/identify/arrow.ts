import { ascii, startsWith, u16, u32 } from '../source/little-endian.ts';
import type { FormatKey } from './formats.ts';
import type { Probe } from './probe.ts';
import { isSentence } from './text.ts';

const ARROW = ascii('ARROW1');
const FEATHER = ascii('FEA1');
const PARQUET = [ascii('PAR1'), ascii('PARE')];

/** Tables of Arrow and Parquet: by how they begin, or by the end that their readers look for first. */
export async function arrowKind(probe: Probe): Promise<FormatKey[]> {
  const { source, head, size } = probe;
  if (size < 12) return [];
  const tail = await source.read(size - 10, 10);
  const length = u32(tail, 2);
  // A text may begin with these letters. Readers of files look at their end, whatever stands before it.
  const begins = (magic: readonly number[]): boolean => startsWith(head, magic) && !isSentence(probe);
  if (begins(ARROW) || (startsWith(tail, ARROW, 4) && fits(u32(tail, 0), size))) return ['arrow'];
  if (begins(FEATHER) || (startsWith(head, FEATHER) && startsWith(tail, FEATHER, 6))) return ['feather'];
  const isParquet = PARQUET.some((magic) => begins(magic) || (startsWith(tail, magic, 6) && fits(length, size)));
  if (isParquet) return ['parquet'];
  return isStream(head, size) ? ['arrow-stream'] : [];
}

function fits(footer: number, size: number): boolean {
  return footer > 0 && footer + 12 <= size;
}

/** Kinds of messages. */
const KINDS = 5;

/** A message first: its length, in front of which newer writers put a mark, and its table with a version, a kind and what it holds. */
function isStream(head: Uint8Array, size: number): boolean {
  const start = u32(head, 0) === 0xffffffff ? 8 : 4;
  const length = u32(head, start - 4);
  const root = u32(head, start);
  const table = start + root;
  const layout = table - (u32(head, table) | 0);
  if (length < 16 || length % 4 !== 0 || start + length > size || root > length) return false;
  if (table + 12 > head.length || layout < start + 4 || layout + 10 > head.length) return false;
  const [version, kind, header] = [4, 6, 8].map((slot) => u16(head, layout + slot));
  if (u16(head, layout) < 10 || kind === undefined || kind < 4 || header === undefined || header < 4) return false;
  const holds = head[table + kind] ?? 0;
  return holds > 0 && holds <= KINDS && (version === 0 || u16(head, table + (version ?? 0)) <= 4);
}
