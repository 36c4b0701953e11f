/** Which files are listed, and in what order. Pure. */
import type { Document } from '../../engine/document.ts';
import { statusOf } from '../../shell/status.ts';
import type { MarkKind } from '../../ui/Mark.tsx';
import { natural } from '../../ui/natural.ts';
import { byVerdict } from './answer.ts';

export type Order = 'verdict' | 'name' | 'size';

export interface Filter {
  readonly text: string;
  readonly mark: MarkKind | null;
}

export const NO_FILTER: Filter = { text: '', mark: null };

const ORDERS: Readonly<Record<Order, (a: Document, b: Document) => number>> = {
  verdict: (a, b) => byVerdict(a, b) || natural(a.name, b.name) || a.seq - b.seq,
  name: (a, b) => natural(a.name, b.name) || a.seq - b.seq,
  size: (a, b) => b.size - a.size || a.seq - b.seq,
};

export function shown(documents: readonly Document[], order: Order, { text, mark }: Filter): Document[] {
  const wanted = text.toLowerCase();
  return documents
    .filter((d) => d.name.toLowerCase().includes(wanted) && (mark === null || statusOf(d.state).mark === mark))
    .sort(ORDERS[order]);
}

/** How many files have which mark, worst first; marks nobody has are left out. */
export function tally(documents: readonly Document[]): readonly { readonly mark: MarkKind; readonly count: number }[] {
  const counts = new Map<MarkKind, number>();
  for (const { state } of documents) {
    const { mark } = statusOf(state);
    counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  return MARKS.flatMap((mark) => {
    const count = counts.get(mark);
    return count === undefined ? [] : [{ mark, count }];
  });
}

const MARKS: readonly MarkKind[] = ['critical', 'high', 'medium', 'unknown', 'ok'];

/** Bytes of the files whose verdict stands, and of those that are hashed. */
export function progress(documents: readonly Document[]): { size: number; read: number; hashed: number } {
  let [size, read, hashed] = [0, 0, 0];
  for (const document of documents) {
    const { state } = document;
    size += document.size;
    if (state.phase !== 'done') continue;
    read += document.size;
    hashed += hashedOf(state.hash, document.size);
  }
  return { size, read, hashed };
}

export function hashedOf(hash: Extract<Document['state'], { phase: 'done' }>['hash'], size: number): number {
  if (hash.kind === 'done') return size;
  return hash.kind === 'running' ? hash.done : 0;
}

/** The folder all files are in, with its slash; empty when there is none. */
export function commonFolder(documents: readonly Document[]): string {
  const first = documents[0]?.name ?? '';
  const folder = first.slice(0, first.indexOf('/') + 1);
  return documents.every(({ name }) => name.startsWith(folder)) ? folder : '';
}
