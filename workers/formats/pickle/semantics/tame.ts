import { HANDLERS } from './handlers.ts';
import { type Name, resolveName } from './name.ts';
import { SUBSCRIPTS } from './named.ts';
import { runsState } from './running-states.ts';

/** Bits of wasm/src/pickle/names.rs. */
const HARMLESS = 1;
const AS_NEW = 2;
const AS_CALL = 4;
const MAY_CHANGE = 8;
const MANY = 16;
const QUIET_AS_NEW = 32;
const QUIET_AS_CALL = 64;

/** Ordinary constructors, most calls of most files: their arguments need no look. */
export function isQuiet(name: Name, isNew: boolean): boolean {
  if (name.entry.trust !== 'good' || HANDLERS.get(name.full) !== undefined || runsState(name)) return false;
  if (name.entry.capability === 'DATA') return true;
  return (
    name.entry.capability === 'CONSTRUCT' && (isNew || (name.entry.match !== 'class' && name.entry.match !== 'active'))
  );
}

/** What a call of a name nobody knows gives. */
export function givesInstance(name: Name, isNew: boolean): boolean {
  return isNew || name.entry.match === 'package';
}

/**
 * What a program of millions of small objects may do with a name without anybody looking at each of its calls: the machine lets go of
 * what such calls are given when that is data (wasm/src/pickle/names.rs). Calls of names nobody knows, and of dangerous ones that are
 * followed no further, are told a few hundred times and then counted; whatever they are given, data among it is not looked at any more.
 */
export function nameClass(module: string, written: string, protocol: number): number {
  const name = resolveName(module, written, protocol);
  const isUnknown = isOrdinaryUnknown(name) || isOnlyDangerous(name);
  const mayBeNew = isUnknown || isQuiet(name, true);
  const mayBeCalled = isUnknown || isQuiet(name, false);
  const isHarmless = isQuiet(name, false) || isStorage(name);
  return (
    (isHarmless ? HARMLESS : 0) |
    (mayBeNew ? AS_NEW : MAY_CHANGE) |
    (mayBeCalled ? AS_CALL : 0) |
    (isListed(name) ? MANY : 0) |
    (isQuiet(name, true) ? QUIET_AS_NEW : 0) |
    (isQuiet(name, false) ? QUIET_AS_CALL : 0)
  );
}

/** The types torch writes into persistent ids. */
function isStorage({ module, path, entry }: Name): boolean {
  return entry.trust === 'good' && /^torch(\.storage)?$/.test(module) && /^\w+Storage$/.test(path.join('.'));
}

/** A name like a class's that no table has, and that does not look like anything else. */
function isOrdinaryUnknown(name: Name): boolean {
  const { trust, capability, match } = name.entry;
  return (
    trust === 'unknown' &&
    capability === 'UNKNOWN' &&
    (match === 'none' || match === 'package') &&
    name.path.length === 1 &&
    name.flags.length === 0 &&
    HANDLERS.get(name.full) === undefined &&
    !SUBSCRIPTS.has(name.path[0] ?? '')
  );
}

/** Told so many times and then counted, whatever it is given; it changes nothing that other calls are judged by. */
function isOnlyDangerous({ entry, full, flags, path }: Name): boolean {
  const isPlain = path.length === 1 && flags.length === 0 && !SUBSCRIPTS.has(path[0] ?? '');
  return entry.trust === 'dangerous' && isPlain && HANDLERS.get(full) === undefined;
}

/** Readers of tensors and arrays look at the arguments of these, up to `LIMITS.tensors` of them. */
function isListed(name: Name): boolean {
  return (
    /^(torch|numpy|joblib|collections|copyreg)(\.|$)/.test(name.module) ||
    /^_|dtype|OrderedDict|Parameter|Buffer|Size|Storage|Tensor/.test(name.path.at(-1) ?? '')
  );
}
