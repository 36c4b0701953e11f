import { isDict } from '../pairs.ts';
import { textOf } from '../sym.ts';
import { mayBe, type Running, tell } from './running.ts';

/**
 * sklearn_crfsuite/_fileresource.py: `__setstate__` writes bytes of the state to a new file of the system's folder for such, between a prefix
 * and a suffix of the state; when the object is freed, the file of its name is removed. What the library writes has no name and no folders.
 */
export const FILES: readonly Running[] = [
  {
    isOf: ({ module, path }) => module.startsWith('sklearn_crfsuite') && path.at(-1) === 'FileResource',
    run: (world, name, state) => {
      const pairs = world.allPairs(state);
      if (pairs === null && (isDict(state) || state.kind === 'unknown')) tell(world, name, 'FS_WRITE', state);
      for (const [key, value] of pairs ?? []) {
        if (mayBe(key, 'name') && value.kind !== 'none') tell(world, name, 'FS_DELETE', value);
        const isAffix = mayBe(key, 'prefix') || mayBe(key, 'suffix');
        if (isAffix && !/^[\w.-]*$/.test(textOf(value) ?? '/')) tell(world, name, 'FS_WRITE', value);
      }
    },
  },
];
