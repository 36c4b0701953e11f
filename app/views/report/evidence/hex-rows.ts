/** A block of bytes as aligned rows of runs: neighbours of the same look are one run. Pure. */
import type { HexBlock, Range } from '../../../../workers/report/schema.ts';

/** '' plain, 'z' a zero, 'hl' marked, 'hs' in the first of several marks, 'hx' deciding. */
export type Look = '' | 'z' | 'hl' | 'hs' | 'hx';

export interface Run {
  readonly look: Look;
  readonly hex: string;
  readonly ascii: string;
}

export interface HexRow {
  readonly offset: number;
  /** Cells before the first byte of the block. */
  readonly blank: number;
  readonly runs: readonly Run[];
}

/** Longest run of deciding bytes that is drawn solid. */
const SOLID = 8;

/** Rows start at multiples of `width`; a double space stands after every eighth byte. */
export function hexRows(block: HexBlock, width: 8 | 16): readonly HexRow[] {
  const count = Math.floor(block.hex.length / 2);
  const start = Math.floor(block.offset / width) * width;
  const rows: HexRow[] = [];
  if (count === 0) return rows;
  for (let row = start; row < block.offset + count; row += width) {
    const from = Math.max(row, block.offset);
    const to = Math.min(row + width, block.offset + count);
    rows.push({ offset: row, blank: from - row, runs: runsOf(block, from, to, row + width - 1) });
  }
  return rows;
}

/** The rows that say something, with one more on each side; all of them when none is marked. */
export function telling(rows: readonly HexRow[]): readonly HexRow[] {
  const marked = rows.flatMap((row, i) => (row.runs.some((r) => r.look !== '' && r.look !== 'z') ? [i] : []));
  const [first, last] = [marked[0], marked.at(-1)];
  if (first === undefined || last === undefined) return rows;
  // A row before it that is only half there says less than it takes.
  const before = first > 0 && rows[first - 1]?.blank === 0 ? first - 1 : first;
  return rows.slice(before, last + 2);
}

function runsOf(block: HexBlock, from: number, to: number, last: number): readonly Run[] {
  const runs: { look: Look; hex: string; ascii: string }[] = [];
  for (let at = from; at < to; at++) {
    const pair = block.hex.slice((at - block.offset) * 2, (at - block.offset) * 2 + 2);
    const value = Number.parseInt(pair, 16);
    const look = lookOf(block, at, value);
    const gap = at === last ? '' : at % 8 === 7 ? '  ' : ' ';
    const ascii = value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '·';
    const run = runs.at(-1);
    if (run?.look === look) {
      run.hex += pair + gap;
      run.ascii += ascii;
    } else runs.push({ look, hex: pair + gap, ascii });
  }
  return runs;
}

function lookOf({ hit, marks }: HexBlock, at: number, value: number): Look {
  // A deciding byte is solid; a whole stretch of them would shout.
  if (within(hit, at)) return hit.length > SOLID ? 'hs' : 'hx';
  const mark = marks.findIndex((m) => within(m, at));
  if (mark === 0 && marks.length > 1) return 'hs';
  if (mark >= 0) return 'hl';
  return value === 0 ? 'z' : '';
}

function within({ offset, length }: Range, at: number): boolean {
  return at >= offset && at < offset + length;
}

/** Offset column: as many digits as the last row needs, at least five. */
export function digits(rows: readonly HexRow[]): number {
  return Math.max(5, (rows.at(-1)?.offset ?? 0).toString(16).length);
}

/** For the clipboard: offset, bytes, text. */
export function hexText(block: HexBlock): string {
  const rows = hexRows(block, 16);
  return rows
    .map(({ offset, blank, runs }) => {
      const hex = '   '.repeat(blank) + (blank >= 8 ? ' ' : '') + runs.map((r) => r.hex).join('');
      const ascii = ' '.repeat(blank) + runs.map((r) => r.ascii).join('');
      return `${offset.toString(16).padStart(digits(rows), '0')}  ${hex.padEnd(48)}  ${ascii}`;
    })
    .join('\n');
}
