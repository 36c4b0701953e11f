import type { ByteSource } from './byte-source.ts';
import { finder } from './search.ts';

const WINDOW = 1 << 20;

/** Where bytes first stand in a range of a source; null when they do not. */
export async function indexOfBytes(
  source: ByteSource,
  wanted: Uint8Array,
  start: number,
  end: number,
): Promise<number | null> {
  const find = finder(wanted);
  for (let at = start; at + wanted.length <= end; at += WINDOW) {
    const window = await source.read(at, Math.min(WINDOW + wanted.length - 1, end - at));
    const found = find(window);
    if (found >= 0) return at + found;
  }
  return null;
}
