import { useId, useMemo, useRef, useState, type MouseEvent } from 'react';
import type { Report, Segment } from '../../../../workers/report/schema.ts';
import { plural } from '../../../ui/format.ts';
import { kindWords } from '../../../ui/verdict.ts';
import type { Index } from '../artifacts.ts';
import { Axis } from './Axis.tsx';
import { gaps, geometry, kindsIn, summary } from './geometry.ts';
import { Lens } from './Lens.tsx';
import { Loupe } from './Loupe.tsx';
import { Pins } from './Pins.tsx';
import { Rod } from './Rod.tsx';
import { TipBox, type Tip } from './Tip.tsx';
import './map.css';

interface ByteMapProps {
  readonly report: Report;
  readonly index: Index;
  readonly selected: number | null;
  readonly onSelect: (artifact: number) => void;
  readonly onFinding: (id: string) => void;
}

/** Every byte of the file: the rod at true scale, the lens for what matters, a pin for every finding. */
export function ByteMap({ report, index, selected, onSelect, onFinding }: ByteMapProps) {
  const { coverage } = report;
  const title = useId();
  const figure = useRef<HTMLElement>(null);
  const [tip, setTip] = useState<Tip | null>(null);
  const { calm, parts, hits, pins } = useMemo(() => geometry(report, index.byId), [report, index]);
  if (coverage.size === 0) return null;

  const show = (part: Tip['part'], clientX: number): void => {
    setTip({ part, x: clientX - (figure.current?.getBoundingClientRect().left ?? 0) });
  };
  const segmentAt = (event: MouseEvent<HTMLElement>): Segment | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * coverage.size;
    return coverage.segments.find((s) => at < s.offset + s.length);
  };
  const lens = <Lens parts={parts} overlay={calm} selected={selected} onSelect={onSelect} onShow={show} />;

  return (
    <figure
      className={`map${calm ? ' calm' : ''}`}
      aria-labelledby={title}
      ref={figure}
      onPointerLeave={() => {
        setTip(null);
      }}
      onBlur={() => {
        setTip(null);
      }}
    >
      <div className="map-h">
        <h2 id={title}>Every byte of the file</h2>
        <span className="t3 hide-m">
          {plural(coverage.size, 'byte')}, {calm ? gaps(coverage) : 'true scale above, parts that matter below'}
        </span>
        <span className="grow" />
        <ul className="legend hide-m">
          {kindsIn(coverage).map((kind) => (
            <li key={kind}>
              <i className={`sw ${kind}`} />
              {kindWords[kind]}
            </li>
          ))}
        </ul>
      </div>
      <p className="sr">{summary(report)}</p>
      <div
        className={`rod ${calm ? 'thick' : 'thin'}`}
        onPointerMove={(event) => {
          const segment = segmentAt(event);
          if (segment !== undefined) show({ ...segment, count: segment.parts }, event.clientX);
        }}
        onClick={(event) => {
          const segment = segmentAt(event);
          if (segment !== undefined) onSelect(segment.artifact);
        }}
      >
        <Rod coverage={coverage} hits={calm ? [] : hits} />
        {calm && lens}
      </div>
      {calm ? (
        <Axis size={coverage.size} />
      ) : (
        <>
          <Loupe parts={parts} size={coverage.size} />
          {lens}
        </>
      )}
      <Pins pins={pins} onFinding={onFinding} />
      {tip !== null && <TipBox tip={tip} index={index} />}
    </figure>
  );
}
