import type { Scope } from '../../analyse/scope.ts';
import type { Visited } from '../../lang/protobuf/walk.ts';
import { LIMITS } from '../../limits.ts';
import { prose, type Prose } from '../../report/prose.ts';
import { rowMajor } from '../row-major.ts';
import type { Oddities } from '../oddities.ts';
import type { Piece } from '../pieces.ts';
import { groupName } from '../tensor-name.ts';
import type { TensorflowCode } from './codes.ts';
import { DTYPES, PACKED, TENSOR } from './schema.ts';

/** Fewer bytes than these are part of the graph on the map: sizes, axes, single numbers. */
const TELLING = 64;

interface Found {
  readonly at: number;
  readonly length: number;
  readonly type: number;
  readonly shape: readonly number[];
  readonly raw: { readonly offset: number; readonly length: number } | null;
  /** Bytes of an element of `raw`, where they are the numbers as packed and not as they lie in memory. */
  readonly packed: number | null;
}

/** States the constants of a graph, and keeps where their numbers are. A tensor is told before the node whose name it gets. */
export class Tensors {
  readonly weights: Piece[] = [];
  readonly #scope: Scope;
  readonly #odd: Oddities<TensorflowCode>;
  #dimensions: number[] = [];
  #hidden = 0;
  #shape: { readonly at: number; readonly sizes: readonly number[] } = { at: -1, sizes: [] };
  #pending: Found[] = [];
  #more = 0;

  constructor(scope: Scope, odd: Oddities<TensorflowCode>) {
    this.#scope = scope;
    this.#odd = odd;
  }

  visit(visited: Visited): void {
    if (visited.message === 'TensorShapeProto.Dim') this.#dimension(visited);
    else if (visited.message === 'TensorShapeProto') this.#close(visited);
    else if (visited.message === 'TensorProto') this.#tensor(visited);
  }

  /** Gives the tensors since the last call their name. */
  named(name: string): void {
    for (const one of this.#pending) this.#state(one, name);
    this.#pending = [];
  }

  close(): void {
    this.named('');
    if (this.#more > 0) this.#scope.problem('limit', 0, 0, prose`${this.#more} more tensors are not listed.`);
  }

  #dimension({ numbers }: Visited): void {
    const size = numbers.get(1)?.at(-1) ?? 0;
    if (this.#dimensions.length === LIMITS.dimensions) this.#hidden += 1;
    // Not known is -1.
    else this.#dimensions.push(size >= 2 ** 63 ? -1 : size);
  }

  #close({ at, length }: Visited): void {
    if (this.#hidden > 0)
      this.#scope.problem('limit', at, length, prose`Only ${LIMITS.dimensions} dimensions of a tensor were read.`);
    this.#shape = { at, sizes: this.#dimensions };
    this.#dimensions = [];
    this.#hidden = 0;
  }

  #tensor({ at, length, numbers, bytes }: Visited): void {
    const content = bytes.get(TENSOR.content);
    const packed = PACKED.find(([field]) => bytes.has(field));
    const raw = content ?? (packed === undefined ? undefined : bytes.get(packed[0]));
    const found: Found = {
      at,
      length,
      type: numbers.get(TENSOR.type)?.at(-1) ?? 0,
      // Another shape belongs to another field before.
      shape: this.#shape.at >= at ? this.#shape.sizes : [],
      raw: raw === undefined || raw.length === 0 ? null : raw,
      packed: content === undefined ? (packed?.[1] ?? null) : null,
    };
    if (this.#pending.length < LIMITS.factsPerCode) this.#pending.push(found);
    else this.#more += 1;
  }

  #state(found: Found, name: string): void {
    const { at, length, raw, shape } = found;
    if (raw !== null && raw.length >= TELLING)
      this.weights.push({ offset: raw.offset, length: raw.length, label: name === '' ? 'constants' : groupName(name) });
    if (!this.#scope.run.budgets.afford('tensors', 1)) {
      this.#more += 1;
      return;
    }
    const { source } = this.#scope;
    const [dtype, bits] = DTYPES.get(found.type) ?? [`type ${found.type.toString()}`, 0];
    const size = (elements(shape) * bits) / 8;
    const needs = misfit(found, bits);
    if (needs !== null) this.#odd.state({ code: 'size', offset: at, length, subject: name, what: needs });
    this.#scope.state(
      rowMajor(source, {
        at: { offset: at, length },
        name,
        dtype,
        shape,
        bytes: size,
        // Packed numbers may stand for more than are written: the last one is repeated.
        content: raw?.length === size ? raw : null,
        stored: raw?.length ?? 0,
        misfit: needs,
      }),
    );
  }
}

function elements(shape: readonly number[]): number {
  return shape.reduce((all, one) => all * Math.max(0, one), 1);
}

/** tensorflow/core/framework/tensor.cc, FromProto: as many bytes as the shape needs, or at most as many numbers. */
function misfit({ shape, raw, packed }: Found, bits: number): Prose | null {
  if (raw === null || bits === 0) return null;
  if (packed === null) {
    const size = (elements(shape) * bits) / 8;
    return size === raw.length ? null : prose`Its type and shape need ${size} bytes, and it has ${raw.length}.`;
  }
  const has = raw.length / packed;
  return has <= elements(shape) ? null : prose`Its shape has room for ${elements(shape)} numbers, and it has ${has}.`;
}
