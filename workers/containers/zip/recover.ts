import { LIMITS } from '../../limits.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { findSignature, growing } from '../../source/signatures.ts';
import { FLAG_DESCRIPTOR, isPlausible, LOCAL_MAGIC, type LocalHeader, readLocal } from './local.ts';

/** A local header and how many bytes its data can take at most: up to the next header. */
export interface Recovered {
  readonly header: LocalHeader;
  readonly room: number;
}

/** The entries of an archive without a directory: local headers, one after another. Their sizes are believed only as far as they lead to the next one. */
export async function recoverEntries(source: ByteSource): Promise<Recovered[]> {
  const headers: LocalHeader[] = [];
  let at = 0;
  while (headers.length < LIMITS.members) {
    const header = await nextHeader(source, at);
    if (header === null) break;
    headers.push(header);
    const start = header.offset + header.length;
    const sized = (header.flags & FLAG_DESCRIPTOR) === 0 || header.compressedSize > 0;
    at = sized && start + header.compressedSize <= source.size ? start + header.compressedSize : start;
  }
  return headers.map((header, i) => {
    const end = headers[i + 1]?.offset ?? source.size;
    return { header, room: Math.max(0, end - header.offset - header.length) };
  });
}

/** The first header at or after `from`: right there, or the next signature that looks like one. */
async function nextHeader(source: ByteSource, from: number): Promise<LocalHeader | null> {
  for await (const start of findSignature(growing(source, from), LOCAL_MAGIC, from)) {
    const header = await readLocal(source, start);
    if (header !== null && isPlausible(header)) return header;
  }
  return null;
}
