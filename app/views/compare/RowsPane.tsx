import { useMemo, useRef, useState } from 'react';
import { plain } from '../../../workers/report/prose.ts';
import { CHANGES, countsOf, type Change, type Row, type Section } from '../../../workers/report/compare/section.ts';
import { count, plural } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Grid } from '../../ui/rows/Grid.tsx';
import { useRowHeight } from '../../ui/rows/media.ts';
import { useScroll } from '../../ui/rows/useScroll.ts';
import type { RowContent } from '../../ui/rows/VirtualRows.tsx';
import { changeWords } from './words.ts';

interface RowsPaneProps {
  readonly section: Section;
  readonly active: Row | null;
  readonly onActive: (row: Row | null) => void;
  /** Enter on a row: leads further where there is something. */
  readonly onOpen: (row: Row) => void;
}

/** Rows that are looked through for a word; more would keep the page busy at every letter. */
const MOST_SEARCHED = 50_000;

/** The rows of a section: first only what changed. */
export function RowsPane({ section, active, onActive, onOpen }: RowsPaneProps) {
  const counts = countsOf(section);
  const changes = counts.added + counts.removed + counts.changed + counts.unknown;
  const [wanted, setWanted] = useState<Change | 'all' | null>(null);
  const [filter, setFilter] = useState('');
  const rows = useMemo(() => kept(section, wanted, filter), [section, wanted, filter]);
  const scrollRef = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(30, 56);
  const scroll = useScroll(scrollRef, rows.length, rowHeight);
  const at = active === null ? -1 : rows.indexOf(active);
  const choice = (key: Change | 'all' | null, name: string, n: number) => (
    <button type="button" aria-pressed={wanted === key} onClick={() => setWanted(key)}>
      {name} <span className="n">{count(n)}</span>
    </button>
  );
  return (
    <section className="pane list-pane cmp-rows" aria-label={section.name}>
      <div className="pane-h cmp-tools">
        <h2 className="hide-t">{section.name}</h2>
        <div className="seg" role="group" aria-label="Which rows">
          {choice(null, 'Changes', changes)}
          {CHANGES.filter((change) => counts[change] > 0 && change !== 'same' && counts[change] !== changes).map(
            (change) => (
              <span key={change} className="hide-m">
                {choice(change, changeWords[change].word, counts[change])}
              </span>
            ),
          )}
          {choice('all', 'All', section.rows.length)}
        </div>
        <span className="grow" />
        {section.rows.length <= MOST_SEARCHED && (
          <label className="field">
            <span className="sr">Filter rows</span>
            <Icon name="search" />
            <input
              value={filter}
              placeholder="Filter"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setFilter(event.target.value)}
            />
            <kbd>/</kbd>
          </label>
        )}
      </div>
      {section.partial.map((why, i) => (
        <p key={i} className="cmp-partial">
          <Mark kind="unknown" size="s" /> <Prose text={why} />
        </p>
      ))}
      {rows.length === 0 ? (
        <p className="cmp-none t2">
          {section.rows.length === 0
            ? 'Nothing here could be compared.'
            : filter !== ''
              ? 'No row is like that.'
              : `No change in ${plural(section.rows.length, 'row')}.`}
        </p>
      ) : (
        <Grid
          id="cmp"
          label={`${section.name}, ${count(rows.length)} rows`}
          className="cgrid"
          rows={rows.length}
          rowHeight={rowHeight}
          active={at < 0 ? null : at}
          onActive={(index) => onActive(rows[index] ?? null)}
          columnCount={4}
          columns={
            <>
              <span role="columnheader">
                <span className="sr">Change</span>
              </span>
              <span role="columnheader">Name</span>
              <span role="columnheader">Before</span>
              <span role="columnheader">After</span>
            </>
          }
          renderRow={(index) => rowContent(section, rows[index])}
          scroll={scroll}
          scrollRef={scrollRef}
          onKey={(event) => {
            if (event.key !== 'Enter' || event.target !== event.currentTarget || active === null) return false;
            onOpen(active);
            return true;
          }}
        />
      )}
    </section>
  );
}

function kept({ rows, show }: Section, wanted: Change | 'all' | null, filter: string): readonly Row[] {
  const word = filter.trim().toLowerCase();
  const some = rows.filter(
    ({ change }) => wanted === 'all' || (wanted === null ? change !== 'same' : change === wanted),
  );
  if (word === '') return some;
  return some.filter((row) => {
    const { name, left, right } = show(row);
    return [name, left ?? [], right ?? []].some((text) => plain(text).toLowerCase().includes(word));
  });
}

function rowContent({ show }: Section, row: Row | undefined): RowContent {
  if (row === undefined) return { cells: <span role="gridcell" /> };
  const { name, left, right, note, severity } = show(row);
  const { sign, word } = changeWords[row.change];
  return {
    className: `ch-${row.change}`,
    cells: (
      <>
        <span role="gridcell" className="ch">
          <span aria-hidden="true">{sign}</span>
          <span className="sr">{word}</span>
        </span>
        <span role="gridcell" className="nm cut">
          {severity !== undefined && <Mark kind={severity} size="s" label={severity} />}
          <Prose text={name} />
        </span>
        <span role="gridcell" className="cut ea">
          {left === null ? <span className="t3">–</span> : <Prose text={left} />}
        </span>
        <span role="gridcell" className="cut eb">
          {right === null ? <span className="t3">–</span> : <Prose text={right} />}
          {note !== undefined && (
            <span className="t3">
              {' '}
              <Prose text={note} />
            </span>
          )}
        </span>
      </>
    ),
  };
}
