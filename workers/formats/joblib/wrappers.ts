import type { Values } from '../pickle/live-values.ts';
import type { Ref } from '../pickle/value.ts';
import type { Wrapper } from './classes.ts';
import { entriesOf, listOf } from './names.ts';

/** Attributes a wrapper has; the longest list of them. */
const KEYS = 64;
/** Called or asked by joblib: an attribute of this name takes the method's place. */
const METHODS: ReadonlySet<string> = new Set([
  'read',
  'read_array',
  'read_mmap',
  'safe_get_numpy_array_alignment_bytes',
  '__class__',
  '__setstate__',
  '__dict__',
]);
/** Parameters of the constructors, in order. */
const PARAMETERS: Readonly<Record<Wrapper, readonly string[]>> = {
  array: ['subclass', 'shape', 'order', 'dtype', 'allow_mmap', 'numpy_array_alignment_bytes'],
  file: ['filename', 'subclass', 'allow_mmap'],
  zfile: ['filename', 'init_args', 'state'],
};
const NEWOBJ = 0x81;
const NEWOBJ_EX = 0x92;

/** Attributes of one wrapper object. */
export class Attributes {
  /** A method that one of them replaces. */
  planted: string | null = null;
  readonly #values = new Map<string, Ref>();
  /** `__init__` ran, which sets every attribute. */
  readonly #isConstructed: boolean;

  constructor(isConstructed: boolean) {
    this.#isConstructed = isConstructed;
  }

  get(name: string): Ref | undefined {
    return this.#values.get(name);
  }

  set(name: string, value: Ref): void {
    if (METHODS.has(name)) this.planted = name;
    this.#values.set(name, value);
  }

  /** `numpy_array_alignment_bytes`: since joblib 1.2; None in a stream that cannot tell its position. */
  isPadded(values: Values): boolean {
    const bytes = this.#values.get('numpy_array_alignment_bytes');
    return bytes === undefined ? this.#isConstructed : values.value(bytes).kind !== 'none';
  }
}

/** The wrapper objects of one program, by what BUILD gave them. */
export class Wrappers {
  readonly #known = new Map<Ref, Attributes | null>();

  /** Null when its attributes are not known. */
  build(values: Values, target: Ref, state: Ref, kind: Wrapper): Attributes | null {
    const known = this.#known.get(target);
    const attributes = known === undefined ? made(values, target, kind) : known;
    const after = attributes !== null && enter(values, attributes, state) ? attributes : null;
    this.#known.set(target, after);
    return after;
  }
}

function made(values: Values, target: Ref, kind: Wrapper): Attributes | null {
  const value = values.value(target);
  const call = value.kind === 'result' ? values.event(value.event) : null;
  if (call === null) return null;
  const given = listOf(values, call.args, KEYS);
  if (given === null) return null;
  const name = values.value(call.target);
  const isNew = call.opcode === NEWOBJ || call.opcode === NEWOBJ_EX || name.kind !== 'global' || given.length < 3;
  // `_reconstructor(cls, object, None)` and `cls.__new__` run no constructor; those have three parameters and more.
  const isMaker =
    given[0] !== undefined &&
    values.value(given[0]).kind === 'global' &&
    values.value(given[1] ?? given[0]).kind === 'global';
  const attributes = new Attributes(!isNew && !isMaker);
  if (!isNew && !isMaker) {
    for (const [i, parameter] of PARAMETERS[kind].entries()) {
      const argument = given[i];
      if (argument !== undefined) attributes.set(parameter, argument);
    }
  }
  return attributes;
}

/** A dict, or a dict and slots. False when it is something else. */
function enter(values: Values, attributes: Attributes, state: Ref): boolean {
  const value = values.value(state);
  const parts = value.kind === 'tuple' && value.count === 2 ? values.items(state, 2) : [state];
  for (const part of parts) {
    if (values.value(part).kind === 'none') continue;
    const entries = entriesOf(values, part, KEYS);
    if (entries === null) return false;
    for (const [key, ref] of entries) attributes.set(key, ref);
  }
  return true;
}
