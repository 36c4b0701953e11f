import { oneChunk } from '../../../source/one-chunk.ts';
import { SEMANTICS } from './limits.ts';
import type { Compression } from './nested.ts';

/** Decompresses bytes a program carries, up to what folding may hold; null for other data, formats and larger results. */
export async function inflate(bytes: Uint8Array, format: Compression): Promise<Uint8Array | null> {
  if (format !== 'deflate' && format !== 'gzip') return null;
  const parts: Uint8Array[] = [];
  let total = 0;
  const input = oneChunk(Uint8Array.from(bytes));
  const reader = input.pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!(value instanceof Uint8Array)) return null;
      total += value.length;
      if (total > SEMANTICS.foldBytes) {
        await reader.cancel();
        return null;
      }
      parts.push(value);
    }
  } catch {
    // Not that format, or cut short: Python raises too.
    return null;
  }
  return joined(parts, total);
}

function joined(parts: readonly Uint8Array[], total: number): Uint8Array {
  const out = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
