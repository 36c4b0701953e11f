import { invoke } from '../calls.ts';
import { type Name, resolveName } from '../name.ts';
import { DIRECT, through } from '../route.ts';
import { args as positional, type Sym, textOf } from '../sym.ts';
import type { World } from '../world.ts';
import type { Running } from './running.ts';

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

export const PICKLES: readonly Running[] = [
  {
    isOf: ({ module, path }) => WRAPPERS.get(module)?.test(path.at(-1) ?? '') === true,
    run: (world, name, state) => unpickle(world, name, world.items(state, 1)?.[0] ?? state),
  },
  {
    isOf: isSkorch,
    run: (world, name, state) => {
      const value = world.allPairs(state)?.findLast(([key]) => textOf(key) === SKORCH)?.[1];
      if (value !== undefined) unpickle(world, name, value);
    },
  },
  {
    // tsfresh/feature_extraction/settings.py, `PickableSettings.__setstate__`: each key is one.
    isOf: ({ module }) => module === 'tsfresh.feature_extraction.settings',
    run: (world, name, state) => {
      for (const [key] of world.allPairs(state) ?? []) unpickle(world, name, key);
    },
  },
];
