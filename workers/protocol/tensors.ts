/** Rows of the tensor table. */
import type { Prose } from '../report/prose.ts';
import type { Range } from '../report/schema.ts';

export interface TensorRow {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
  /** Range in the dropped file; null when unknown or inside compressed data. */
  readonly place: Range | null;
  readonly storage: string;
  /** Something about it does not fit: out of bounds, missing record… */
  readonly problem: Prose | null;
}

export interface TensorPage {
  readonly first: number;
  readonly total: number;
  readonly rows: readonly TensorRow[];
}
