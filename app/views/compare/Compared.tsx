import { useEffect, useMemo, useRef, useState } from 'react';
import { countsOf, type Row, type Section } from '../../../workers/report/compare/section.ts';
import { useComparison, useHashing } from '../../compare/current.ts';
import { folderWith } from '../../compare/folders.ts';
import { formatRef } from '../../compare/refs.ts';
import { type Chosen, sideOf } from '../../compare/sides.ts';
import type { Document } from '../../engine/document.ts';
import { formatRoute, type Route, navigate } from '../../link/route.ts';
import { go } from '../../shell/go.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Hashing } from './Hashing.tsx';
import { Heads } from './Heads.tsx';
import { RowDetail } from './RowDetail.tsx';
import { RowsPane } from './RowsPane.tsx';
import { SaveComparison } from './SaveComparison.tsx';
import { SectionList } from './SectionList.tsx';
import { verdictLine } from './verdict-line.ts';

interface ComparedProps {
  readonly left: Chosen;
  readonly right: Chosen;
  readonly documents: readonly Document[];
  readonly route: Route;
}

/** One sentence, two verdicts, and what changed. */
export function Compared({ left, right, documents, route }: ComparedProps) {
  const comparison = useComparison(left, right);
  const hashing = useHashing();
  const sides = { left: sideOf(left, hashing), right: sideOf(right, hashing) };
  const [picked, setPicked] = useState<{ readonly section: string; readonly row: Row } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const ready = comparison !== undefined;
  useEffect(() => {
    if (ready) heading.current?.focus({ preventScroll: true });
  }, [ready]);
  const section = useMemo(() => sectionOf(comparison?.sections ?? [], route.section), [comparison, route.section]);
  if (comparison === undefined || section === undefined) {
    return (
      <main id="main" tabIndex={-1}>
        <p role="status" className="cmp-none t2">
          Comparing.
        </p>
      </main>
    );
  }
  const row = (picked?.section === section.id ? same(section, picked.row) : undefined) ?? firstChange(section);
  const pair = (one: Row): Route | null => (section.id === 'files' ? pairRoute(left, right, one) : null);
  const further = row === null ? null : pair(row);
  const verdict = verdictLine(sides.left, sides.right);
  const warned = left.claim !== null || right.claim !== null;
  return (
    <>
      <div className="top cmp-top">
        <section className="cmp-answer" aria-label="Answer">
          <div className="cmp-h">
            <h1 ref={heading} tabIndex={-1}>
              {comparison.headline}
            </h1>
            <SaveComparison left={left} right={right} comparison={comparison} />
          </div>
          <p className="sr" role="status">
            {comparison.headline}
          </p>
          <p className="say">
            <Mark kind={verdict.mark} size="s" /> {verdict.text}
          </p>
          {warned && (
            <p className="say t2">
              <Mark kind="unknown" size="s" /> One side is somebody’s report. What it says of its file was not measured
              here.
            </p>
          )}
          <Hashing left={left} right={right} relation={comparison.relation} />
        </section>
        <Heads left={left} right={right} sides={sides} />
        <Back left={left} right={right} documents={documents} />
      </div>
      <main id="main" className="panes cmp-panes" tabIndex={-1}>
        <SectionList sections={comparison.sections} current={section.id} route={route} />
        <RowsPane
          key={section.id}
          section={section}
          active={row}
          onActive={(one) => setPicked(one === null ? null : { section: section.id, row: one })}
          onOpen={(one) => {
            const to = pair(one);
            if (to !== null) navigate(to);
          }}
        />
        <RowDetail
          section={section}
          row={row}
          action={
            further !== null && (
              <a className="btn mini" href={formatRoute(further)} onClick={go(further)}>
                Compare these two
              </a>
            )
          }
        />
      </main>
    </>
  );
}

/** The one asked for; else the first with a change. */
function sectionOf(sections: readonly Section[], wanted: string | undefined): Section | undefined {
  const changed = sections.find((section) => {
    const { same: unchanged } = countsOf(section);
    return unchanged < section.rows.length;
  });
  return sections.find(({ id }) => id === wanted) ?? changed ?? sections[0];
}

/** What is looked at first; the first row when nothing changed. */
function firstChange({ rows }: Section): Row | null {
  return rows.find(({ change }) => change !== 'same') ?? rows[0] ?? null;
}

/** The row in the comparison as it is now: hashing makes it anew. */
function same({ rows }: Section, row: Row): Row | undefined {
  return rows.find(({ left, right }) => left === row.left && right === row.right);
}

function pairRoute(left: Chosen, right: Chosen, row: Row): Route | null {
  const [a, b] = [
    row.left === null ? undefined : left.documents[row.left],
    row.right === null ? undefined : right.documents[row.right],
  ];
  if (a === undefined || b === undefined) return null;
  return {
    view: 'compare',
    left: formatRef({ kind: 'file', number: a.seq }),
    right: formatRef({ kind: 'file', number: b.seq }),
  };
}

/** From a pair back to the folders both are in. */
function Back({ left, right, documents }: Omit<ComparedProps, 'route'>) {
  const [a, b] = [left, right].map(({ ref }) => (ref.kind === 'file' ? folderWith(documents, ref.number) : null));
  if (a == null || b == null || a.seq === b.seq) return null;
  const to: Route = {
    view: 'compare',
    left: formatRef({ kind: 'folder', number: a.seq }),
    right: formatRef({ kind: 'folder', number: b.seq }),
  };
  return (
    <p className="cmp-back">
      <a href={formatRoute(to)} onClick={go(to)}>
        The folders they are in
      </a>
    </p>
  );
}
