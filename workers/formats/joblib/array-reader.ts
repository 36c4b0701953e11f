import { prose, type Prose } from '../../report/prose.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { type DType, elementCount } from '../numpy/dtype.ts';
import { typeOfValue } from '../numpy/pickled-dtype.ts';
import type { Values } from '../pickle/live-values.ts';
import type { PickleRun } from '../pickle/read.ts';
import type { AfterBuild, Built } from '../pickle/run.ts';
import type { EngineId } from '../pickle/trace.ts';
import type { Ref } from '../pickle/value.ts';
import { isFixed, type Made, madeOf, type Wrapper } from './classes.ts';
import type { JoblibCode } from './fact.ts';
import { integerOf, listOf, textOf } from './names.ts';
import { sideFile } from './side-file.ts';
import { Wrappers, type Attributes } from './wrappers.ts';

/** joblib as it is, under Python 2, and before 1.2, which knows no padding. */
export type JoblibEngine = 'joblib' | 'joblib-latin1' | 'joblib-1.1';

/** An array's bytes between two opcodes. */
export interface InlineArray {
  /** The BUILD whose result it is. */
  readonly event: number;
  /** Where the loader begins to read, where the elements begin, and their length. */
  readonly offset: number;
  readonly data: number;
  readonly length: number;
  readonly type: DType;
  readonly shape: readonly number[];
  readonly fortran: boolean;
}

/** An array of objects: a pickle between two opcodes. */
export interface InlinePickle {
  readonly event: number;
  readonly offset: number;
  readonly run: PickleRun;
  /** From where joblib reads on: behind the last frame of the pickle. */
  readonly end: number;
}

export interface InlineNote {
  readonly code: JoblibCode;
  readonly offset: number;
  readonly length: number;
  readonly what: Prose;
}

/** Dimensions NumPy allows, and then some. */
const DIMENSIONS = 64;
/** Types looked at to size one array. */
const TYPES = 100_000;

/** Code of a run that ends because joblib raises, and of one whose further course is not known (pickle/failures.ts). */
export const REFUSED = 'joblib-refused';
export const LOST = 'joblib-lost';

/** What joblib.load does after each BUILD of one program (joblib/numpy_pickle.py, `NumpyUnpickler.load_build`). */
export class ArrayReader {
  readonly arrays: InlineArray[] = [];
  readonly pickles: InlinePickle[] = [];
  readonly notes: InlineNote[] = [];
  /** Event of the first BUILD of a wrapper. */
  first: number | null = null;
  /** Some array has padding before it. */
  isPadded = false;
  readonly #source: ByteSource;
  readonly #engines: readonly EngineId[];
  readonly #knowsPadding: boolean;
  readonly #nested: (at: number) => Promise<PickleRun | null>;
  readonly #made = new Map<Ref, Made>();
  readonly #wrappers = new Wrappers();
  readonly #states = new Map<Ref, Ref[]>();

  /** `nested` reads a pickle of its own; null when no more are read. */
  constructor(source: ByteSource, engine: JoblibEngine, nested: (at: number) => Promise<PickleRun | null>) {
    this.#source = source;
    this.#engines = engine === 'joblib-latin1' ? ['c-latin1', 'c'] : ['c', 'python'];
    this.#knowsPadding = engine !== 'joblib-1.1';
    this.#nested = nested;
  }

  readonly built = (built: Built): AfterBuild | Promise<AfterBuild> => {
    const made = this.#madeOf(built);
    if (made === 'other') return null;
    const values = built.values();
    const event = values.events - 1;
    if (made !== 'dtype') return this.#wrapper(made, built, values, event);
    const known = this.#states.get(built.target);
    const state = values.event(event).args;
    if (known === undefined) this.#states.set(built.target, [state]);
    else known.push(state);
    return null;
  };

