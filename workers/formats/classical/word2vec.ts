import { skip, skipPast } from './parts.ts';
import type { Walker } from './read.ts';

const BREAKS = 'The list of words breaks off.';
const SPACE = 0x20;

/** Words and their vectors as word2vec writes them: two numbers in a line, then each word, a space and its numbers. */
export const walkWord2vec: Walker = async (cursor) => {
  const line = new TextDecoder().decode(await cursor.source.read(0, 32)).split('\n', 1)[0] ?? '';
  const [words = 0, dimensions = 0] = line.split(' ').map(Number);
  if (!skip(cursor, line.length + 1)) return BREAKS;
  for (let i = 0; i < words; i += 1)
    if (!(await skipPast(cursor, SPACE)) || !skip(cursor, dimensions * 4)) return BREAKS;
  // Some writers end each line.
  const [last] = await cursor.source.read(cursor.at, 1);
  if (last === 0x0a) skip(cursor, 1);
  return null;
};
