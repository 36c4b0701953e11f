import { memo, useState } from 'react';
import { visible } from '../../../workers/report/prose.ts';
import type { Document, Hash } from '../../engine/document.ts';
import { formatRoute } from '../../link/route.ts';
import { go } from '../../shell/go.ts';
import { statusOf } from '../../shell/status.ts';
import { bytes, count, percent } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { hashedOf, type Order } from './list.ts';
import { shortPath } from './short-path.ts';

interface FilesTableProps {
  /** What all names begin with, and is not repeated in each row. */
  readonly folder: string;
  readonly documents: readonly Document[];
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly current: number | null;
  readonly onSelect: (seq: number) => void;
  /** Ticked, to be compared. */
  readonly chosen: readonly number[];
  readonly onChoose: (seq: number, on: boolean) => void;
}

/** Rows drawn at once. */
const STEP = 200;

/** One row a file. */
export function FilesTable({
  folder,
  documents,
  order,
  onOrder,
  current,
  onSelect,
  chosen,
  onChoose,
}: FilesTableProps) {
  const [most, setMost] = useState(STEP);
  const heading = (name: string, by: Order, className = '') => (
    <th
      scope="col"
      className={className}
      aria-sort={order === by ? (by === 'size' ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className="sort"
        onClick={() => {
          onOrder(by);
        }}
      >
        {name}
        {order === by && <Icon name="down" />}
      </button>
    </th>
  );
  return (
    <>
      <table className="tbl ftab">
        <thead className="hide-m">
          <tr>
            {heading('Verdict', 'verdict')}
            {heading('File', 'name')}
            <th scope="col">Format</th>
            {heading('Size', 'size', 'r')}
            <th scope="col" className="hide-t">
              Hashed
            </th>
            <th scope="col" className="hide-t">
              SHA-256
            </th>
            <th scope="col">
              <span className="sr">Compare</span>
            </th>
          </tr>
        </thead>
        <tbody data-list="files">
          {documents.slice(0, most).map((d) => (
            <Row
              key={d.seq}
              folder={folder}
              document={d}
              current={d.seq === current}
              onSelect={onSelect}
              ticked={chosen.includes(d.seq)}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
      {documents.length > most && (
        <button
          type="button"
          className="btn ghost more"
          onClick={() => {
            setMost(most + STEP);
          }}
        >
          Show {count(Math.min(STEP, documents.length - most))} more of {count(documents.length)}
        </button>
      )}
    </>
  );
}

interface RowProps {
  readonly folder: string;
  readonly document: Document;
  readonly current: boolean;
  readonly onSelect: (seq: number) => void;
  readonly ticked: boolean;
  readonly onChoose: (seq: number, on: boolean) => void;
}

/** Documents are immutable: a row is drawn again only when its own changed. */
const Row = memo(function Row({
  folder,
  document: { seq, name, size, state },
  current,
  onSelect,
  ticked,
  onChoose,
}: RowProps) {
  const { mark, word } = statusOf(state);
  const report = state.phase === 'done' ? state.report : null;
  const route = { view: 'report', doc: seq } as const;
  return (
    <tr
      className={current ? 'cur' : undefined}
      onFocus={() => {
        onSelect(seq);
      }}
      onPointerEnter={() => {
        onSelect(seq);
      }}
    >
      <td className="fv">
        <span className={`out tx-${markClass[mark]}`}>
          <Mark kind={mark} />
          <span className="fw">{word}</span>
        </span>
      </td>
      <td className="fn">
        <div className="fnl">
          <a href={formatRoute(route)} onClick={go(route)} className="cut" aria-current={current ? 'true' : undefined}>
            <Untrusted text={shortPath(name.slice(folder.length))} max={200} />
          </a>
          <span className="t2 cut hide-m">
            {report?.findings[0] !== undefined && report.verdict !== 'nothing-runs' && (
              <Prose text={report.findings[0].title} />
            )}
            {state.phase === 'reading' && state.progress !== null && percent(state.progress.done, state.progress.total)}
          </span>
        </div>
      </td>
      <td className="t2 hide-m nw">{report?.file.formatName ?? ''}</td>
      <td className="r num">{bytes(size)}</td>
      <td className="hide-t hide-m pc">{state.phase === 'done' && <Hashed hash={state.hash} size={size} />}</td>
      <td className="hide-t hide-m">
        <code className="t3">
          {report?.file.sha256 == null ? '' : `${report.file.sha256.slice(0, 4)}…${report.file.sha256.slice(-4)}`}
        </code>
      </td>
      <td className="ftick">
        <input
          type="checkbox"
          aria-label={`Compare ${visible(name.slice(folder.length))}`}
          title="Tick two files to compare them"
          checked={ticked}
          onChange={(event) => {
            onChoose(seq, event.currentTarget.checked);
          }}
        />
      </td>
    </tr>
  );
});

const hashWords: Readonly<Record<Hash['kind'], string>> = { none: 'No', running: '', done: 'Done', failed: 'Failed' };

function Hashed({ hash, size }: { readonly hash: Hash; readonly size: number }) {
  const done = hashedOf(hash, size);
  return (
    <span className="row-f">
      <span className={hash.kind === 'done' ? 'prog done' : 'prog'}>
        <i style={{ width: percent(done, size) }} />
      </span>
      <span className="num t2">{hash.kind === 'running' ? percent(done, size) : hashWords[hash.kind]}</span>
    </span>
  );
}
