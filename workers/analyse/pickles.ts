import type { Reader } from './reader.ts';
import { readPrograms } from './programs.ts';

/** A source that starts with a pickle: the dropped file itself, or a member whatever its name. */
export const readPickles: Reader = async (scope) => {
  await readPrograms(scope, 0, scope.depth === 1 ? 'bare' : 'member');
};
