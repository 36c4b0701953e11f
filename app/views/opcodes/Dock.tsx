import { memo, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { bytes as size, hex, plural } from '../../ui/format.ts';
import { markClass } from '../../ui/Mark.tsx';
import { PAGE_GC_MS } from '../../ui/rows/pages.ts';
import { byteHex, byteText } from '../bytes/hex.ts';
import { fileOrigin } from '../bytes/artifacts.ts';
import { HexGrid } from '../bytes/HexGrid.tsx';
import { unwrap } from '../../engine/current.ts';
import type { Tables } from '../../engine/engine.ts';
import type { ViewProps } from '../view.ts';
import type { OpcodeRow } from '../../../workers/protocol.ts';
import type { Artifact, Range } from '../../../workers/report/schema.ts';
import { byteFlags, type ProgramFinding } from './flags.ts';
import { meaning } from './meaning.ts';
import type { OffsetBase } from './row.tsx';

interface DockProps {
  readonly seq: number;
  readonly engine: Tables;
  readonly source: Artifact;
  readonly row: OpcodeRow | undefined;
  /** The byte that was clicked, when it is not the opcode itself. */
  readonly byte: number | null;
  /** Bytes of the selected line of the pseudo-Python. */
  readonly span: Range | null;
  readonly findings: readonly ProgramFinding[];
  readonly base: OffsetBase;
  readonly onByte: (offset: number) => void;
  readonly go: ViewProps['go'];
}

/** The bytes around the selected step, and what is known of the selected one. */
export const Dock = memo(function Dock({
  seq,
  engine,
  source,
  row,
  byte,
  span,
  findings,
  base,
  onByte,
  go,
}: DockProps) {
  const stored = fileOrigin(source.place, source.size);
  const origin = base === 'file' ? (stored ?? 0) : 0;
  const at = byte ?? row?.offset ?? null;
  const paint = useMemo(() => {
    const tints = byteFlags(findings);
    const from = row?.offset ?? -1;
    const to = from + (row?.length ?? 0);
    return (offset: number) => {
      const severity = tints(offset);
      const tint = severity === undefined ? '' : `f-${markClass[severity]} `;
      if (offset === at) return `${tint}at`;
      if (offset >= from && offset < to) return `${tint}sel`;
      const isOwn = span !== null && offset >= span.offset && offset < span.offset + span.length;
      return isOwn && tint === '' ? 'own' : tint.trimEnd();
    };
  }, [findings, row, at, span]);
  const hexSource = useMemo(
    () => ({ seq, engine, artifact: source.id, size: source.size, origin }),
    [seq, engine, source, origin],
  );
  return (
    <section className="dock" aria-label="Bytes">
      <div className="dockhex">
        <HexGrid id="oh" label="Bytes of the program" source={hexSource} cursor={at} onCursor={onByte} paint={paint} />
      </div>
      {row !== undefined && at !== null && <Detail {...{ seq, engine, source, row, at, origin, go }} />}
    </section>
  );
});

interface DetailProps extends Pick<DockProps, 'seq' | 'engine' | 'source' | 'go'> {
  readonly row: OpcodeRow;
  readonly at: number;
  readonly origin: number;
}

function Detail({ seq, engine, source, row, at, origin, go }: DetailProps) {
  const outside = at < row.offset || at >= row.offset + row.length;
  const [from, length] = outside ? [at, 1] : [row.offset, row.length];
  return (
    <dl className="kv dockside">
      <dt>Selected</dt>
      <dd>
        <code>{hex(origin + from, 5)}</code>, {plural(length, 'byte')}
        {length >= 1_000 && ` (${size(length)})`}
      </dd>
      <dt>Value</dt>
      <dd>
        <ByteValue seq={seq} engine={engine} artifact={source.id} offset={at} />
        {!outside && ` · ${row.name}`}
      </dd>
      <dt>In</dt>
      <dd>
        <button
          type="button"
          className="linkish"
          title="Show it in Bytes"
          onClick={() => go({ view: 'bytes', artifact: source.id, offset: at })}
        >
          <Untrusted text={source.place.path.at(-1) ?? source.name} max={60} /> + <code>{hex(at)}</code>
        </button>
        {row.fileOffset === null && <span className="t3"> (not stored as is in the file)</span>}
      </dd>
      <dt>Opcode</dt>
      <dd>{outside ? 'not part of this program' : (meaning(row.name) ?? 'no opcode of any protocol')}</dd>
    </dl>
  );
}

interface ByteValueProps {
  readonly seq: number;
  readonly engine: Tables;
  readonly artifact: number;
  readonly offset: number;
}

function ByteValue({ seq, engine, artifact, offset }: ByteValueProps) {
  const { data } = useQuery({
    queryKey: ['doc', seq, 'byte', artifact, offset],
    queryFn: () => unwrap(engine.bytes(artifact, offset, 1)),
    staleTime: Infinity,
    gcTime: PAGE_GC_MS,
  });
  const value = data?.[0];
  if (value === undefined) return <code>··</code>;
  return (
    <code>
      {byteHex(value)} · {byteText(value) === '·' ? value : `'${byteText(value)}'`}
    </code>
  );
}
