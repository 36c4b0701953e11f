/** Geometry and text of a hex listing. Pure; offsets are in bytes of the listed source. */
import type { Stroke } from '../../ui/rows/keys.ts';

/** `lead` blank places before byte 0, so that rows start at round addresses of the file the source lies in. */
export interface HexShape {
  readonly size: number;
  readonly perRow: number;
  readonly lead: number;
}

export function rowCount({ size, perRow, lead }: HexShape): number {
  return size === 0 ? 0 : Math.ceil((size + lead) / perRow);
}

export function rowOf({ perRow, lead }: HexShape, offset: number): number {
  return Math.floor((offset + lead) / perRow);
}

/** Bytes [first, last) of a row. */
export function rowBytes({ size, perRow, lead }: HexShape, row: number): { first: number; last: number } {
  const start = row * perRow - lead;
  return { first: Math.max(0, start), last: Math.min(size, start + perRow) };
}

/** The text between byte number `column` of a row and the next: wider after each eighth. */
export function gapAfter(column: number, perRow: number): string {
  if (column >= perRow - 1) return '';
  return column % 8 === 7 ? '  ' : ' ';
}

/** The byte under character `character` of the hex part (fractions allowed), as a column. */
export function columnAt(character: number, perRow: number): number {
  const group = Math.floor(character / 25);
  const inGroup = Math.min(7, Math.floor((character - group * 25) / 3));
  return Math.min(Math.max(0, group * 8 + inGroup), perRow - 1);
}

/** Characters of the hex part of a whole row. */
export function hexWidth(perRow: number): number {
  return perRow * 3 - 1 + Math.max(0, perRow / 8 - 1);
}

export function byteHex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** Printable ASCII as itself, everything else as a middle dot: a byte never shows as anything but one cell. */
export function byteText(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

export interface Run {
  readonly first: number;
  readonly last: number;
  readonly className: string;
}

/** Neighbours that are painted alike, over bytes [first, last). */
export function runs(first: number, last: number, paint: (offset: number) => string): readonly Run[] {
  const out: Run[] = [];
  let start = first;
  for (let at = first; at < last; at++) {
    const className = paint(at);
    if (at + 1 < last && paint(at + 1) === className) continue;
    out.push({ first: start, last: at + 1, className });
    start = at + 1;
  }
  return out;
}

/** Where a key moves the byte cursor; null when it is none of ours. `page` is in rows. Shift is for the caller. */
export function targetByte(stroke: Stroke, shape: HexShape, cursor: number, page: number): number | null {
  const { size, perRow } = shape;
  if (size === 0 || stroke.altKey) return null;
  const whole = stroke.ctrlKey || stroke.metaKey;
  const { first, last } = rowBytes(shape, rowOf(shape, cursor));
  const at = (() => {
    switch (stroke.key) {
      case 'ArrowLeft':
        return whole ? null : cursor - 1;
      case 'ArrowRight':
        return whole ? null : cursor + 1;
      case 'ArrowUp':
        return whole ? null : within(cursor - perRow, cursor, size);
      case 'ArrowDown':
        return whole ? null : within(cursor + perRow, cursor, size);
      case 'PageUp':
        return whole ? null : cursor - perRow * Math.min(page, rowOf(shape, cursor));
      case 'PageDown':
        return whole ? null : cursor + perRow * Math.min(page, rowCount(shape) - 1 - rowOf(shape, cursor));
      case 'Home':
        return whole ? 0 : first;
      case 'End':
        return whole ? size - 1 : last - 1;
      default:
        return null;
    }
  })();
  return at === null ? null : Math.min(Math.max(0, at), size - 1);
}

/** Up from the first row and down from the last stay where they are. */
function within(target: number, cursor: number, size: number): number {
  return target < 0 || target >= size ? cursor : target;
}

/** "80 04 95", for a label or the clipboard. */
export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, byteHex).join(' ');
}
