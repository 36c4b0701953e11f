import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { unwrap } from '../../engine/current.ts';
import type { ViewProps } from '../view.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { count, hex, hexRange, plural } from '../../ui/format.ts';
import { PAGE_GC_MS } from '../../ui/rows/pages.ts';
import { usePaced } from '../../ui/rows/usePaced.ts';
import type { Artifact, Range } from '../../../workers/report/schema.ts';
import { samePath } from './artifacts.ts';
import { readings } from './decode.ts';
import { KIND_NAMES, mapper, type Owner, type PlacedFinding } from './kinds.ts';

interface InspectorProps extends ViewProps {
  readonly artifact: Artifact;
  readonly range: Range;
  readonly at: number;
  readonly owner: (offset: number) => Owner;
  readonly placed: readonly PlacedFinding[];
}

/** Longest number type. */
const WINDOW = 8;
const ASK_MS = 60;
const FINDINGS = 20;

/** What is known of the selected bytes: place, owner, value, findings. */
export function Inspector({ seq, engine, report, artifact, range, at, owner, placed, go }: InspectorProps) {
  const { kind, segment } = owner(at);
  const fileOffset = artifact.place.file === null ? null : mapper(artifact.place.file)(range.offset);
  const here = placed.filter((f) => overlap(f.range, range));
  const program = report.programs.find((p) => samePath(p.place.path, artifact.place.path) && overlap(p.place, range));
  return (
    <aside className="pane sunk bx-side" aria-label="Selected bytes">
      <div className="pane-h">
        <h2>Selected</h2>
        <span className="n">{plural(range.length, 'byte')}</span>
      </div>
      <dl className="kv bx-kv">
        <dt>Offset</dt>
        <dd>
          <code>{hexRange(range.offset, range.length)}</code> <span className="t3 num">{count(range.offset)}</span>
        </dd>
        {artifact.place.path.length > 1 && (
          <>
            <dt>In the file</dt>
            <dd>{fileOffset === null ? 'not stored as is' : <code>{hex(fileOffset)}</code>}</dd>
          </>
        )}
        <dt>Kind</dt>
        <dd className="row-f">
          <i className={`sw ${kind}`} /> {KIND_NAMES[kind]}
        </dd>
        {segment !== null && (
          <>
            <dt>Part</dt>
            <dd>
              <Untrusted text={segment.label} max={120} />
              {segment.parts > 1 && <span className="t3">, {count(segment.parts)} parts</span>}
            </dd>
          </>
        )}
        {program !== undefined && (
          <>
            <dt>Program</dt>
            <dd>
              <button
                type="button"
                className="linkish"
                onClick={() => go({ view: 'opcodes', program: program.id, offset: range.offset })}
              >
                Show the opcode
              </button>
            </dd>
          </>
        )}
      </dl>
      <Values seq={seq} engine={engine} artifact={artifact} at={at} />
      {here.length > 0 && (
        <>
          <div className="pane-h mid">
            <h2>Findings here</h2>
            <span className="n">{count(here.length)}</span>
          </div>
          <ul className="bx-found">
            {here.slice(0, FINDINGS).map(({ finding, range: { offset } }) => (
              <li key={`${finding.id} ${offset.toString()}`}>
                <button type="button" onClick={() => go({ view: 'report', finding: finding.id })}>
                  <Mark kind={finding.severity} label={finding.severity} />
                  <span>
                    <Prose text={finding.title} />
                  </span>
                </button>
              </li>
            ))}
            {here.length > FINDINGS && <li className="t2">{count(here.length - FINDINGS)} more, see the report</li>}
          </ul>
        </>
      )}
    </aside>
  );
}

function Values({ seq, engine, artifact, at }: Pick<InspectorProps, 'seq' | 'engine' | 'artifact' | 'at'>) {
  const [little, setLittle] = useState(true);
  const asked = usePaced(at, ASK_MS);
  const { data } = useQuery({
    queryKey: ['doc', seq, 'value', artifact.id, asked],
    queryFn: () => unwrap(engine.bytes(artifact.id, asked, Math.min(WINDOW, artifact.size - asked))),
    enabled: asked < artifact.size,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: PAGE_GC_MS,
  });
  return (
    <>
      <div className="pane-h mid">
        <h2>Read as</h2>
        <span className="grow" />
        <span className="n">endian</span>
        <div className="seg" role="group" aria-label="Byte order">
          <button type="button" aria-pressed={little} onClick={() => setLittle(true)}>
            Little<span className="sr">-endian</span>
          </button>
          <button type="button" aria-pressed={!little} onClick={() => setLittle(false)}>
            Big<span className="sr">-endian</span>
          </button>
        </div>
      </div>
      <dl className="kv bx-kv bx-values">
        {readings(data ?? new Uint8Array(0), little).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function overlap(a: Range, b: Range): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
