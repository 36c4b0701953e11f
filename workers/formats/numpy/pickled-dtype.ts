import { entriesOf, importOf, integerOf, listOf, textOf } from '../joblib/names.ts';
import type { Values } from '../pickle/live-values.ts';
import type { Ref } from '../pickle/value.ts';
import { type DType, type Field, structuredType, subarrayType, typeOfText } from './dtype.ts';

/** Types in types, and fields in all. */
const DEPTH = 32;
const FIELDS = 10_000;
/** NPY_ITEM_REFCOUNT: what `dtype.hasobject` looks at. */
const REFCOUNT = 1n;

/** States that BUILD gave to dtype objects, by object, and how many types may still be looked at for one answer. */
export interface DTypeStates {
  readonly of: ReadonlyMap<Ref, readonly Ref[]>;
  left: number;
}

/**
 * The element type a program rebuilds: `numpy.dtype('f8', False, True)` and the state BUILD gives it
 * (numpy/_core/src/multiarray/descriptor.c, `arraydescr_setstate`). The state's flags decide `hasobject`, whatever the fields are.
 * Null when it cannot be told.
 */
export function typeOfValue(values: Values, ref: Ref, states: DTypeStates, depth = 0): DType | null {
  const value = values.value(ref);
  states.left -= 1;
  if (states.left < 0 || depth > DEPTH || value.kind !== 'result') return null;
  const call = values.event(value.event);
  const name = importOf(values, call.target);
  if (name?.[1].endsWith('_convert_to_stringdtype_kwargs') === true) return typeOfText('T');
  if (name?.[0].split('.')[0] !== 'numpy' || name[1] !== 'dtype' || call.kind !== 'call') return null;
  const args = listOf(values, call.args, 3);
  const text = textOf(values, args?.[0]);
  const base = text === null ? null : typeOfText(text);
  const given = states.of.get(ref) ?? [];
  // Without `copy` it may be a type all arrays share, which takes no state.
  if (given.length > 0 && integerOf(values, args?.[2]) !== 1n) return null;
  return given.reduce<DType | null>(
    (type, state) => (type === null ? null : stateSet(values, type, state, states, depth)),
    base,
  );
}

function stateSet(values: Values, base: DType, state: Ref, states: DTypeStates, depth: number): DType | null {
  const items = listOf(values, state, 9);
  const version = integerOf(values, items?.[0]);
  if (items === null || version === null || version < 3n || version > 4n || items.length < 8) return null;
  const [, order, subtype, names, fields, size, , flags] = items;
  const [itemSize, bits] = [integerOf(values, size), integerOf(values, flags)];
  if (itemSize === null || bits === null || subtype === undefined || names === undefined || fields === undefined)
    return null;
  const isFlexible = /^[>]?[SUV]\d*$/.test(base.name);
  const known = isFlexible ? Number(itemSize) : base.itemSize;
  // Other types ignore the size; these are left with one that is no size.
  if (isFlexible && (itemSize < 0n || itemSize > 2n ** 31n)) return null;
  const shaped = shapedType(values, base, { subtype, names, fields }, known, states, depth);
  if (shaped === null) return null;
  const swapped = textOf(values, order) === '>' && shaped.name === base.name && !base.name.startsWith('>') ? '>' : '';
  return { ...shaped, name: `${swapped}${shaped.name}`, itemSize: known, hasObject: (bits & REFCOUNT) !== 0n };
}

interface Parts {
  readonly subtype: Ref;
  readonly names: Ref;
  readonly fields: Ref;
}

function shapedType(
  values: Values,
  base: DType,
  parts: Parts,
  itemSize: number,
  states: DTypeStates,
  depth: number,
): DType | null {
  if (values.value(parts.subtype).kind !== 'none') return subarrayOf(values, parts.subtype, states, depth);
  if (values.value(parts.fields).kind === 'none')
    return { ...base, itemSize, name: base.name.replace(/\d*$/, (digits) => sizeShown(base.name, itemSize, digits)) };
  const names = listOf(values, parts.names, FIELDS)?.map((ref) => textOf(values, ref)) ?? [];
  const entries = entriesOf(values, parts.fields, FIELDS);
  if (entries === null) return null;
  const fields: Field[] = [];
  for (const [name, ref] of entries) {
    const type = listOf(values, ref, 3)?.[0];
    const own = type === undefined ? null : typeOfValue(values, type, states, depth + 1);
    if (own === null) return null;
    // A field's title is a second key for the same field.
    if (names.includes(name)) fields.push({ name, type: own });
  }
  return structuredType(fields, itemSize);
}

function subarrayOf(values: Values, ref: Ref, states: DTypeStates, depth: number): DType | null {
  const [type, shape] = listOf(values, ref, 2) ?? [];
  const base = type === undefined ? null : typeOfValue(values, type, states, depth + 1);
  const dimensions = listOf(values, shape, 64)?.map((item) => Number(integerOf(values, item) ?? -1n));
  return base === null || dimensions === undefined ? null : subarrayType(base, dimensions);
}

/** `U5` counts characters of four bytes; sizes of other kinds stay as they are. */
function sizeShown(name: string, itemSize: number, digits: string): string {
  if (!/^[>]?[SUV]\d*$/.test(name)) return digits;
  return (name.includes('U') ? Math.floor(itemSize / 4) : itemSize).toString();
}
