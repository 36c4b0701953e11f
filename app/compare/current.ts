/** This page's hashed data, and the comparison of two sides as React sees it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { compare, type Comparison } from '../../workers/report/compare/compare.ts';
import type { Report } from '../../workers/report/schema.ts';
import { workspace } from '../engine/current.ts';
import { reportKey } from '../shell/report-key.ts';
import { DataHashes, type Hashing } from './hashing.ts';
import { formatRef } from './refs.ts';
import { type Chosen, sideOf } from './sides.ts';

export const dataHashes = new DataHashes(workspace);

/** How far the data of a report are hashed. */
export function useHashing(): (report: Report) => Hashing {
  useSyncExternalStore(dataHashes.subscribe, dataHashes.version);
  return (report) => dataHashes.of(report);
}

/** Undefined while it is made for the first time. Made anew when a report or a hash comes, not with every step of hashing. */
export function useComparison(left: Chosen, right: Chosen): Comparison | undefined {
  const hashing = useHashing();
  return useQuery({
    queryKey: ['compare', keyOf(left, hashing), keyOf(right, hashing)],
    queryFn: () => compare(sideOf(left, hashing), sideOf(right, hashing)),
    placeholderData: keepPreviousData,
  }).data;
}

function keyOf({ ref, documents }: Chosen, hashing: (report: Report) => Hashing): string {
  const states = documents.map(({ state }) =>
    state.phase === 'done'
      ? `${reportKey(state.report).toString()}${hashing(state.report).kind === 'done' ? 'h' : ''}`
      : '-',
  );
  return `${formatRef(ref)} ${states.join(' ')}`;
}
