import { code, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { u16, u32 } from '../../source/little-endian.ts';
import type { Framing } from './framing.ts';

const FIXED = 10;
const TRAILER = 8;
const FHCRC = 2;
const FEXTRA = 4;
const FNAME = 8;
const FCOMMENT = 16;
/** Names and comments end with a NUL; one that takes longer is no header. */
const LONGEST = 64 * 1024;
/** One subfield of a number, as BGZF has it, is explained as structure; a program needs more, and 19 bytes are enough for one. */
const SMALL_EXTRA = 8;

/** RFC 1952: members one after another, each with a header, DEFLATE data, CRC-32 and length. */
export const GZIP: Framing = {
  name: 'gzip',
  padded: true,
  async open(source, at) {
    const head = await source.read(at, FIXED);
    if (head.length < FIXED || head[0] !== 0x1f || head[1] !== 0x8b || head[2] !== 8) return null;
    const flags = head[3] ?? 0;
    const comments: Range[] = [];
    let data = at + FIXED;
    if ((flags & FEXTRA) !== 0) {
      const length = u16(await source.read(data, 2), 0);
      if (length > SMALL_EXTRA) comments.push({ offset: data + 2, length });
      data += 2 + length;
    }
    for (const flag of [FNAME, FCOMMENT]) {
      if ((flags & flag) === 0) continue;
      const end = (await source.read(data, LONGEST)).indexOf(0);
      if (end === -1) return null;
      if (end > 0) comments.push({ offset: data, length: end });
      data += end + 1;
    }
    if ((flags & FHCRC) !== 0) data += 2;
    if (data > source.size) return null;
    return { kind: 'data', data, codec: 'deflate', comments };
  },
  async close(source, at, end) {
    const bytes = await source.read(at, TRAILER);
    if (bytes.length < TRAILER) {
      return { end: source.size, fault: { code: 'truncated', what: prose`The file ends inside the checksum.` } };
    }
    const stated = { crc: u32(bytes, 0), size: u32(bytes, 4) };
    if (end.crc32 !== null && stated.crc !== end.crc32) {
      const what = prose`The content has the CRC-32 ${hex(end.crc32)}, ${hex(stated.crc)} is stated.`;
      return { end: at + TRAILER, fault: { code: 'checksum', what } };
    }
    if (stated.size !== end.produced % 2 ** 32) {
      const what = prose`${end.produced} bytes came out, ${stated.size} are stated.`;
      return { end: at + TRAILER, fault: { code: 'size', what } };
    }
    return { end: at + TRAILER, fault: null };
  },
};

function hex(value: number): ReturnType<typeof code> {
  return code(`0x${value.toString(16).padStart(8, '0')}`);
}
