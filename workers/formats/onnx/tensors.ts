import type { Scope } from '../../analyse/scope.ts';
import type { Beside } from '../../facts.ts';
import { MAX_NUMBERS, type Visited } from '../../lang/protobuf/walk.ts';
import { prose } from '../../report/prose.ts';
import { rowMajor } from '../row-major.ts';
import type { Oddities } from '../oddities.ts';
import type { Piece } from '../pieces.ts';
import { groupName } from '../tensor-name.ts';
import type { OnnxCode } from './codes.ts';
import { DTYPES, TENSOR } from './schema.ts';

/** States the named tensors of a model as they are met, and keeps where their numbers are. */
export class Tensors {
  readonly weights: Piece[] = [];
  readonly #scope: Scope;
  readonly #odd: Oddities<OnnxCode>;
  /** What the entries before a tensor say of the file its numbers are in. */
  readonly #entries = new Map<string, string>();
  #more = 0;

  constructor(scope: Scope, odd: Oddities<OnnxCode>) {
    this.#scope = scope;
    this.#odd = odd;
  }

  /** Entries come before the tensor they are of. */
  entry(key: string, value: string): void {
    this.#entries.set(key, value);
  }

  visit({ at, length, texts, bytes, numbers }: Visited): void {
    const { source } = this.#scope;
    const entries = new Map(this.#entries);
    this.#entries.clear();
    const name = texts.get(TENSOR.name)?.text ?? '';
    const raw = bytes.get(TENSOR.raw);
    if (raw !== undefined && raw.length > 0)
      this.weights.push({ ...raw, label: name === '' ? 'constants' : groupName(name) });
    // TensorProto.DataLocation: 1 is EXTERNAL.
    const isExternal = numbers.get(TENSOR.location)?.at(-1) === 1;
    if (raw !== undefined && raw.length > 0 && isExternal)
      this.#odd.state({
        code: 'both',
        offset: at,
        length,
        subject: name,
        what: prose`A tensor has ${raw.length} bytes of its own, and says that its numbers are in a file.`,
      });
    if (name === '') return;
    if (!this.#scope.run.budgets.afford('tensors', 1)) {
      this.#more += 1;
      return;
    }
    const type = numbers.get(TENSOR.type)?.at(-1) ?? 0;
    const [dtype, bits] = DTYPES.get(type) ?? [`type ${type.toString()}`, 0];
    const shape = numbers.get(TENSOR.dims) ?? [];
    if (shape.length === MAX_NUMBERS)
      this.#scope.problem('limit', at, length, prose`Only ${MAX_NUMBERS} dimensions of a tensor were read.`);
    const size = Math.ceil((shape.reduce((all, one) => all * one, 1) * bits) / 8);
    const needs =
      raw !== undefined && raw.length > 0 && bits > 0 && size !== raw.length
        ? prose`Its type and shape need ${size} bytes, and it has ${raw.length}.`
        : null;
    if (needs !== null) this.#odd.state({ code: 'size', offset: at, length, subject: name, what: needs });
    this.#scope.state(
      rowMajor(source, {
        at: { offset: at, length },
        name,
        dtype,
        shape,
        bytes: size,
        content: raw ?? null,
        beside: isExternal && bits > 0 ? besideOf(entries, size) : null,
        misfit: needs,
      }),
    );
  }

  close(): void {
    if (this.#more > 0) this.#scope.problem('limit', 0, 0, prose`${this.#more} more tensors are not listed.`);
  }
}

/**
 * Where the numbers are (onnx.proto, external_data): from the beginning and as many as are needed, where it does not say. Null where
 * it says so many as do not fit its type and shape.
 */
function besideOf(entries: ReadonlyMap<string, string>, needed: number): Beside | null {
  const file = entries.get('location');
  const [offset, length] = [Number(entries.get('offset') ?? 0), Number(entries.get('length') ?? needed)];
  return file === undefined || length !== needed || ![offset, length].every((n) => Number.isSafeInteger(n) && n >= 0)
    ? null
    : { file: file.replace(/^(?:\.\/)+/, ''), offset, length };
}
