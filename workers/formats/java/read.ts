import type { Reader } from '../../analyse/reader.ts';
import type { JavaFact } from '../../facts.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { walkJava } from './stream.ts';

/** Java objects as `ObjectOutputStream` writes them: Weka, Spark, DL4J and PMML tools keep models so. */
export const readJava: Reader = async (scope) => {
  const { source } = scope;
  const bytes = await source.read(0, Math.min(source.size, LIMITS.javaBytes), 'direct');
  const { classes, objects, end, stop } = walkJava(bytes);
  const named = new Map<string, JavaFact['classes'][number]>();
  for (const { name, offset, length } of classes)
    if (!named.has(name)) named.set(name, { name, at: placeIn(source, offset, length) });
  scope.state({ kind: 'java', at: placeIn(source, 0, end), objects, classes: [...named.values()] });
  scope.claim({ offset: 0, length: end }, 'structure', 'Java objects');
  if (stop === null && bytes.length === source.size) return;
  const isCut = bytes.length < source.size && end >= bytes.length - 1;
  const what = isCut
    ? prose`Only the first ${bytes.length} bytes of the Java objects were read.`
    : prose`The Java objects cannot be read beyond byte ${end}: ${stop ?? 'they end there'}.`;
  scope.problem(isCut ? 'limit' : 'malformed', end, source.size - end, what);
};
