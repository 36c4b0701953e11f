import { code, data, prose, type Prose } from './prose.ts';
import type { Place } from './schema.ts';

/** The part of a file that is meant; of one inside others, those too: "data.pkl in inner.zip". The file itself is not said. */
export function partName(path: readonly string[]): Prose {
  const [part = '', ...around] = (path.length > 1 ? path.slice(1) : path).toReversed();
  return [data(part, 120), ...around.flatMap((name) => [' in ', data(name, 120)])];
}

/** "data.pkl, byte 0x05fff". */
export function whereAt({ path, offset }: Pick<Place, 'path' | 'offset'>): Prose {
  return prose`${partName(path)}, ${byteText(offset)}`;
}

/** "byte 0x05fff". */
export function byteText(offset: number): Prose {
  return prose`byte ${code(`0x${offset.toString(16).padStart(4, '0')}`)}`;
}
