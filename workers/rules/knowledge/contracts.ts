import { CONTRACT_TEXTS, LISTED_NAMES } from './contracts.data.ts';
import { LIBRARY_CONTRACTS } from './contracts-libraries.ts';

/**
 * Kinds of values that a pickle can push, as letters:
 * N None, b bool, i int, f float, s str, y bytes, Y bytearray, t tuple, l list, d dict, e set, z frozenset, F function, T class
 */
export type KindLetter = 'N' | 'b' | 'i' | 'f' | 's' | 'y' | 'Y' | 't' | 'l' | 'd' | 'e' | 'z' | 'F' | 'T';

/** What a call surely refuses, in every release there is: anything else may be taken. */
export interface Way {
  readonly least: number;
  /** Infinity: there is no end, or none is known. */
  readonly most: number;
  /** By place, the kinds that are taken; null where all of them may be. Places beyond are not known. */
  readonly takes: readonly (string | null)[];
}

/**
 * What is known of one callable. Traits of an instance of exactly this class, each of which some release has:
 * D `__dict__`, S `__setstate__`, I `__setitem__`, A `append`, X `extend`, E `add`, C `__call__`, G `__getattr__`, H `__slots__`, L no hash; B: it is an exception
 */
export interface Contract {
  readonly isClass: boolean;
  /** `f(*args)`. */
  readonly call: Way;
  /** `cls.__new__(cls, *args)`; null where nothing is known of it. */
  readonly create: Way | null;
  readonly traits: string | null;
  /** The class whose instance it gives: of a class itself, of a function what stands in the table; `1` for the class it is given first. */
  readonly gives: string | null;
}

/**
 * Of a name in a module; null when nothing is known. A line of the tables is
 * `name:KIND CALL [/CREATE] [=TRAITS] [>CLASS] [ PLACES [ PLACES]]` without the blanks within: KIND f or c, counts `1`, `0-2` or `1-`,
 * places divided by commas, each the letters it takes (`*` all, `I` all that can be gone through, `!` none), first of calls, then of `__new__`.
 */
export function contractOf(module: string, path: readonly string[]): Contract | null {
  return path.length === 1 ? (tableOf(module).get(path[0] ?? '') ?? null) : null;
}

/**
 * Whether no release of Python has this name in a module of the standard library. False for what is not known.
 * A list that begins with `~` tells of names in lower case only.
 */
export function isUnlisted(module: string, name: string): boolean {
  if (name.startsWith('_')) return false;
  let names = listed.get(module);
  if (names === undefined) {
    const text = LISTED_NAMES.get(module);
    if (text === undefined) return false;
    names = new Set(text.split(' '));
    listed.set(module, names);
  }
  return !names.has(name) && (!names.has('~') || /^[a-z]/.test(name));
}

const listed = new Map<string, ReadonlySet<string>>();
const tables = new Map<string, ReadonlyMap<string, Contract>>();
const NOTHING: ReadonlyMap<string, Contract> = new Map();

function tableOf(module: string): ReadonlyMap<string, Contract> {
  const known = tables.get(module);
  if (known !== undefined) return known;
  const texts = [CONTRACT_TEXTS.get(module), LIBRARY_CONTRACTS.get(module)].filter((text) => text !== undefined);
  if (texts.length === 0) return NOTHING;
  const table = new Map(texts.flatMap((text) => text.split('; ')).map((line) => parse(module, line)));
  tables.set(module, table);
  return table;
}

function parse(module: string, line: string): readonly [string, Contract] {
  const [head = '', places = '', placesOfNew = ''] = line.split(' ');
  const [, name = '', kind, call = '', create, traits, gives] = LINE.exec(head) ?? [];
  const isClass = kind === 'c';
  return [
    name,
    {
      isClass,
      call: wayOf(call, places),
      create: create === undefined ? null : wayOf(create, placesOfNew),
      traits: traits ?? null,
      gives: isClass ? `${module}.${name}` : (gives ?? null),
    },
  ];
}

const LINE = /^(\w+):([fc])([\d-]+)(?:\/([\d-]+))?(?:=([A-Z]*))?(?:>([\w.]+))?$/;
const ITERABLE = 'Ydelstyz';

function wayOf(counts: string, places: string): Way {
  const [least = '0', most] = counts.split('-');
  return {
    least: Number(least),
    most: most === undefined ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most),
    takes: places === '' ? [] : places.split(',').map((text) => (text === '*' ? null : text.replace('I', ITERABLE))),
  };
}
