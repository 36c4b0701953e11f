import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { Grid } from '../../ui/rows/Grid.tsx';
import { useRowHeight } from '../../ui/rows/media.ts';
import { usePages } from '../../ui/rows/pages.ts';
import { pageRows } from '../../ui/rows/scroll.ts';
import { useScroll } from '../../ui/rows/useScroll.ts';
import { unwrap } from '../../engine/current.ts';
import type { Tables } from '../../engine/engine.ts';
import type { ByteKind } from '../../../workers/report/schema.ts';
import { columnAt, hexText, hexWidth, rowBytes, rowCount, rowOf, targetByte, type HexShape } from './hex.ts';
import { HexLine } from './HexLine.tsx';
import './hex.css';

const PAGE_BYTES = 8_192;
/** Two heights and paddings of a row: the mock-ups' 21 px, 30 for fingers. */
const ROW = 21;
const COARSE_ROW = 30;

export interface HexSource {
  readonly seq: number;
  readonly engine: Pick<Tables, 'bytes'>;
  readonly artifact: number;
  readonly size: number;
  /** Address shown for byte 0. */
  readonly origin: number;
}

export interface HexGridProps {
  readonly id: string;
  readonly label: string;
  readonly source: HexSource;
  /** Selected byte; kept in view. */
  readonly cursor: number | null;
  /** `extend`: Shift was held, the selection grows to here. */
  readonly onCursor: (offset: number, extend: boolean) => void;
  /** Class names of a byte. */
  readonly paint: (offset: number) => string;
  /** Who explains a byte: a band beside the row, and a line below the bytes where a row has several kinds. */
  readonly kind?: ((offset: number) => ByteKind) | undefined;
  /** Said at the end of a row's label: kinds and findings that colour shows. */
  readonly describe?: ((first: number, last: number) => string) | undefined;
}

/** A hex listing of any size: address, bytes, text. */
export function HexGrid({ id, label, source, cursor, onCursor, paint, kind, describe }: HexGridProps) {
  const { seq, engine, artifact, size, origin } = source;
  const scrollRef = useRef<HTMLDivElement>(null);
  const digits = Math.max(5, (origin + size).toString(16).length);
  const perRow = usePerRow(scrollRef, digits);
  const shape: HexShape = { size, perRow, lead: origin % perRow };
  const rowHeight = useRowHeight(ROW, COARSE_ROW);
  const scroll = useScroll(scrollRef, rowCount(shape), rowHeight);
  const { first, last } = scroll.window;
  const pages = usePages(
    {
      key: ['doc', seq, 'bytes', artifact],
      pageSize: PAGE_BYTES,
      size,
      load: (offset, length) => unwrap(engine.bytes(artifact, offset, length)),
    },
    last <= first
      ? { first: 0, last: 0 }
      : { first: rowBytes(shape, first).first, last: rowBytes(shape, last - 1).last },
  );

  const renderRow = (row: number) => {
    const range = rowBytes(shape, row);
    const bytes = read(range.first, range.last, pages.page);
    const address = (row * perRow - shape.lead + origin).toString(16).padStart(digits, '0');
    const said = bytes === null ? 'loading' : `${(range.last - range.first).toString()} bytes: ${hexText(bytes)}`;
    const more = describe?.(range.first, range.last) ?? '';
    const kinds = kind === undefined ? [] : kindsOf(range.first, range.last, kind);
    return {
      className: kinds[0] === undefined ? '' : `kb-${kinds[0]}`,
      label: `offset 0x${address}, ${said}${more}`,
      cells: (
        <HexLine
          address={address}
          first={range.first}
          last={range.last}
          bytes={bytes}
          column={row === 0 ? shape.lead : 0}
          perRow={perRow}
          paint={kind !== undefined && kinds.length > 1 ? (offset) => `${paint(offset)} bk-${kind(offset)}` : paint}
        />
      ),
    };
  };
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const to = targetByte(event, shape, cursor ?? 0, pageRows(scroll.now()));
    if (to === null) return false;
    onCursor(to, event.shiftKey && cursor !== null);
    return true;
  };
  const onPress = (event: MouseEvent<HTMLElement>, row: number) => {
    const column = pressedColumn(event, perRow);
    if (column === null) return;
    const { first: from, last: to } = rowBytes(shape, row);
    const offset = row * perRow - shape.lead + column;
    onCursor(Math.min(Math.max(from, offset), to - 1), event.shiftKey);
  };

  return (
    <>
      <Grid
        id={id}
        label={label}
        className="hexgrid"
        rows={rowCount(shape)}
        rowHeight={rowHeight}
        columnCount={1}
        active={cursor === null || cursor >= size ? null : rowOf(shape, cursor)}
        onActive={(row) => onCursor(rowBytes(shape, row).first, false)}
        renderRow={renderRow}
        scroll={scroll}
        scrollRef={scrollRef}
        onKey={onKey}
        onPress={onPress}
      />
      {pages.failure !== null && (
        <p className="hexfail" role="alert">
          These bytes could not be read: {pages.failure}
        </p>
      )}
    </>
  );
}

function kindsOf(first: number, last: number, kind: (offset: number) => ByteKind): readonly ByteKind[] {
  const found = new Set<ByteKind>();
  for (let offset = first; offset < last; offset++) found.add(kind(offset));
  return [...found];
}

/** The bytes of one row out of one or two pages; null while they are on their way. */
function read(first: number, last: number, page: (index: number) => Uint8Array | undefined): Uint8Array | null {
  const index = Math.floor(first / PAGE_BYTES);
  const one = page(index);
  if (one === undefined) return null;
  const from = first - index * PAGE_BYTES;
  const whole = one.subarray(from, from + last - first);
  if (whole.length === last - first) return whole;
  const two = page(index + 1);
  if (two === undefined) return null;
  const joined = new Uint8Array(last - first);
  joined.set(whole);
  joined.set(two.subarray(0, joined.length - whole.length), whole.length);
  return joined;
}

/** The column under the mouse, in the hex part or in the text part. */
function pressedColumn(event: MouseEvent<HTMLElement>, perRow: number): number | null {
  if (!(event.target instanceof Element)) return null;
  const part = event.target.closest('.x, .a');
  if (part === null) return null;
  const { left, width } = part.getBoundingClientRect();
  const share = (event.clientX - left) / Math.max(1, width);
  if (part.classList.contains('a')) return Math.min(perRow - 1, Math.floor(share * perRow));
  return columnAt(share * hexWidth(perRow), perRow);
}

/** As many bytes a row as fit: 32, 16 or 8. */
function usePerRow(ref: { readonly current: HTMLElement | null }, digits: number): number {
  const [perRow, setPerRow] = useState(16);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const ch = characterWidth(element);
      const room = element.clientWidth / ch;
      // Address, gaps and padding, bytes, text: as in hex.css.
      const fits = [32, 16].find((n) => digits + 7 + hexWidth(n) + n <= room);
      setPerRow(fits ?? 8);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref, digits]);
  return perRow;
}

function characterWidth(element: HTMLElement): number {
  const probe = element.ownerDocument.createElement('span');
  probe.className = 'hexprobe';
  probe.textContent = '0'.repeat(50);
  element.append(probe);
  const { width } = probe.getBoundingClientRect();
  probe.remove();
  return Math.max(1, width / 50);
}
