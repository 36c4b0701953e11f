import type { ReactNode } from 'react';
import { byteHex, byteText, gapAfter, hexWidth, runs } from './hex.ts';

interface HexLineProps {
  readonly address: string;
  /** Bytes [first, last) of the source; `column` is where the first of them stands in the row. */
  readonly first: number;
  readonly last: number;
  readonly column: number;
  readonly perRow: number;
  /** Null while they are on their way. */
  readonly bytes: Uint8Array | null;
  readonly paint: (offset: number) => string;
}

/**
 * One row. Neighbours that look alike share an element. The text part is printable ASCII, one character a byte, so
 * nothing in it can hide or reorder anything.
 */
export function HexLine({ address, first, last, column, perRow, bytes, paint }: HexLineProps) {
  const hex: ReactNode[] = [];
  const text: ReactNode[] = [];
  if (bytes !== null) {
    const look = (offset: number) => paint(offset) || (bytes[offset - first] === 0 ? 'z' : '');
    for (const run of runs(first, last, look)) {
      const part = bytes.subarray(run.first - first, run.last - first);
      const at = run.first - first + column;
      const spaced = Array.from(
        part,
        (b, i) => byteHex(b) + (i < part.length - 1 ? gapAfter(at + i, perRow) : ''),
      ).join('');
      const letters = Array.from(part, byteText).join('');
      hex.push(cell(run.first, run.className, spaced), gapAfter(at + part.length - 1, perRow));
      text.push(cell(run.first, run.className, letters));
    }
  }
  return (
    <>
      <span className="o" role="gridcell">
        {address}
      </span>
      <span className="x" role="gridcell" style={{ width: `${hexWidth(perRow).toString()}ch` }}>
        {blank(column, perRow)}
        {bytes === null ? <i className="wait">{waiting(last - first, column, perRow)}</i> : hex}
      </span>
      <span className="a" role="gridcell" style={{ width: `${perRow.toString()}ch` }}>
        {' '.repeat(column)}
        {text}
      </span>
    </>
  );
}

function cell(key: number, className: string, text: string): ReactNode {
  return className === '' ? (
    text
  ) : (
    <i key={key} className={className}>
      {text}
    </i>
  );
}

/** Room for the places before byte 0. */
function blank(columns: number, perRow: number): string {
  return Array.from({ length: columns }, (_, i) => `  ${gapAfter(i, perRow)}`).join('');
}

function waiting(count: number, column: number, perRow: number): string {
  return Array.from({ length: count }, (_, i) => `··${gapAfter(column + i, perRow)}`).join('');
}
