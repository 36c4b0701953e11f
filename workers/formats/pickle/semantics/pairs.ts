import { prose } from '../../../report/prose.ts';
import { SEMANTICS } from './limits.ts';
import { type Sym, UNKNOWN } from './sym.ts';
import type { World } from './world.ts';

export function isDict(value: Sym): boolean {
  return value.kind === 'map' || (value.kind === 'held' && value.shape === 'dict');
}

/** Keys and values in turn, as pairs. */
export function paired(flat: readonly Sym[] | null): readonly (readonly [Sym, Sym])[] | null {
  if (flat === null) return null;
  const pairs: [Sym, Sym][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) pairs.push([flat[i] ?? UNKNOWN, flat[i + 1] ?? UNKNOWN]);
  return pairs;
}

/** What a state, a namespace or keyword arguments say: of very many pairs the first, and that is stated. Null when the value is no dict. */
export function attributePairs(world: World, value: Sym): readonly (readonly [Sym, Sym])[] | null {
  const pairs = world.pairs(value, SEMANTICS.stateKeys + 1);
  if (pairs === null || pairs.length <= SEMANTICS.stateKeys) return pairs;
  world.stop('keys', () => prose`Of a state with more than ${SEMANTICS.stateKeys} keys the first were looked at.`);
  return pairs.slice(0, SEMANTICS.stateKeys);
}
