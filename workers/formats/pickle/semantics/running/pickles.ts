import { invoke } from '../calls.ts';
import { type Name, resolveName } from '../name.ts';
import { isDict } from '../pairs.ts';
import { DIRECT, through } from '../route.ts';
import { args as positional, type Sym } from '../sym.ts';
import type { World } from '../world.ts';
import { mayBe, type Running, tell } from './running.ts';

/** Classes whose state is a pickle, or begins with one, by module. */
const WRAPPERS: ReadonlyMap<string, RegExp> = new Map([
  ['torch.utils.data.datapipes.datapipe', /SerializationWrapper$/],
  ['gym.vector.utils.misc', /^CloudpickleWrapper$/],
  ['gymnasium.vector.utils.misc', /^CloudpickleWrapper$/],
  ['stable_baselines3.common.vec_env.base_vec_env', /^CloudpickleWrapper$/],
]);

function isSkorch({ module }: Name): boolean {
  return module === 'skorch' || module.startsWith('skorch.');
}

/** skorch/net.py, `NeuralNet.__setstate__`. */
const SKORCH = '__cuda_dependent_attributes__';

function unpickle(world: World, name: Name, value: Sym): void {
  // What older releases of skorch wrote is an archive of torch.save.
  const isArchive = value.kind === 'bytes' && value.bytes[0] === 0x50;
  const loads = isArchive ? resolveName('torch.storage', '_load_from_bytes', 4) : resolveName('pickle', 'loads', 4);
  invoke(world, { kind: 'name', name: loads }, positional(value), through(DIRECT, `${name.full}.__setstate__`));
}

/** What of each pair of a dict is a pickle. One with too many pairs, or that a call made, may hold anything. */
function eachPair(pickleOf: (pair: readonly [Sym, Sym]) => Sym | null): Running['run'] {
  return (world, name, state) => {
    const pairs = world.allPairs(state);
    if (pairs === null && (isDict(state) || state.kind === 'unknown')) tell(world, name, 'EVAL', state);
    for (const pair of pairs ?? []) {
      const value = pickleOf(pair);
      if (value !== null) unpickle(world, name, value);
    }
  };
}

export const PICKLES: readonly Running[] = [
  {
    isOf: ({ module, path }) => WRAPPERS.get(module)?.test(path.at(-1) ?? '') === true,
    run: (world, name, state) => unpickle(world, name, world.items(state, 1)?.[0] ?? state),
  },
  {
    isOf: isSkorch,
    run: eachPair(([key, value]) => (mayBe(key, SKORCH) ? value : null)),
  },
  {
    // tsfresh/feature_extraction/settings.py, `PickableSettings.__setstate__`: each key is one.
    isOf: ({ module, path }) =>
      /^tsfresh(?:\.|$)/.test(module) && /FCParameters$|^PickableSettings$/.test(path.at(-1) ?? ''),
    run: eachPair(([key]) => key),
  },
];
