/** What makes lines alike: the kind of statement, what is called and the kinds of its arguments, not their values. */
import type { PickleEvent } from '../trace.ts';
import type { Ref } from '../value.ts';
import type { Writing } from './expression.ts';
import type { Names } from './names.ts';

/** Arguments looked at, and how deep. */
const ARGUMENTS = 12;
const DEPTH = 2;

/** A key of 31 bits, never 0. */
export function eventShape(w: Writing, names: Names, event: PickleEvent): number {
  const { trace } = w;
  let hash = mix(KINDS[event.kind], event.kind === 'method' ? event.opcode : 0);
  if (event.kind === 'import') return mix(hash, importShape(names, event)) || 1;
  const imported = event.kind === 'persistent' ? null : names.importOf(event.target);
  hash = mix(hash, imported === null ? kindCode(trace.kind(event.target)) : names.id(imported) + 100);
  // Of ordinary constructors one is like the other; of anything else only a call with the very same texts is.
  const isOrdinary = event.kind === 'persistent' || isGood(names, imported);
  hash = valueShape(w, names, event.args, DEPTH, isOrdinary, hash);
  if (event.kwargs !== null) hash = valueShape(w, names, event.kwargs, DEPTH, isOrdinary, mix(hash, 3));
  return hash || 1;
}

/** The key of `object[key] = value`. */
export function entryShape(w: Writing, names: Names, event: PickleEvent, key: Ref, value: Ref | undefined): number {
  const target = names.importOf(event.target);
  let hash = mix(KINDS.method, target === null ? 0 : names.id(target) + 100);
  const isOrdinary = isGood(names, target);
  hash = valueShape(w, names, key, 1, isOrdinary, hash);
  return (value === undefined ? hash : valueShape(w, names, value, 1, isOrdinary, mix(hash, 5))) || 1;
}

const KINDS = { import: 1, call: 2, build: 3, method: 4, persistent: 5 } as const;

function importShape(names: Names, event: PickleEvent): number {
  return names.id(event) + 100;
}

function isGood(names: Names, imported: PickleEvent | null): boolean {
  return imported !== null && names.of(imported)?.entry.trust === 'good';
}

function valueShape(w: Writing, names: Names, ref: Ref, depth: number, isOrdinary: boolean, from: number): number {
  const kind = w.trace.kind(ref);
  const hash = mix(from, kindCode(kind));
  switch (kind) {
    case 'global':
    case 'result': {
      const imported = names.importOf(ref);
      // Which ordinary class stands there does not matter: storages of floats and of longs are alike.
      return isGood(names, imported) && kind === 'global'
        ? hash
        : mix(hash, imported === null ? 0 : names.id(imported) + 100);
    }
    case 'text':
    case 'text8':
    case 'bytes':
    case 'bytearray':
      return isOrdinary ? hash : mix(hash, textHash(w, ref));
    case 'tuple':
    case 'list':
    case 'set':
    case 'frozenset':
    case 'dict':
      return depth === 0 || w.named.has(ref) ? hash : itemsShape(w, names, ref, depth, isOrdinary, hash);
    default:
      return hash;
  }
}

/** How many plain numbers stand in a row does not matter: the shape of a scalar is like one of four dimensions. */
function itemsShape(w: Writing, names: Names, ref: Ref, depth: number, isOrdinary: boolean, from: number): number {
  let hash = from;
  for (const item of w.trace.items(ref, ARGUMENTS)) {
    if (kindCode(w.trace.kind(item)) === NUMBER) continue;
    hash = valueShape(w, names, item, depth - 1, isOrdinary, hash);
  }
  return hash;
}

function textHash(w: Writing, ref: Ref): number {
  const value = w.trace.value(ref);
  if (value.kind === 'text') {
    let hash = value.length;
    for (let i = 0; i < Math.min(value.text.length, 512); i++) hash = mix(hash, value.text.charCodeAt(i));
    return hash;
  }
  if (value.kind !== 'text8' && value.kind !== 'bytes' && value.kind !== 'bytearray') return 0;
  return value.bytes.subarray(0, 512).reduce(mix, value.length);
}

const NUMBER = 2;
const CODES: Readonly<Record<string, number>> = {
  none: 1,
  int: NUMBER,
  bigint: NUMBER,
  float: NUMBER,
  true: 3,
  false: 3,
  text: 4,
  text8: 4,
  bytes: 5,
  bytearray: 5,
  tuple: 6,
  list: 7,
  set: 8,
  frozenset: 8,
  dict: 9,
  global: 10,
  result: 11,
  persistent: 12,
  extension: 13,
  buffer: 14,
};

function kindCode(kind: string): number {
  return CODES[kind] ?? 15;
}

/** FNV-1a over 32-bit words, kept to 31 bits. */
function mix(hash: number, value: number): number {
  return (Math.imul(hash ^ value, 0x01000193) ^ (hash >>> 15)) & 0x7fffffff;
}
