import { useRef, useState, type ReactNode } from 'react';
import type { TensorRow } from '../../../workers/protocol.ts';
import type { TensorSummary } from '../../../workers/report/schema.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { count, plural } from '../../ui/format.ts';
import { Grid } from '../../ui/rows/Grid.tsx';
import { useRowHeight } from '../../ui/rows/media.ts';
import { useKeys } from '../../ui/rows/useKeys.ts';
import { useScroll } from '../../ui/rows/useScroll.ts';
import type { ViewProps } from '../view.ts';
import { arranged, nextSort, totals, WHOLE_MAX, type Column, type Sort } from './table.ts';
import { tensorRow } from './row.tsx';
import { useTensorPages, useWhole } from './useTensors.ts';
import './tensors.css';

interface TensorTableProps extends ViewProps {
  readonly tensors: TensorSummary;
  /** Of the heading above the table. */
  readonly level: 'h1' | 'h2';
  /** Beside the table, for the selected row. */
  readonly beside?: (row: TensorRow | undefined, swatch: ReadonlyMap<string, string>, onBytes: () => void) => ReactNode;
}

/** Every tensor with its type, shape, size and place in the file; sorted and filtered as long as the list is not too long. */
export function TensorTable({ seq, report, engine, go, tensors, level, beside }: TensorTableProps) {
  const [filter, setFilter] = useState('');
  const [sort, setSort] = useState<Sort | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const scrollRef = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const short = tensors.count <= WHOLE_MAX;
  const arrange = short && (filter.trim() !== '' || sort !== null);
  const whole = useWhole(seq, engine, tensors.count, arrange);
  const list = arrange && whole !== undefined ? arranged(whole, filter, sort) : null;
  const rows = list?.length ?? tensors.count;

  const rowHeight = useRowHeight(29, 44);
  const scroll = useScroll(scrollRef, rows, rowHeight);
  const pages = useTensorPages(seq, engine, tensors.count, list === null ? scroll.window : { first: 0, last: 0 });
  const rowAt = (index: number) => (list === null ? pages.rowAt(index) : list[index]);
  const swatch = new Map(tensors.dtypes.map(({ dtype }, i) => [dtype, `w${((i % 4) + 1).toString()}`]));
  const change = (run: () => void) => {
    setActive(null);
    scroll.reveal(0, 'nearest');
    run();
  };
  const open = () => {
    const place = active === null ? null : (rowAt(active)?.place ?? null);
    if (place !== null) go({ view: 'bytes', artifact: report.tree.id, offset: place.offset });
  };
  useKeys({ '/': () => input.current?.select() });

  const head = (column: Column, name: string, className = '') => {
    const mine = sort?.column === column ? sort : null;
    return (
      <span
        role="columnheader"
        className={className}
        aria-sort={mine === null ? undefined : mine.down ? 'descending' : 'ascending'}
      >
        <button type="button" disabled={!short} onClick={() => change(() => setSort(nextSort(sort, column)))}>
          {name}
          {mine !== null && <Icon name={mine.down ? 'down' : 'up'} />}
        </button>
      </span>
    );
  };
  const Heading = level;
  return (
    <>
      <section className="pane list-pane tx-list" aria-label="Tensors">
        <div className="pane-h">
          <Heading tabIndex={-1}>Tensors</Heading>
          <span className="n cut">{totals(tensors)}</span>
          <span className="grow" />
          {list !== null && <span className="n num">{plural(list.length, 'match', 'matches')}</span>}
          {short ? (
            <label className="field">
              <span className="sr">Filter tensors</span>
              <Icon name="search" />
              <input
                ref={input}
                value={filter}
                placeholder="Filter"
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => change(() => setFilter(event.target.value))}
              />
              <kbd>/</kbd>
            </label>
          ) : (
            <span className="n">in file order; sorting and filtering work up to {count(WHOLE_MAX)}</span>
          )}
        </div>
        <Grid
          id="tn"
          label={`Tensors, ${count(rows)}`}
          className="tgrid"
          rows={rows}
          rowHeight={rowHeight}
          active={active}
          onActive={setActive}
          columnCount={5}
          columns={
            <>
              {head('name', 'Name')}
              {head('dtype', 'Type')}
              {head('shape', 'Shape', 'r')}
              {head('bytes', 'Size', 'r')}
              {head('place', 'Place in file', 'hide-m')}
            </>
          }
          renderRow={(index) => tensorRow(index, rowAt(index), report.file.size, swatch)}
          scroll={scroll}
          scrollRef={scrollRef}
          onKey={(event) => {
            if (event.key !== 'Enter' || event.target !== event.currentTarget) return false;
            open();
            return true;
          }}
        />
        {rows === 0 && (
          <p className="tx-empty t2">
            No tensor matches <Untrusted text={filter} max={80} />.
          </p>
        )}
        {pages.failure !== null && (
          <p className="hexfail" role="alert">
            These rows could not be read: {pages.failure}
          </p>
        )}
      </section>
      {beside?.(active === null ? undefined : rowAt(active), swatch, open)}
    </>
  );
}
