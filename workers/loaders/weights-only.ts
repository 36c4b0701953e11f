import type { Trace } from '../formats/pickle/trace.ts';
import { code, data, prose, type Prose } from '../report/prose.ts';
import { type Need, needsOf } from './weights-needs.ts';
import {
  ALLOWS_OBJECTS,
  BLOCKED,
  BLOCKS_MODULES,
  BUILDS,
  CHECKS_ITEMS,
  isAllowed,
  isCallable,
  isSupported,
  MAPPINGS,
  NEWEST,
} from './weights-table.ts';

/**
 * Why the restricted unpickler stops:
 * opcode      an opcode it does not have: nothing opens it, only saving again with protocol 2
 * blocked     a module that no allow-list opens
 * global      a name that is not allowed; the caller could allow it
 * target      items or state for an object that takes none
 * call        something that is no allowed callable is called
 * persistent  an id torch does not write
 */
export type RefusalClass = 'opcode' | 'blocked' | 'global' | 'target' | 'call' | 'persistent';

export interface Refusal {
  readonly does: 'refuses' | 'fails';
  readonly class: RefusalClass | 'broken' | 'raises';
  readonly step: number;
  readonly offset: number;
  readonly name: string;
  readonly what: Prose;
}

/** What the restricted unpickler of one version does with a program; where it stops, the first reason. */
export type WeightsOnly = { readonly does: 'loads' } | (Refusal & Remedy);

export interface Remedy {
  /** Everything that stops it, as if what came before had been allowed. In order. */
  readonly stops: readonly Refusal[];
  /** Names to allow so that it loads, when allowing names is enough; null when it is not. */
  readonly allow: readonly string[] | null;
}

export function simulateWeightsOnly(trace: Trace, version = NEWEST): WeightsOnly {
  return judgeNeeds(needsOf(trace), version);
}

/** The same for several versions: the program is looked at once. */
export function judgeNeeds(needs: readonly Need[], version: number): WeightsOnly {
  const allow = new Set<string>();
  const stops: Refusal[] = [];
  for (const need of needs) {
    const stop = judge(need, version, allow);
    if (stop !== null) stops.push(stop);
    if (stop !== null && LAST.has(stop.class)) break;
  }
  const [first] = stops;
  if (first === undefined) return { does: 'loads' };
  const isFixable = version >= ALLOWS_OBJECTS && stops.every((stop) => stop.class === 'global');
  return { ...first, stops, allow: isFixable ? [...allow] : null };
}

/** Nothing behind them is looked at, whatever is allowed. */
const LAST: ReadonlySet<Refusal['class']> = new Set(['opcode', 'broken', 'raises']);

function judge(need: Need, version: number, allow: Set<string>): Refusal | null {
  const { key, kind } = need;
  switch (kind) {
    case 'opcode':
      return key !== null && isSupported(key, version)
        ? null
        : refusal('opcode', need, prose`it does not have the opcode ${code(key ?? '')}`);
    case 'global':
      return judgeGlobal(need, version, allow);
    case 'call':
      if (key === null) return refusal('call', need, prose`it calls allowed functions by name only`);
      // Looking it up was judged before: here it is allowed, or taken as if it were.
      return isCallable(key) ? null : refusal('call', need, prose`${data(key, 120)} is no function it may call`);
    case 'new':
      return judgeNew(need, version);
    case 'build':
      return judgeBuild(need, version, allow);
    case 'items':
      if (version < CHECKS_ITEMS || (key !== null && MAPPINGS.has(key))) return null;
      return refusal('target', need, prose`it sets items of dict, OrderedDict and Counter only`);
    case 'extend':
      return refusal('target', need, prose`it only extends lists`);
    case 'persistent':
      return refusal('persistent', need, prose`the persistent id is no storage`);
    case 'broken':
      return { ...refusal('opcode', need, prose`${key ?? ''}`), does: 'fails', class: 'broken' };
    case 'raises':
      return { ...refusal('call', need, need.what ?? ['it raises']), does: 'fails', class: 'raises' };
  }
}

function judgeGlobal(need: Need, version: number, allow: Set<string>): Refusal | null {
  const { key, module } = need;
  if (key === null) return refusal('call', need, prose`the name is no text`);
  if (module !== null && BLOCKED.has(module) && version >= BLOCKS_MODULES)
    return refusal('blocked', need, prose`it never opens the module ${data(module, 40)}`);
  if (isAllowed(key, version)) return null;
  allow.add(key);
  return refusal('global', need, prose`${data(key, 160)} is not in its list of allowed names`);
}

function judgeNew(need: Need, version: number): Refusal | null {
  const { key } = need;
  if (key === null) return refusal('call', need, prose`it makes objects of allowed classes by name only`);
  if (version < ALLOWS_OBJECTS && key !== 'torch.nn.parameter.Parameter')
    return refusal('call', need, prose`it makes no objects of classes but Parameter`);
  return isCallable(key) ? null : refusal('call', need, prose`${data(key, 120)} is no class it may use`);
}

/** BUILD asks for the exact type of the object, which may be another than the name that made it. */
function judgeBuild(need: Need, version: number, allow: Set<string>): Refusal | null {
  const { key } = need;
  if (key !== null && BUILDS.has(key)) return null;
  const isOpen = key !== null && !key.startsWith('builtins.') && version >= ALLOWS_OBJECTS;
  if (!isOpen) return refusal('target', need, prose`it gives state to tensors, parameters and OrderedDict only`);
  if (isAllowed(key, version) || allow.has(key)) return null;
  allow.add(key);
  return refusal('global', need, prose`the type ${data(key, 160)} is not in its list of allowed names`);
}

function refusal(kind: RefusalClass, need: Need, what: Prose): Refusal {
  return { does: 'refuses', class: kind, step: need.step, offset: need.offset, name: need.key ?? 'a value', what };
}
