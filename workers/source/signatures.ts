import { LIMITS } from '../limits.ts';
import type { ByteSource } from './byte-source.ts';
import { type Find, finder } from './search.ts';

/** Offsets of a signature in a stream of chunks that starts at `base`, also where it crosses from one chunk into the next. */
export async function* findSignature(
  chunks: AsyncIterable<Uint8Array>,
  signature: readonly number[],
  base: number,
): AsyncGenerator<number> {
  const find = finder(signature);
  const keep = signature.length - 1;
  let at = base;
  let tail: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const seam = joined(tail, chunk.subarray(0, keep));
    yield* offsets(seam, find, at - tail.length);
    yield* offsets(chunk, find, at);
    at += chunk.length;
    tail = (chunk.length < keep ? joined(tail, chunk) : chunk).slice(-keep);
  }
}

/**
 * Chunks of [from, to) that begin small and grow: cheap when what is sought is near, and cheap to start over,
 * because they end at cache blocks.
 */
export async function* growing(source: ByteSource, from: number, to = source.size): AsyncGenerator<Uint8Array> {
  let at = from;
  let size: number = LIMITS.cacheBlock;
  while (at < to) {
    const end = Math.min(to, (Math.floor(at / LIMITS.cacheBlock) + size / LIMITS.cacheBlock) * LIMITS.cacheBlock);
    const chunk = await source.read(at, end - at);
    if (chunk.length === 0) return;
    at += chunk.length;
    size = Math.min(size * 2, LIMITS.chunk);
    yield chunk;
  }
}

function* offsets(bytes: Uint8Array, find: Find, base: number): Generator<number> {
  for (let at = find(bytes); at >= 0; at = find(bytes, at + 1)) yield base + at;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
