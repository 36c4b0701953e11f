/** The tensor list: page by page in file order, or whole when it is short enough to sort and filter. */
import { useQuery } from '@tanstack/react-query';
import { unwrap } from '../../engine/current.ts';
import type { Tables } from '../../engine/engine.ts';
import { usePages } from '../../ui/rows/pages.ts';
import type { RowWindow } from '../../ui/rows/scroll.ts';
import { PAGE_ROWS, type TensorRow } from '../../../workers/protocol.ts';

type Engine = Pick<Tables, 'tensors'>;

/** All rows, fetched when `wanted`. Undefined while they are on their way. */
export function useWhole(
  seq: number,
  engine: Engine,
  count: number,
  wanted: boolean,
): readonly TensorRow[] | undefined {
  return useQuery({
    queryKey: ['doc', seq, 'tensors', 'whole'],
    queryFn: async () => {
      const rows: TensorRow[] = [];
      while (rows.length < count) {
        const page = await unwrap(engine.tensors(rows.length, PAGE_ROWS));
        if (page.rows.length === 0) break;
        rows.push(...page.rows);
      }
      return rows;
    },
    enabled: wanted,
    staleTime: Infinity,
  }).data;
}

export function useTensorPages(seq: number, engine: Engine, count: number, window: RowWindow) {
  const pages = usePages(
    {
      key: ['doc', seq, 'tensors'],
      pageSize: PAGE_ROWS,
      size: count,
      load: (first, n) => unwrap(engine.tensors(first, n)),
    },
    window,
  );
  return {
    rowAt: (index: number): TensorRow | undefined => pages.page(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS],
    failure: pages.failure,
  };
}
