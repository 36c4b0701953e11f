import type { Scope } from '../../analyse/scope.ts';
import type { Visited } from '../../lang/protobuf/walk.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { rowMajor } from '../row-major.ts';
import type { Piece } from '../pieces.ts';
import { groupName } from '../tensor-name.ts';
import { BLOB, DTYPES, WEIGHTS } from './schema.ts';

/** Fewer bytes than these are part of the program: sizes, axes, single numbers. */
const TELLING = 64;

/** Numbers without a name yet. `file`: where they are, when they are not in the model. */
interface Found {
  readonly at: number;
  readonly length: number;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
  readonly content: Range | null;
  readonly file: string | null;
  /** What they are to their operation; empty for its value. */
  key: string;
}

/** Something met before what it belongs to. */
interface Met<T> {
  readonly at: number;
  readonly it: T;
}

/** States the tensors of a model. Numbers are told before the layer or operation whose name they get. */
export class Tensors {
  readonly weights: Piece[] = [];
  readonly #scope: Scope;
  #size = -1;
  #sizes: number[] = [];
  #type: Met<{ readonly type: number; readonly shape: readonly number[] }> | null = null;
  #content: Met<Range> | null = null;
  #file: Met<string> | null = null;
  #output: Met<string> | null = null;
  #pending: Found[] = [];
  #more = 0;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  visit(visited: Visited): void {
    const { message, at, texts, numbers, bytes } = visited;
    const name = texts.get(1)?.text ?? '';
    switch (message) {
      case 'Dimension.ConstantDimension':
        this.#size = numbers.get(1)?.at(-1) ?? 0;
        return;
      case 'Dimension':
        // Not known is -1.
        this.#sizes.push(this.#size);
        this.#size = -1;
        return;
      case 'TensorType':
        this.#type = { at, it: { type: numbers.get(1)?.at(-1) ?? 0, shape: this.#shape(visited) } };
        return;
      case 'TensorValue.RepeatedFloats':
      case 'TensorValue.RepeatedDoubles':
      case 'TensorValue.RepeatedBytes':
        this.#content = { at, it: bytes.get(1) ?? { offset: at, length: 0 } };
        return;
      case 'Value.BlobFileValue':
        this.#file = { at, it: texts.get(BLOB.file)?.text ?? '' };
        return;
      case 'Value':
        this.#value(visited);
        return;
      case 'NamedValueType':
        this.#output = { at, it: name };
        return;
      case 'Operation.AttributesEntry':
      case 'Operation.InputsEntry':
        for (const one of this.#pending) if (one.at >= at && one.key === '' && name !== 'val') one.key = name;
        return;
      case 'Operation':
        this.#named(at, since(this.#output, at) ?? '');
        return;
      case 'WeightParams':
        this.#weights(visited);
        return;
      case 'NeuralNetworkLayer':
        this.#named(at, name);
    }
  }

  close(): void {
    this.#named(0, '');
    if (this.#more > 0) this.#scope.problem('limit', 0, 0, prose`${this.#more} more tensors are not listed.`);
  }

  #shape({ at, length }: Visited): number[] {
    const shape = this.#sizes.slice(0, LIMITS.dimensions);
    if (this.#sizes.length > shape.length)
      this.#scope.problem('limit', at, length, prose`Only ${LIMITS.dimensions} dimensions of a tensor were read.`);
    this.#sizes = [];
    return shape;
  }

  #value({ at, length }: Visited): void {
    const content = since(this.#content, at);
    const file = since(this.#file, at);
    if (file === null && (content === null || content.length < TELLING)) return;
    const { type, shape } = since(this.#type, at) ?? { type: 0, shape: [] };
    const [dtype, bits] = DTYPES.get(type) ?? [`type ${type.toString()}`, 0];
    const bytes = Math.ceil((shape.reduce((all, one) => all * Math.max(0, one), 1) * bits) / 8);
    this.#keep({ at, length, dtype, shape, bytes, content, file, key: '' });
    this.#content = null;
    this.#file = null;
  }

  #weights({ at, length, bytes }: Visited): void {
    for (const [field, dtype, size] of WEIGHTS) {
      const content = bytes.get(field);
      if (content === undefined || content.length < TELLING) continue;
      const shape = [Math.floor(content.length / size)];
      this.#keep({ at, length, dtype, shape, bytes: content.length, content, file: null, key: '' });
    }
  }

  #keep(found: Found): void {
    if (this.#pending.length < LIMITS.factsPerCode) this.#pending.push(found);
    else this.#more += 1;
  }

  /** Gives what was met since `at` its name. */
  #named(at: number, name: string): void {
    const own = this.#pending.filter((one) => one.at >= at);
    if (own.length === 0) return;
    this.#pending = this.#pending.filter((one) => one.at < at);
    own.forEach((one, i) => {
      const key = one.key === '' && i > 0 ? i.toString() : one.key;
      this.#state(one, key === '' ? name : `${name}.${key}`);
    });
  }

  #state({ at, length, dtype, shape, bytes, content, file }: Found, name: string): void {
    const { source } = this.#scope;
    if (content !== null) this.weights.push({ ...content, label: name === '' ? 'constants' : groupName(name) });
    if (!this.#scope.run.budgets.afford('tensors', 1)) {
      this.#more += 1;
      return;
    }
    this.#scope.state(
      rowMajor(source, {
        at: { offset: at, length },
        name,
        dtype,
        shape,
        bytes,
        content: content?.length === bytes ? content : null,
        stored: content?.length ?? 0,
        file,
      }),
    );
  }
}

/** What was met inside a message that begins at `at`. */
function since<T>(met: Met<T> | null, at: number): T | null {
  return met !== null && met.at >= at ? met.it : null;
}
