import type { Arguments, Sym } from './sym.ts';
import type { World } from './world.ts';

/** Values looked at per call, and how far inside containers and objects. */
const LOOKED_AT = 256;
const DEPTH = 4;

/** Whether calling this value would be a finding: a dangerous function, also wrapped, or one fetched from where none should come. */
export function mayHarm(value: Sym, depth = 8): boolean {
  if (depth === 0) return true;
  switch (value.kind) {
    case 'name': {
      const { trust, capability, match } = value.name.entry;
      return trust === 'dangerous' || capability === 'DESERIALIZE' || match === 'alike';
    }
    case 'bound':
    case 'lazy':
      return mayHarm(value.callee, depth - 1);
    case 'code':
    case 'function':
      return true;
    default:
      return false;
  }
}

/** Callables among the arguments that may harm, also inside containers and objects a few levels deep. */
export function harmful(world: World, args: Arguments): readonly Sym[] {
  return harmfulIn(world, [...(args.positional ?? []), ...args.keywords.values()]);
}

export function harmfulIn(world: World, values: readonly Sym[]): readonly Sym[] {
  const found: Sym[] = [];
  let level = values.slice(0, LOOKED_AT);
  let left = LOOKED_AT;
  for (let depth = 0; depth < DEPTH && level.length > 0 && left > 0; depth++) {
    const next: Sym[] = [];
    for (const value of level.slice(0, left)) {
      left -= 1;
      if (mayHarm(value)) found.push(value);
      else next.push(...partsOf(world, value));
    }
    level = next;
  }
  return found;
}

function partsOf(world: World, value: Sym): readonly Sym[] {
  if (value.kind === 'held') return world.trace.inert(value.ref) ? [] : (world.items(value, 64) ?? []);
  if (value.kind === 'seq' || value.kind === 'map') return world.items(value, 64) ?? [];
  if (value.kind === 'instance') return value.args;
  return value.kind === 'method' ? [value.self] : [];
}
