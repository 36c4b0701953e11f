import type { ByteSource } from './byte-source.ts';

const WINDOW = 1 << 20;

/** Where bytes first stand in a range of a source; null when they do not. */
export async function indexOfBytes(
  source: ByteSource,
  wanted: Uint8Array,
  start: number,
  end: number,
): Promise<number | null> {
  for (let at = start; at + wanted.length <= end; at += WINDOW) {
    const window = await source.read(at, Math.min(WINDOW + wanted.length - 1, end - at));
    const found = indexIn(window, wanted);
    if (found >= 0) return at + found;
  }
  return null;
}

function indexIn(bytes: Uint8Array, wanted: Uint8Array): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
