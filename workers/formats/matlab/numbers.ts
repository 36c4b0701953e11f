import type { Scope } from '../../analyse/scope.ts';
import { prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import type { Piece } from '../pieces.ts';
import { groupName } from '../tensor-name.ts';

/** Numbers of an array, column by column. */
export interface Numbers {
  readonly name: string;
  readonly dtype: string;
  /** Bytes of one. */
  readonly size: number;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly length: number;
}

/** Shorter ones are told as part of what is around them. */
const TELLING = 64;

/** Lists arrays, and keeps where their numbers are. */
export class NumberList {
  readonly pieces: Piece[] = [];
  readonly #scope: Scope;
  #more = 0;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  add({ name, dtype, size, shape, offset, length }: Numbers): void {
    const { source, run } = this.#scope;
    if (!run.budgets.afford('tensors', 1)) {
      this.#more += 1;
      return;
    }
    if (length >= TELLING) this.pieces.push({ offset, length, label: groupName(name) });
    const needed = shape.reduce((all, one) => all * one, size);
    const record = length === 0 ? null : (source.locate(offset, length)?.[0] ?? null);
    this.#scope.state({
      kind: 'tensor',
      at: placeIn(source, offset, length),
      name,
      dtype,
      shape,
      strides: shape.map((_, i) => shape.slice(0, i).reduce((step, one) => step * Math.max(1, one), 1)),
      storage: {
        key: source.name,
        bytes: length,
        record,
        ...(record === null && length > 0 ? { inner: { path: source.path, offset } } : {}),
      },
      bytes: needed,
      problem:
        needed === length
          ? null
          : { code: 'size-differs', what: prose`Its shape needs ${needed} bytes, and ${length} are there.` },
    });
  }

  close(): void {
    if (this.#more > 0) this.#scope.problem('limit', 0, 0, prose`${this.#more} more arrays are not listed.`);
  }
}