  #madeOf(built: Built): Made {
    const known = this.#made.get(built.callee);
    if (known !== undefined) return known;
    const values = built.values();
    const made = madeOf(values, built.target, built.callee);
    if (isFixed(values, built.callee)) this.#made.set(built.callee, made);
    return made;
  }

  #wrapper(kind: Wrapper, { target, at }: Built, values: Values, event: number): AfterBuild | Promise<AfterBuild> {
    this.first ??= event;
    const build = values.event(event);
    const attributes = this.#wrappers.build(values, target, build.args, kind);
    const here = { offset: build.offset, length: build.length };
    if (attributes === null) return this.#lost(here, prose`The state of the array is put together while loading.`);
    if (attributes.planted !== null) {
      this.#note('planted', here, prose`The array gets its own ${attributes.planted}, which joblib calls.`);
      return { fails: LOST, offset: at };
    }
    if (kind !== 'array') {
      this.notes.push(sideFile(textOf(values, attributes.get('filename')), kind, here));
      return { to: at };
    }
    return this.#array(values, attributes, at, event, here);
  }

  #array(
    values: Values,
    attributes: Attributes,
    at: number,
    event: number,
    here: Here,
  ): AfterBuild | Promise<AfterBuild> {
    const dtype = attributes.get('dtype');
    if (dtype === undefined) return this.#refused(here, prose`The array has no element type.`);
    const type = typeOfValue(values, dtype, { of: this.#states, left: TYPES });
    if (type === null) return this.#lost(here, prose`The element type of the array is not known.`);
    if (type.hasObject !== type.holdsObjects) {
      const what = type.hasObject
        ? prose`The element type ${type.name} claims to hold objects and holds numbers.`
        : prose`The element type ${type.name} holds objects and claims not to: their addresses are taken from the file.`;
      this.#note('forged-type', here, what);
    }
    const shape = listOf(values, attributes.get('shape'), DIMENSIONS)?.map((ref) => integerOf(values, ref));
    if (type.hasObject) return this.#objects(at, event, here);
    if (shape?.every((n) => n !== null) !== true) return this.#lost(here, prose`The shape of the array is not known.`);
    const count = elementCount(shape);
    if (count === null || type.itemSize === 0 || !Number.isSafeInteger(count * type.itemSize))
      return this.#refused(here, prose`No array has this shape and element type.`);
    const order = textOf(values, attributes.get('order'));
    return this.#numbers(at, attributes.isPadded(values), {
      event,
      offset: at,
      data: at,
      length: count * type.itemSize,
      type,
      shape: shape.map(Number),
      fortran: order === 'F',
    });
  }

  /** One byte that counts the padding after it, the padding, and the elements. */
  async #numbers(at: number, isPadded: boolean, array: InlineArray): Promise<AfterBuild> {
    const { size } = this.#source;
    this.isPadded ||= isPadded;
    const padding = isPadded && this.#knowsPadding ? ((await this.#source.read(at, 1))[0] ?? 0) + 1 : 0;
    const data = Math.min(at + padding, size);
    const there = Math.min(array.length, size - data);
    this.arrays.push({ ...array, data, length: there });
    if (there === array.length) return { to: data + there };
    const what = prose`The array needs ${array.length} bytes, the file has ${there}.`;
    this.#note('short', { offset: data, length: there }, what);
    return { fails: REFUSED, offset: data };
  }

  /** `Unpickler(file).load()`: a pickle with a stack of its own; the file goes on behind it. */
  async #objects(at: number, event: number, here: Here): Promise<AfterBuild> {
    const run = await this.#nested(at);
    if (run === null) return this.#lost(here, prose`The file holds more pickles than are read.`);
    const whole = run.traces.find(({ ending, engine }) => ending.kind === 'stop' && this.#engines.includes(engine));
    const end = Math.min(whole?.next ?? run.end, this.#source.size);
    this.pickles.push({ event, offset: at, run, end });
    return whole === undefined ? { fails: REFUSED, offset: end } : { to: end };
  }

  #refused(here: Here, what: Prose): AfterBuild {
    this.#note('refused', here, what);
    return { fails: REFUSED, offset: here.offset };
  }

  #lost(here: Here, what: Prose): AfterBuild {
    this.#note('unknown-size', here, what);
    return { fails: LOST, offset: here.offset + here.length };
  }

  #note(code: JoblibCode, { offset, length }: Here, what: Prose): void {
    this.notes.push({ code, offset, length, what });
  }
}

interface Here {
  readonly offset: number;
  readonly length: number;
}
