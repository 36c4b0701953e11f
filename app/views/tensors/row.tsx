/** One row of the tensor table. */
import { Mark } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { bytes, count } from '../../ui/format.ts';
import type { RowContent } from '../../ui/rows/VirtualRows.tsx';
import type { TensorRow } from '../../../workers/protocol.ts';

export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'one value' : shape.map(count).join(' × ');
}

export function tensorRow(
  index: number,
  row: TensorRow | undefined,
  fileSize: number,
  swatch: ReadonlyMap<string, string>,
): RowContent {
  if (row === undefined) {
    return { className: 'wait', label: `Row ${count(index + 1)}, loading`, cells: <span role="gridcell">…</span> };
  }
  const kind = swatch.get(row.dtype) ?? 'w1';
  return {
    className: row.problem === null ? '' : 'odd',
    cells: (
      <>
        <span role="gridcell" className="nm row-f">
          {row.problem !== null && <Mark kind="note" size="s" label="does not fit" />}
          <TensorName name={row.name} />
        </span>
        <span role="gridcell" className="row-f dt">
          <i className={`sw ${kind}`} />
          <span className="cut">
            <Untrusted text={row.dtype} max={24} />
          </span>
        </span>
        <span role="gridcell" className="r t2 cut">
          {shapeText(row.shape)}
        </span>
        <span role="gridcell" className="r">
          {bytes(row.bytes)}
        </span>
        <span role="gridcell" className="pl hide-m">
          {row.problem !== null ? (
            <span className="cut t2">
              <Prose text={row.problem} />
            </span>
          ) : row.place === null ? (
            <span className="t3">not stored as is</span>
          ) : (
            <PlaceBar row={row} place={row.place} fileSize={fileSize} kind={kind} />
          )}
        </span>
      </>
    ),
  };
}

/** Characters of a long name's end, which tells it from its neighbours: it stays when the name is cut. */
const END = 24;

function TensorName({ name }: { readonly name: string }) {
  const letters = Array.from(name);
  const from = Math.max(0, letters.length - END);
  return (
    <code className="nm-cut">
      <span className="cut">
        <Untrusted text={letters.slice(0, from).join('')} max={200} />
      </span>
      <span>
        <Untrusted text={letters.slice(from).join('')} />
      </span>
    </code>
  );
}

interface PlaceBarProps {
  readonly row: TensorRow;
  readonly place: NonNullable<TensorRow['place']>;
  readonly fileSize: number;
  readonly kind: string;
}

function PlaceBar({ place, fileSize, kind }: PlaceBarProps) {
  const share = (n: number) => `${((100 * n) / Math.max(1, fileSize)).toFixed(3)}%`;
  return (
    <span className="place" role="img" aria-label={`at ${share(place.offset)} of the file`}>
      <i className={kind} style={{ left: share(place.offset), width: share(place.length) }} />
    </span>
  );
}
