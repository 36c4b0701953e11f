import { useMedia } from '../../../ui/rows/media.ts';
import type { HexBlock, Place } from '../../../../workers/report/schema.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { hexRange } from '../../../ui/format.ts';
import { Prose } from '../../../ui/Prose.tsx';
import { partName } from '../../../../workers/report/where.ts';
import { digits, hexRows, hexText, telling, type HexRow } from './hex-rows.ts';

interface HexEvidenceProps {
  readonly block: HexBlock;
  readonly place: Place;
}

/** The bytes themselves; the deciding one is solid. */
export function HexEvidence({ block, place }: HexEvidenceProps) {
  const narrow = useMedia('(max-width: 720px)');
  const rows = telling(hexRows(block, narrow ? 8 : 16));
  const width = digits(rows);
  const first = Math.max(block.offset, rows[0]?.offset ?? 0);
  const last = (rows.at(-1)?.offset ?? 0) + (narrow ? 8 : 16);
  const shown = Math.min(last, block.offset + block.hex.length / 2) - first;
  return (
    <div className="ev">
      <div className="ev-h">
        <b className="b">Bytes</b>
        <span className="cut">
          <Prose text={partName(place.path)} />
          {place.path.length > 1 ? ', entry offsets ' : ', file offsets '}
          {hexRange(first, shown)}
        </span>
        <span className="grow" />
        <CopyButton className="btn ghost mini" text={() => hexText(block)}>
          Copy
        </CopyButton>
      </div>
      <div className="hex" tabIndex={0} role="group" aria-label="Bytes of the evidence">
        {rows.map((row) => (
          <Row key={row.offset} row={row} width={width} cells={narrow ? 23 : 48} />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: HexRow;
  /** Digits of the offset. */
  readonly width: number;
  /** Characters of a full row of bytes. */
  readonly cells: number;
}

function Row({ row: { offset, blank, runs }, width, cells }: RowProps) {
  const before = '   '.repeat(blank) + (blank >= 8 ? ' ' : '');
  const length = runs.reduce((sum, run) => sum + run.hex.length, before.length);
  return (
    <div className="r">
      <span className="o">{offset.toString(16).padStart(width, '0')}</span>
      <span className="x">
        {before}
        {runs.map((run, i) => (
          <Cell key={i} look={run.look} text={run.hex} />
        ))}
        {' '.repeat(Math.max(0, cells - length))}
      </span>
      <span className="a" aria-hidden="true">
        {' '.repeat(blank)}
        {runs.map((run, i) => (
          <Cell key={i} look={run.look} text={run.ascii} />
        ))}
      </span>
    </div>
  );
}

/** A run's background ends with its last byte, not with the gap after it. */
function Cell({ look, text }: { readonly look: string; readonly text: string }) {
  if (look === '') return text;
  const shown = look === 'hx' || look === 'z' ? text.trimEnd() : text;
  return (
    <>
      <i className={look}>{shown === '' ? text : shown}</i>
      {shown === '' ? '' : text.slice(shown.length)}
    </>
  );
}
