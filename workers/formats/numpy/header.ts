import type { NumpyCode } from './fact.ts';
import { prose, type Prose } from '../../report/prose.ts';
import { typeOfDescriptor } from './descriptor.ts';
import type { DType } from './dtype.ts';
import { type Literal, parseLiteral } from './literal.ts';
import { NotLiteral } from './literal-tokens.ts';

/** What a header says about its array. */
export interface ArrayHeader {
  readonly shape: readonly bigint[];
  readonly fortran: boolean;
  /** Null: NumPy would refuse it, or Vitrine does not know it. */
  readonly type: DType | null;
}

/** Something about a header, at `offset` bytes into its text. `fatal`: numpy.load raises there. */
export interface HeaderNote {
  readonly code: NumpyCode;
  readonly offset: number;
  readonly fatal: boolean;
  readonly what: Prose;
}

const KEYS: ReadonlySet<string> = new Set(['descr', 'fortran_order', 'shape']);
const UTF8 = new TextEncoder();

/** Reads the header text as numpy/lib/_format_impl.py does (`_read_array_header`). `wide`: format 3, UTF-8. */
export function parseHeader(text: string, wide: boolean): { header: ArrayHeader | null; notes: readonly HeaderNote[] } {
  const byteAt = (at: number): number => (wide ? UTF8.encode(text.slice(0, at)).length : at);
  const notes: HeaderNote[] = [];
  const note = (code: NumpyCode, at: number, fatal: boolean, what: Prose): void => {
    notes.push({ code, offset: byteAt(at), fatal, what });
  };
  let literal: Literal;
  try {
    literal = parseLiteral(text);
  } catch (cause) {
    if (!(cause instanceof NotLiteral)) throw cause;
    note(cause.isCode ? 'header-code' : 'header', cause.at, true, prose`The header is no literal: ${cause.message}.`);
    return { header: null, notes };
  }
  const fields = fieldsOf(literal, note);
  const header = fields === null ? null : headerOf(fields, wide, note);
  return { header, notes };
}

type Note = (code: NumpyCode, at: number, fatal: boolean, what: Prose) => void;

/** Its three keys; of a key given twice the last counts. */
function fieldsOf(literal: Literal, note: Note): ReadonlyMap<string, Literal> | null {
  if (literal.kind !== 'dict') {
    note('header', literal.at, true, prose`The header is no dictionary.`);
    return null;
  }
  const fields = new Map<string, Literal>();
  for (const [key, value] of literal.entries) {
    const name = key.kind === 'str' ? key.text : '';
    if (!KEYS.has(name)) {
      note('header', key.at, true, prose`The header has a key that no array header has.`);
      return null;
    }
    if (fields.has(name)) note('duplicate-key', key.at, false, prose`The header gives ${name} twice; the last counts.`);
    fields.set(name, value);
  }
  if (fields.size === KEYS.size) return fields;
  note('header', literal.at, true, prose`The header lacks a key.`);
  return null;
}

function headerOf(fields: ReadonlyMap<string, Literal>, wide: boolean, note: Note): ArrayHeader | null {
  const [descr, order, shape] = [fields.get('descr'), fields.get('fortran_order'), fields.get('shape')];
  if (descr === undefined || order === undefined || shape === undefined) return null;
  const dimensions = shape.kind === 'tuple' ? shape.items.map((item) => dimensionOf(item)) : null;
  if (shape.kind !== 'tuple' || dimensions?.every((n) => n !== null) !== true) {
    note('header', shape.at, true, prose`The shape is no tuple of integers.`);
    return null;
  }
  if (order.kind !== 'true' && order.kind !== 'false') {
    note('header', order.at, true, prose`fortran_order is neither True nor False.`);
    return null;
  }
  if (wide && shape.items.some((item) => item.kind === 'int' && item.long))
    note('header', shape.at, true, prose`A number ends with L, which format 3 does not allow.`);
  const type = typeOfDescriptor(descr);
  if (type === null) note('dtype', descr.at, true, prose`The element type is none NumPy or Vitrine knows.`);
  return { shape: dimensions, fortran: order.kind === 'true', type };
}

/** `isinstance(True, int)`. */
function dimensionOf(item: Literal): bigint | null {
  if (item.kind === 'int') return item.value;
  return item.kind === 'true' ? 1n : item.kind === 'false' ? 0n : null;
}
