import { LIMITS } from '../../limits.ts';
import type { Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import type { ListedMember, Listing } from '../listed.ts';

const MARKER = 8;
const CRC_BYTES = 4;
const FILE = 2;
const SERVICE = 3;
const ENCRYPTION = 4;
const END = 5;
const MAX_HEADER = 2 * 1024 * 1024;

/** RAR 5 (rarlab.com, technote): numbers of seven bits a byte, headers that say how long they and their data are. */
export async function listRar5(source: ByteSource): Promise<Listing> {
  const headers: Range[] = [{ offset: 0, length: MARKER }];
  const members: ListedMember[] = [];
  const listing = { name: 'RAR', headers, members, blocks: [] };
  let at = MARKER;
  while (at < source.size) {
    const [size, sizeBytes] = vint(await source.read(at + CRC_BYTES, 10), 0);
    const length = CRC_BYTES + sizeBytes + size;
    if (
      sizeBytes === 0 ||
      size === 0 ||
      size > MAX_HEADER ||
      at + length > source.size ||
      members.length >= LIMITS.members
    )
      return { ...listing, hidden: false, brokenAt: at };
    const fields = new Fields(await source.read(at + CRC_BYTES + sizeBytes, size));
    headers.push({ offset: at, length });
    const type = fields.next();
    const flags = fields.next();
    const extra = (flags & 1) === 0 ? 0 : fields.next();
    const added = (flags & 2) === 0 ? 0 : fields.next();
    const packed = { offset: at + length, length: Math.min(added, source.size - at - length) };
    if (type === ENCRYPTION) return { ...listing, hidden: true, brokenAt: null };
    if (type === FILE || type === SERVICE) {
      const member = fileOf(fields, extra, packed);
      if (member !== null) members.push(member);
    }
    at += length + added;
    if (type === END) return { ...listing, hidden: false, brokenAt: null };
  }
  return { ...listing, hidden: false, brokenAt: source.size - 1 };
}

/** Null for a folder. */
function fileOf(fields: Fields, extra: number, packed: Range): ListedMember | null {
  const flags = fields.next();
  fields.next(); // unpacked size
  fields.next(); // attributes
  fields.skip(((flags & 2) === 0 ? 0 : 4) + ((flags & 4) === 0 ? 0 : 4));
  const compression = fields.next();
  fields.next(); // host system
  const name = new TextDecoder().decode(fields.take(fields.next()));
  const isStored = ((compression >> 7) & 7) === 0;
  return (flags & 1) === 0 ? { name, packed, stored: isStored, encrypted: hasEncryption(fields.last(extra)) } : null;
}

/** Extra records: size, type, data; type 1 is encryption. */
function hasEncryption(extra: Uint8Array): boolean {
  let at = 0;
  while (at < extra.length) {
    const [size, sizeBytes] = vint(extra, at);
    const [type] = vint(extra, at + sizeBytes);
    if (sizeBytes === 0 || size === 0) return false;
    if (type === 1) return true;
    at += sizeBytes + size;
  }
  return false;
}

/** A number and the bytes it takes; no bytes when it does not end. */
function vint(bytes: Uint8Array, at: number): readonly [value: number, length: number] {
  let value = 0;
  for (let i = 0; i < 10; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) return [0, 0];
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, i + 1];
  }
  return [0, 0];
}

/** Numbers of one header, one after another; zero beyond its end. */
class Fields {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(): number {
    const [value, length] = vint(this.#bytes, this.#at);
    this.#at += length;
    return value;
  }

  skip(length: number): void {
    this.#at += length;
  }

  take(length: number): Uint8Array {
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  last(length: number): Uint8Array {
    return this.#bytes.subarray(Math.max(0, this.#bytes.length - length));
  }
}
