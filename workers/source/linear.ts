import { LIMITS } from '../limits.ts';
import type { ByteSource } from './byte-source.ts';

/**
 * All bytes of a range in order, chunk by chunk; the next chunk is read while the caller works on this one. A chunk is valid until
 * the next is asked for: whoever keeps one copies it.
 */
export async function* linear(
  source: ByteSource,
  offset = 0,
  length = source.size - offset,
): AsyncGenerator<Uint8Array> {
  const end = Math.min(offset + length, source.size);
  // A small file was read whole when it was identified: it is in the cache.
  const small = end - offset <= LIMITS.cacheBlock;
  const stream = small ? null : (source.stream?.(offset, end - offset) ?? null);
  if (stream !== null) {
    yield* stream;
    return;
  }
  const how = small ? undefined : 'direct';
  const ask = (at: number): Promise<Uint8Array> => {
    const chunk = source.read(at, Math.min(LIMITS.chunk, end - at), how);
    // The caller may stop before it asks for this chunk: then nobody awaits a failure.
    chunk.catch(() => undefined);
    return chunk;
  };
  let next = ask(offset);
  let at = offset;
  while (at < end) {
    const chunk = await next;
    if (chunk.length === 0) return;
    at += chunk.length;
    if (at < end) next = ask(at);
    yield chunk;
  }
}
