import { LIMITS } from '../../limits.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { decodeLatin1 } from '../pickle/text.ts';
import { u16, u32 } from '../../source/little-endian.ts';
import { parseHeader } from './header.ts';

/**
 * Where numpy.load(allow_pickle=True) finds a pickle in these bytes: behind a header that announces objects, at 0 where there is no
 * header. Null when there is none to find. A header that is not understood counts as one that announces objects.
 */
export async function objectStart(source: ByteSource): Promise<number | null> {
  const head = await source.read(0, 12);
  if (head[0] !== 0x93 || head[1] !== 0x4e) return 0;
  if (head.length < 12) return null;
  const isWide = (head[6] ?? 1) >= 2;
  const [at, length] = isWide ? [12, u32(head, 8)] : [10, u16(head, 8)];
  if (length > LIMITS.arrayHeader) return at + length;
  const { header } = parseHeader(decodeLatin1(await source.read(at, length)), false);
  return header?.type == null || header.type.hasObject ? at + length : null;
}
