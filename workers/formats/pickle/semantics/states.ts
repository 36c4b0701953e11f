import { prose } from '../../../report/prose.ts';
import type { Ref } from '../value.ts';
import { attributePairs } from './pairs.ts';
import type { Sym } from './sym.ts';
import { textOf } from './sym.ts';
import type { World } from './world.ts';

/** States kept: those of a program of very many ordinary objects are not (tame.ts). */
const MOST = 1_500_000;

/**
 * Attributes that BUILD and setattr put on objects of the program. States are kept as they are and only read when an
 * attribute is asked for, so that 100,000 ordinary objects cost a map entry each.
 */
export class ObjectStates {
  readonly #world: World;
  readonly #states = new Map<number, Sym[]>();
  #count = 0;
  readonly #read = new Map<number, { upTo: number; readonly attributes: Map<string, Sym> }>();

  constructor(world: World) {
    this.#world = world;
  }

  /** A state as BUILD gets it: a dict, or (dict, slots). */
  add(ref: Ref, state: Sym): void {
    const key = keyOf(ref);
    const states = this.#states.get(key);
    if (this.#count >= MOST) {
      this.#world.stop('states', () => prose`More than ${MOST} states were given to objects; the rest is not known.`);
      return;
    }
    this.#count += 1;
    if (states) states.push(state);
    else this.#states.set(key, [state]);
  }

  /** What an attribute of this object was set to. */
  attribute(ref: Ref | null, name: string): Sym | undefined {
    const key = ref === null ? -1 : keyOf(ref);
    const states = this.#states.get(key);
    if (states === undefined) return undefined;
    const read = this.#read.get(key) ?? { upTo: 0, attributes: new Map<string, Sym>() };
    if (read.upTo === 0) this.#read.set(key, read);
    for (; read.upTo < states.length; read.upTo += 1) this.#enter(states[read.upTo], read.attributes);
    return read.attributes.get(name);
  }

  /** What this object was given, whatever it is called. */
  values(ref: Ref | null): readonly Sym[] {
    return ref === null ? [] : (this.#states.get(keyOf(ref)) ?? []);
  }

  #enter(state: Sym | undefined, attributes: Map<string, Sym>): void {
    for (const [key, value] of state === undefined ? [] : stateEntries(this.#world, state)) {
      // A dict may be changed after BUILD copied it: of two values the one that can be called is kept.
      if (!isCallable(attributes.get(key))) attributes.set(key, value);
    }
  }
}

/** Refs of nodes are large numbers that differ in their low 32 bits: small keys make small maps. */
function keyOf(ref: Ref): number {
  return ref % 2 ** 32;
}

function isCallable(value: Sym | undefined): boolean {
  return value?.kind === 'name' || value?.kind === 'bound' || value?.kind === 'getter';
}

/** Names and values that a BUILD state sets, dict part first, then slots. */
export function stateEntries(world: World, state: Sym): readonly (readonly [string, Sym])[] {
  const isPair =
    (state.kind === 'held' && state.shape === 'tuple' && state.count === 2) ||
    (state.kind === 'seq' && state.items.length === 2);
  const parts = isPair ? (world.items(state, 2) ?? []) : [state];
  const entries: [string, Sym][] = [];
  for (const part of parts) {
    for (const [key, value] of attributePairs(world, part) ?? []) {
      const name = textOf(key);
      if (name !== null) entries.push([name, value]);
    }
  }
  return entries;
}
