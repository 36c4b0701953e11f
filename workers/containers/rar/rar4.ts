import { LIMITS } from '../../limits.ts';
import type { Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { u16, u32 } from '../../source/little-endian.ts';
import type { ListedMember, Listing } from '../listed.ts';

const MARKER = 7;
const BASE = 7;
const MAIN = 0x73;
const FILE = 0x74;
const SERVICE = 0x7a;
const END = 0x7b;
const STORED = 0x30;

/** RAR 1.5 to 4 (technote.txt of unrar): blocks of 7 bytes and more, each saying how long it is. */
export async function listRar4(source: ByteSource): Promise<Listing> {
  const headers: Range[] = [{ offset: 0, length: MARKER }];
  const members: ListedMember[] = [];
  const listing = { name: 'RAR', headers, members, blocks: [] };
  let at = MARKER;
  while (at < source.size) {
    const head = await source.read(at, BASE + 32);
    const [type, flags, length] = [head[2] ?? 0, u16(head, 3), u16(head, 5)];
    if (head.length < BASE || length < BASE || at + length > source.size || members.length >= LIMITS.members)
      return { ...listing, hidden: false, brokenAt: at };
    headers.push({ offset: at, length });
    if (type === MAIN && (flags & 0x80) !== 0) return { ...listing, hidden: true, brokenAt: null };
    const isFile = type === FILE || type === SERVICE;
    const high = isFile && (flags & 0x100) !== 0 ? u32(head, 32) * 2 ** 32 : 0;
    const added = isFile || (flags & 0x8000) !== 0 ? u32(head, 7) + high : 0;
    if (isFile) {
      const block = await source.read(at, length);
      const nameAt = (flags & 0x100) === 0 ? 32 : 40;
      const bytes = block.subarray(nameAt, nameAt + u16(head, 26));
      const nul = bytes.indexOf(0);
      const isFolder = (flags & 0xe0) === 0xe0;
      // A second name in a packing of its own may follow the first.
      const name = new TextDecoder().decode(nul === -1 ? bytes : bytes.subarray(0, nul));
      const packed = { offset: at + length, length: Math.min(added, source.size - at - length) };
      if (!isFolder) members.push({ name, packed, stored: head[25] === STORED, encrypted: (flags & 4) !== 0 });
    }
    at += length + added;
    if (type === END) return { ...listing, hidden: false, brokenAt: null };
  }
  return { ...listing, hidden: false, brokenAt: source.size - 1 };
}
