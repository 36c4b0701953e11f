import type { Fact, TensorFact } from '../facts.ts';
import type { ListedTensor, TensorSummary } from './attachments.ts';
import { MAX_FILE_TEXT } from './prose.ts';

const MAX_TENSORS = 2000;
const MAX_DIMENSIONS = 64;

/** Null when no tensor is listed in the file. */
export function tensorsOf(facts: readonly Fact[]): TensorSummary | null {
  const tensors = facts.filter((fact): fact is TensorFact => fact.kind === 'tensor');
  if (tensors.length === 0) return null;
  const dtypes = new Map<string, { count: number; bytes: number }>();
  for (const { dtype, bytes } of tensors) {
    const entry = dtypes.get(dtype) ?? { count: 0, bytes: 0 };
    dtypes.set(dtype, { count: entry.count + 1, bytes: entry.bytes + bytes });
  }
  return {
    count: tensors.length,
    parameters: tensors.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1), 0),
    bytes: tensors.reduce((sum, { bytes }) => sum + bytes, 0),
    dtypes: [...dtypes]
      .map(([dtype, entry]) => ({ dtype, ...entry }))
      .sort((a, b) => b.bytes - a.bytes || compare(a.dtype, b.dtype)),
    listed: listedTensors(tensors),
  };
}

/** The first by name. Left out is what no honest file says: very long names, impossible shapes. */
export function listedTensors(tensors: readonly TensorFact[]): readonly ListedTensor[] {
  return tensors
    .filter(isListed)
    .map(({ name, dtype, shape }) => ({ name, dtype, shape }))
    .sort((a, b) => compare(a.name, b.name))
    .slice(0, MAX_TENSORS);
}

export function isListed({ name, dtype, shape }: ListedTensor): boolean {
  return (
    name.length <= MAX_FILE_TEXT &&
    dtype.length <= MAX_FILE_TEXT &&
    shape.length <= MAX_DIMENSIONS &&
    shape.every((n) => Number.isSafeInteger(n) && n >= 0)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
