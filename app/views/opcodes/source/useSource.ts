/** What the pseudo-Python pane asks of the engine. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { unwrap } from '../../../engine/current.ts';
import type { Tables } from '../../../engine/engine.ts';
import { PAGE_GC_MS, usePages } from '../../../ui/rows/pages.ts';
import type { RowWindow } from '../../../ui/rows/scroll.ts';
import {
  PAGE_ROWS,
  type SourcePage,
  type SourcePlace,
  type SourceRow,
  type SourceSummary,
} from '../../../../workers/protocol.ts';
import { entryAt, parts, type Opened } from './unfold.ts';

export interface Asked {
  readonly seq: number;
  readonly engine: Tables;
  readonly program: number;
}

export function useSummary({ seq, engine, program }: Asked): {
  summary: SourceSummary | undefined;
  failure: string | null;
} {
  const { data, error } = useQuery({
    queryKey: ['doc', seq, 'source', program],
    queryFn: () => unwrap(engine.source(program)),
    staleTime: Infinity,
  });
  return { summary: data, failure: error?.message ?? null };
}

/** The line a step belongs to; the one before stays until the answer is here. */
export function usePlace({ seq, engine, program }: Asked, step: number): SourcePlace | null {
  const { data } = useQuery({
    queryKey: ['doc', seq, 'sourceAt', program, step],
    queryFn: () => unwrap(engine.sourceAt(program, step)),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: PAGE_GC_MS,
  });
  return data ?? null;
}

export interface Entries {
  readonly at: (index: number) => SourceRow | undefined;
  readonly failure: string | null;
}

/** Rows in view, and the lines of the fold that is open. */
export function useEntries(asked: Asked, summary: SourceSummary, opened: Opened | null, window: RowWindow): Entries {
  const { seq, engine, program } = asked;
  const wanted = parts(window.first, window.last, opened);
  const source = (key: string, size: number, load: typeof engine.sourceRows) => ({
    key: ['doc', seq, key, program],
    pageSize: PAGE_ROWS,
    size,
    load: (first: number, count: number): Promise<SourcePage> => unwrap(load(program, first, count)),
  });
  const rows = usePages(source('sourceRows', summary.rows, engine.sourceRows), wanted.rows);
  const lines = usePages(source('sourceLines', summary.lines, engine.sourceLines), wanted.lines);
  const at = (index: number): SourceRow | undefined => {
    const entry = entryAt(index, opened);
    const [pages, item] = 'row' in entry ? [rows, entry.row] : [lines, entry.line];
    return pages.page(Math.floor(item / PAGE_ROWS))?.rows[item % PAGE_ROWS];
  };
  return { at, failure: rows.failure ?? lines.failure };
}

/** Bytes of the steps [from, to] in the program's source. */
export function useSpan({ seq, engine, program }: Asked, from: number | null, to: number | null) {
  return useQuery({
    queryKey: ['doc', seq, 'span', program, from, to],
    enabled: from !== null && to !== null,
    queryFn: async () => {
      const [first, last] = [
        await unwrap(engine.opcodes(program, from ?? 0, 1)),
        await unwrap(engine.opcodes(program, to ?? 0, 1)),
      ];
      const [a, b] = [first.rows[0], last.rows[0]];
      return a === undefined || b === undefined ? null : { offset: a.offset, length: b.offset + b.length - a.offset };
    },
    staleTime: Infinity,
    gcTime: PAGE_GC_MS,
  }).data;
}
