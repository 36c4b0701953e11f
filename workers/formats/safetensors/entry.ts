import type { JsonDocument } from '../../lang/json/document.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import { dtypeBits } from './dtypes.ts';

/** One tensor as the header declares it. Offsets count from the end of the header. */
export interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
  /** Index of its value and of its key in the header's JSON. */
  readonly node: number;
  readonly key: number;
}

/** What is wrong with one entry by itself. */
export interface EntryFault {
  readonly code:
    'entry-form' | 'dtype-unknown' | 'shape-overflow' | 'size-differs' | 'offsets-reversed' | 'entry-extra';
  readonly what: Prose;
}

export interface ReadEntry {
  /** Null when dtype, shape and offsets cannot be had. */
  readonly entry: Entry | null;
  readonly faults: readonly EntryFault[];
}

const FIELDS: ReadonlySet<string> = new Set(['dtype', 'shape', 'data_offsets']);

/** Reads one member of the header (README "Format"; tensor.rs `TensorInfo`). */
export function readEntry(json: JsonDocument, name: string, node: number, key: number): ReadEntry {
  const dtype = json.text(json.get(node, 'dtype'));
  const shape = naturals(json, json.get(node, 'shape'));
  const offsets = naturals(json, json.get(node, 'data_offsets'));
  const [begin, end] = offsets ?? [];
  const extra = [...json.entries(node)].map(([field]) => field).filter((field) => !FIELDS.has(field));
  if (dtype === null || shape === null || offsets?.length !== 2 || begin === undefined || end === undefined)
    return { entry: null, faults: [{ code: 'entry-form', what: formText(name, { dtype, shape, offsets }) }] };
  const faults = extra
    .slice(0, 1)
    .map((field): EntryFault => ({ code: 'entry-extra', what: prose`It also has “${data(field, 80)}”.` }));
  const fault = begin > end ? reversed(begin, end) : sizeFault(dtype, shape, end - begin);
  const safe = shape.map(Number);
  return {
    entry: { name, dtype, shape: safe, begin: Number(begin), end: Number(end), node, key },
    faults: fault === null ? faults : [fault, ...faults],
  };
}

function formText(name: string, found: { dtype: unknown; shape: unknown; offsets: unknown }): Prose {
  const missing = Object.entries(found).flatMap(([field, value]) => (value === null ? [field] : []));
  const what = missing.length === 0 ? 'offsets, which are not two numbers' : missing.join(', ');
  return prose`The entry ${data(name, 120)} has no valid ${what}.`;
}

function reversed(begin: bigint, end: bigint): EntryFault {
  return { code: 'offsets-reversed', what: prose`It begins at ${begin.toString()} and ends at ${end.toString()}.` };
}

/** Compares what dtype and shape need with what the offsets give, exactly. */
function sizeFault(dtype: string, shape: readonly bigint[], given: bigint): EntryFault | null {
  const bits = dtypeBits(dtype);
  if (bits === null) return { code: 'dtype-unknown', what: prose`Its type is “${data(dtype, 40)}”.` };
  const needed = shape.reduce((product, dimension) => product * dimension, BigInt(bits));
  if (needed >= 2n ** 64n)
    return { code: 'shape-overflow', what: prose`Its shape ${shapeText(shape)} needs more than 2⁶⁴ bits.` };
  if (needed === given * 8n) return null;
  return {
    code: 'size-differs',
    what: prose`${dtype} of shape ${shapeText(shape)} needs ${bytesText(needed)} bytes, its offsets give ${given.toString()}.`,
  };
}

function bytesText(bits: bigint): string {
  return bits % 8n === 0n ? (bits / 8n).toString() : `${bits.toString()}/8`;
}

export function shapeText(shape: readonly (bigint | number)[]): string {
  const shown = shape.slice(0, 8).map((dimension) => dimension.toString().slice(0, 24));
  return `[${shown.join(', ')}${shape.length > 8 ? ', …' : ''}]`;
}

/** An array of integers from 0 up to what 64 bits hold; null for anything else. */
function naturals(json: JsonDocument, node: number | null): bigint[] | null {
  if (node === null || json.kind(node) !== 'array') return null;
  const found: bigint[] = [];
  for (const item of json.items(node)) {
    const value = json.integer(item);
    if (value === null || value < 0n || value >= 2n ** 64n || found.length >= LIMITS.dimensions) return null;
    found.push(value);
  }
  return found;
}
