import type { Scope } from '../../analyse/scope.ts';
import { prose } from '../../report/prose.ts';
import type { Place } from '../../report/schema.ts';
import { groupName } from '../tensor-name.ts';

/** Torch's names of types, by ours and the bytes of an element on the machines it ran on. */
export const TYPES: ReadonlyMap<string, readonly [dtype: string, bytes: number]> = new Map([
  ['Byte', ['uint8', 1]],
  ['Char', ['int8', 1]],
  ['Short', ['int16', 2]],
  ['Int', ['int32', 4]],
  ['Long', ['int64', 8]],
  ['Half', ['float16', 2]],
  ['Float', ['float32', 4]],
  ['Double', ['float64', 8]],
  ['Cuda', ['float32', 4]],
  ['CudaByte', ['uint8', 1]],
  ['CudaInt', ['int32', 4]],
  ['CudaLong', ['int64', 8]],
  ['CudaHalf', ['float16', 2]],
  ['CudaDouble', ['float64', 8]],
]);

export interface Storage {
  readonly key: string;
  readonly offset: number;
  readonly length: number;
  /** Of its numbers, which are longer or shorter when they are written as words. */
  readonly bytes: number;
  /** Of an element. */
  readonly size: number;
}

/** A tensor whose storage is to come. */
export interface Pending {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly start: number;
  readonly at: Place;
}

/** Lists tensors, and claims the numbers of storages. */
export class Tensors {
  readonly #scope: Scope;
  #more = 0;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  claim({ offset, length }: Storage, name: string): void {
    if (length > 0) this.#scope.claim({ offset, length }, 'weights', name === '' ? 'storage' : groupName(name));
  }

  state({ name, dtype, shape, strides, start, at }: Pending, storage: Storage | null): void {
    if (storage === null) return;
    if (!this.#scope.run.budgets.afford('tensors', 1)) {
      this.#more += 1;
      return;
    }
    const { key, offset, length, bytes, size } = storage;
    const last = shape.includes(0) ? 0 : shape.reduce((sum, one, i) => sum + (one - 1) * (strides[i] ?? 0), start) + 1;
    const isOutside = shape.length > 0 && last * size > bytes;
    const record = length === 0 ? null : (this.#scope.source.locate(offset, length)?.[0] ?? null);
    this.#scope.state({
      kind: 'tensor',
      at,
      name,
      dtype,
      shape,
      strides,
      storage: { key, bytes, record },
      start: start * size,
      bytes: shape.length === 0 ? 0 : shape.reduce((all, one) => all * one, 1) * size,
      problem: isOutside ? { code: 'out-of-bounds', what: prose`It reaches beyond its storage.` } : null,
    });
  }

  close(): void {
    if (this.#more > 0) this.#scope.problem('limit', 0, 0, prose`${this.#more} more tensors are not listed.`);
  }
}
