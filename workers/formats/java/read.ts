import { carvePassed } from '../../analyse/carve.ts';
import type { Reader } from '../../analyse/reader.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { walkJava } from './stream.ts';

/** Java objects as `ObjectOutputStream` writes them: Weka, Spark, DL4J and PMML tools keep models so. */
export const readJava: Reader = async (scope, _probe, inspect) => {
  const { source } = scope;
  const bytes = await source.read(0, Math.min(source.size, LIMITS.javaBytes), 'direct');
  const { classes, objects, end, stop, capped } = walkJava(bytes);
  const named = classes.map(({ name, offset, length }) => ({ name, at: placeIn(source, offset, length) }));
  scope.state({ kind: 'java', at: placeIn(source, 0, end), objects, classes: named });
  // Values are passed by: whatever lies in an array of bytes.
  await carvePassed(scope, { offset: 0, length: end }, ['java'], inspect);
  scope.claim({ offset: 0, length: end }, 'structure', 'Java objects');
  const isCut = bytes.length < source.size;
  if (stop === null && !isCut) return;
  const what = prose`The Java objects were not read beyond byte ${end}: ${stop ?? 'no more is read'}.`;
  scope.problem(capped || isCut ? 'limit' : 'malformed', end, source.size - end, what);
};
