import { code, data, prose, type Prose } from '../../../report/prose.ts';

/** Values of a preview: nothing of them is an object of the program that renders, so no name in a template leads out. */
export type Value = null | boolean | number | string | List | Dict | Func | Missing;

export interface List {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

/** Dicts, `loop` and `namespace()`; only the last can be written to. */
export interface Dict {
  readonly kind: 'dict';
  readonly entries: Map<string, Value>;
  readonly writable: boolean;
}

export interface Func {
  readonly kind: 'func';
  readonly call: (args: readonly Value[], named: ReadonlyMap<string, Value>) => Value;
}

/** Jinja's Undefined: prints as nothing, and fails when more is asked of it. */
export interface Missing {
  readonly kind: 'missing';
  readonly name: string;
}

/**
 * limit    a cap of the preview was reached
 * raised   the template refuses the sample with `raise_exception`
 * refused  it asks for an internal name: sandboxes refuse that, and so does the preview
 * unknown  a filter, test, block or method the preview does not have
 * mistake  what Jinja would report as an error
 */
export type StopKind = 'limit' | 'raised' | 'refused' | 'unknown' | 'mistake';

/** Rendering ends here. */
export class Stop extends Error {
  readonly kind: StopKind;
  readonly what: Prose;

  constructor(kind: StopKind, what: Prose) {
    super(kind);
    this.kind = kind;
    this.what = what;
  }
}

/** Units of work: a step is one, an operation on a text as many as it has characters. */
const MAX_WORK = 1_000_000;
/** Characters and elements made, all together. */
const MAX_MADE = 500_000;
/** How deep values are walked to print or compare them. */
const MAX_DEPTH = 24;

/** Counts what rendering costs; past a cap it stops. Everything is counted before it is made. */
export class Meter {
  #work = 0;
  #made = 0;

  work(units: number): void {
    this.#work += units + 1;
    if (this.#work > MAX_WORK) throw new Stop('limit', ['It takes more steps than the preview allows.']);
  }

  /** Looking for one text in another costs at worst more than its length. */
  search(text: string, part: string): void {
    this.work(text.length + Math.ceil((text.length * Math.min(part.length, 64)) / 8));
  }

  make(units: number): void {
    this.#made += Math.max(0, units);
    // NaN and infinity are past every cap.
    if (!(this.#made <= MAX_MADE)) throw new Stop('limit', ['It makes more text than the preview allows.']);
    this.work(units);
  }
}

export const list = (items: readonly Value[]): List => ({ kind: 'list', items });
export const dict = (entries: Iterable<readonly [string, Value]>, writable = false): Dict => ({
  kind: 'dict',
  entries: new Map(entries),
  writable,
});
export const func = (call: Func['call']): Func => ({ kind: 'func', call });
export const missing = (name: string): Missing => ({ kind: 'missing', name });

export function kindOf(value: Value): 'none' | 'boolean' | 'number' | 'text' | 'list' | 'dict' | 'func' | 'missing' {
  if (value === null) return 'none';
  if (typeof value === 'object') return value.kind;
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
}

export function isMissing(value: Value): value is Missing {
  return kindOf(value) === 'missing';
}

export function isTrue(value: Value): boolean {
  if (value === null || typeof value !== 'object') return Boolean(value);
  if (value.kind === 'list') return value.items.length > 0;
  if (value.kind === 'dict') return value.entries.size > 0;
  return value.kind === 'func';
}

export function mistake(what: string, name: string): Stop {
  return new Stop('mistake', prose`${code(what)}: ${data(name, 80)}.`);
}

export function isUndefined(name: string): Stop {
  return new Stop('mistake', prose`${data(name, 80)} is not given, and the template needs it.`);
}

/** As Python's `str` prints it. */
export function textOf(value: Value, meter: Meter): string {
  if (typeof value === 'string') return value;
  if (isMissing(value)) return '';
  return written(value, meter, 'python', 0);
}

/** As `json.dumps` or Python's `repr` writes it. */
export function written(value: Value, meter: Meter, how: 'python' | 'json', depth: number, indent = 0): string {
  meter.work(1);
  if (depth > MAX_DEPTH) throw new Stop('limit', ['A value nests deeper than the preview follows.']);
  const isJson = how === 'json';
  if (value === null) return isJson ? 'null' : 'None';
  if (typeof value === 'boolean') return isJson ? String(value) : value ? 'True' : 'False';
  if (typeof value === 'number') return value.toString();
  if (typeof value === 'string') {
    meter.make(value.length + 2);
    return isJson
      ? JSON.stringify(value)
      : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
  }
  if (value.kind === 'missing') throw isUndefined(value.name);
  if (value.kind === 'func') return '<function>';
  const pad = indent > 0 ? `\n${' '.repeat(indent * (depth + 1))}` : '';
  const end = indent > 0 ? `\n${' '.repeat(indent * depth)}` : '';
  const inner = (item: Value): string => written(item, meter, how, depth + 1, indent);
  const parts =
    value.kind === 'list'
      ? value.items.map(inner)
      : [...value.entries].map(([key, item]) => `${written(key, meter, how, depth + 1)}: ${inner(item)}`);
  const [open, close] = value.kind === 'list' ? '[]' : '{}';
  if (parts.length === 0) return `${open ?? ''}${close ?? ''}`;
  meter.make(parts.reduce((sum, part) => sum + part.length + pad.length + 2, 2));
  return `${open ?? ''}${pad}${parts.join(indent > 0 ? `,${pad}` : ', ')}${end}${close ?? ''}`;
}

export function isEqual(a: Value, b: Value, meter: Meter, depth = 0): boolean {
  meter.work(typeof a === 'string' ? a.length : 1);
  if (depth > MAX_DEPTH) throw new Stop('limit', ['A value nests deeper than the preview follows.']);
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object')
    return (
      Number(a) === Number(b) &&
      typeof a !== 'string' &&
      typeof b !== 'string' &&
      a !== null &&
      b !== null &&
      typeof a !== 'object' &&
      typeof b !== 'object'
    );
  if (a.kind === 'missing' && b.kind === 'missing') return true;
  if (a.kind === 'list' && b.kind === 'list')
    return (
      a.items.length === b.items.length &&
      a.items.every((item, i) => isEqual(item, b.items[i] ?? null, meter, depth + 1))
    );
  if (a.kind === 'dict' && b.kind === 'dict')
    return (
      a.entries.size === b.entries.size &&
      [...a.entries].every(
        ([key, item]) => b.entries.has(key) && isEqual(item, b.entries.get(key) ?? null, meter, depth + 1),
      )
    );
  return false;
}

/** What a loop walks: elements, keys, characters; null when it cannot be walked. */
export function elements(value: Value, meter: Meter): readonly Value[] | null {
  if (typeof value === 'string') {
    meter.make(value.length);
    return Array.from(value);
  }
  if (value === null || typeof value !== 'object' || value.kind === 'func') return null;
  if (value.kind === 'missing') return [];
  if (value.kind === 'list') return value.items;
  meter.make(value.entries.size);
  return [...value.entries.keys()];
}
