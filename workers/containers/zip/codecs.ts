import type { ByteSource } from '../../source/byte-source.ts';
import { u16, u32 } from '../../source/little-endian.ts';
import type { Codec } from '../../wasm/codec.ts';

/** How an entry's data is to be decoded: after `skip` bytes of its own header. */
export interface EntryCodec {
  readonly codec: Codec;
  readonly skip: number;
}

/** Flag bit 1 of an LZMA entry: the data ends with a marker, not with its size. */
const FLAG_MARKER = 2;
const LZMA_HEADER = 9;

/** Null for what is not decoded: a method nobody knows, or an LZMA header that is none. `size` is the stated one. */
export async function entryCodec(
  method: number,
  flags: number,
  size: number,
  packed: ByteSource,
): Promise<EntryCodec | null> {
  switch (method) {
    case 8:
      return { codec: 'deflate', skip: 0 };
    case 9:
      return { codec: 'deflate64', skip: 0 };
    case 12:
      return { codec: 'bzip2', skip: 0 };
    case 14:
      return lzma(await packed.read(0, LZMA_HEADER), (flags & FLAG_MARKER) === 0 ? size : null);
    case 93:
      return { codec: 'zstd', skip: 0 };
    case 95:
      return { codec: 'xz', skip: 0 };
    default:
      return null;
  }
}

/** APPNOTE 5.8.8: version of the SDK, size of the properties, properties. */
function lzma(head: Uint8Array, size: number | null): EntryCodec | null {
  if (head.length < LZMA_HEADER || u16(head, 2) !== 5) return null;
  return { codec: { lzma1: { properties: head[4] ?? 0, dictionary: u32(head, 5), size } }, skip: LZMA_HEADER };
}
