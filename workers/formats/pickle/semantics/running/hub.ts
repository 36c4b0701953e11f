import { isDict } from '../pairs.ts';
import type { Sym } from '../sym.ts';
import type { World } from '../world.ts';
import { mayBe, type Running, tell } from './running.ts';

/** Keywords of transformers' loaders are deep at most: `transformers_model_kwargs` and what is in it. */
const DEPTH = 3;

/** flair/embeddings/transformer.py, `__setstate__`: the state's parts are keywords of `from_pretrained`, for the model that the state names. */
export const HUB: readonly Running[] = [
  {
    isOf: ({ module, path }) => /^flair(?:\.|$)/.test(module) && (path.at(-1) ?? '').startsWith('Transformer'),
    run: (world, name, state) => {
      if (trustsCode(world, state, DEPTH)) tell(world, name, 'EVAL', state);
    },
  },
];

/** Whether the code of a repository is to be run (`trust_remote_code`); also where a dict is too large to be looked through, or a state comes from a call. */
function trustsCode(world: World, value: Sym, depth: number): boolean {
  if (depth === 0) return false;
  const pairs = world.allPairs(value);
  if (pairs === null) return isDict(value) || (depth === DEPTH && value.kind === 'unknown');
  return pairs.some(
    ([key, inner]) =>
      (mayBe(key, 'trust_remote_code') && !FALSE.has(inner.kind)) || trustsCode(world, inner, depth - 1),
  );
}

const FALSE: ReadonlySet<Sym['kind']> = new Set(['false', 'none']);
