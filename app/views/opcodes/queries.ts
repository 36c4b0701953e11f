/** What the opcode screen asks of the engine. Keys start with the document, so that closing it forgets them. */
import { keepPreviousData, useQuery, type QueryClient } from '@tanstack/react-query';
import { unwrap } from '../../engine/current.ts';
import type { Tables } from '../../engine/engine.ts';
import { PAGE_GC_MS, type PageSource } from '../../ui/rows/pages.ts';
import { PAGE_ROWS, type OpcodePage, type OpcodeRow, type Profile, type StepState } from '../../../workers/protocol.ts';
import type { Program } from '../../../workers/report/schema.ts';

/** One answer a step: enough points for the widest screens. */
const BUCKETS = 1_024;

export function useStep(
  seq: number,
  engine: Tables,
  program: number,
  step: number,
): { state: StepState | undefined; failure: string | null } {
  const { data, error } = useQuery({
    queryKey: ['doc', seq, 'step', program, step],
    queryFn: () => unwrap(engine.step(program, step)),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: PAGE_GC_MS,
  });
  return { state: data, failure: error?.message ?? null };
}

export function useProfile(seq: number, engine: Tables, program: number): Profile | undefined {
  return useQuery({
    queryKey: ['doc', seq, 'profile', program],
    queryFn: () => unwrap(engine.profile(program, BUCKETS)),
    staleTime: Infinity,
  }).data;
}

/** Rows of a page: about what is on a screen, as describing a row takes the engine longer than coming to it. */
export const OPCODE_ROWS = 64;

/** The rows of a program, a page at a time. */
export function opcodePages(seq: number, engine: Pick<Tables, 'opcodes'>, program: Program): PageSource<OpcodePage> {
  return {
    key: ['doc', seq, 'opcodes', program.id],
    pageSize: OPCODE_ROWS,
    size: program.steps,
    load: (first, count) => unwrap(engine.opcodes(program.id, first, count)),
    several: {
      most: PAGE_ROWS / OPCODE_ROWS,
      cut: ({ total, rows, first }, from, count) => ({
        first: first + from,
        total,
        rows: rows.slice(from, from + count),
      }),
    },
  };
}

/** A row whose page is here. */
export function rowHere(client: QueryClient, { key }: PageSource<OpcodePage>, step: number): OpcodeRow | undefined {
  return client.getQueryData<OpcodePage>([...key, Math.floor(step / OPCODE_ROWS)])?.rows[step % OPCODE_ROWS];
}
