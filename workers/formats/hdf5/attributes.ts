import { prose } from '../../report/prose.ts';
import { u16, u32, u8 } from '../../source/little-endian.ts';
import { walkTree2 } from './btree2.ts';
import { type Dataspace, readDataspace } from './dataspace.ts';
import { type Datatype, readDatatype } from './datatype.ts';
import type { File } from './file.ts';
import { FractalHeap } from './fractal-heap.ts';
import type { GlobalHeap, HeapRange } from './global-heap.ts';
import { type Message, MESSAGE, SHARED } from './messages.ts';
import type { Shared } from './shared.ts';

/** A value an object carries about itself (IV.A.2.m). */
export interface Attribute {
  readonly name: string;
  readonly type: Datatype;
  readonly space: Dataspace;
  /** Its elements, and where they are in the source. */
  readonly data: Uint8Array;
  readonly at: number;
}

const UTF8 = new TextDecoder();
const MOST = 1_000_000;

/** The attributes of an object, in its header and in a heap. */
export async function* attributesOf(
  file: File,
  shared: Shared,
  messages: readonly Message[],
): AsyncGenerator<Attribute> {
  for (const message of messages) {
    if (message.type === MESSAGE.attribute) {
      const whole = (message.flags & SHARED) === 0 ? message : await shared.resolve(message);
      const attribute = whole === null ? null : await readAttribute(file, shared, whole.data, whole.at);
      if (attribute !== null) yield attribute;
    }
    if (message.type === MESSAGE.attributeInfo) yield* dense(file, shared, message);
  }
}

/** Null, and told, when it could not be read. */
async function readAttribute(file: File, shared: Shared, bytes: Uint8Array, at: number): Promise<Attribute | null> {
  const version = u8(bytes, 0);
  const [nameSize, typeSize, spaceSize] = [u16(bytes, 2), u16(bytes, 4), u16(bytes, 6)];
  const flags = version === 1 ? 0 : u8(bytes, 1);
  // Version 1 fills each part up to a multiple of eight; version 3 says how the name is encoded.
  const room = (size: number): number => (version === 1 ? Math.ceil(size / 8) * 8 : size);
  const nameAt = version === 3 ? 9 : 8;
  const typeAt = nameAt + room(nameSize);
  const spaceAt = typeAt + room(typeSize);
  const from = spaceAt + room(spaceSize);
  const space = (flags & 2) === 0 ? readDataspace(file, bytes, spaceAt) : null;
  const type =
    (flags & 1) === 0 ? readDatatype(bytes, typeAt) : await shared.typeOf(bytes.subarray(typeAt, spaceAt), at + typeAt);
  if (version < 1 || version > 3 || from > bytes.length || space === null || type === null) {
    file.wrong(at, bytes.length, 'value about an object');
    return null;
  }
  const name = UTF8.decode(bytes.subarray(nameAt, nameAt + nameSize)).replace(/\0.*$/s, '');
  const length = space.elements * type.size;
  if (from + length > bytes.length) file.wrong(at, bytes.length, 'value about an object');
  return { name, type, space, data: bytes.subarray(from, from + length), at: at + from };
}

/** In a heap that a tree of names leads into (IV.A.2.v). */
async function* dense(file: File, shared: Shared, { data }: Message): AsyncGenerator<Attribute> {
  const flags = u8(data, 1);
  const at = 2 + ((flags & 1) === 0 ? 0 : 2);
  const address = file.address(data, at);
  const names = file.address(data, at + file.offsetSize);
  const order = (flags & 2) === 0 ? null : file.address(data, at + 2 * file.offsetSize);
  if (address === null) return;
  const heap = await FractalHeap.at(file, address);
  const ids: { id: Uint8Array; flags: number; at: number }[] = [];
  if (names !== null)
    await walkTree2(file, names, [8], (record, where) => {
      if (ids.length < MOST) ids.push({ id: record.subarray(0, 8), flags: u8(record, 8), at: where });
      else file.limit(where, record.length, prose`Only the first ${MOST} values about an object were read.`);
    });
  if (order !== null) await walkTree2(file, order, [9], () => undefined);
  for (const { id, flags: own, at: where } of ids) {
    const object =
      (own & SHARED) === 0 ? await heap?.object(id, where) : await shared.inHeap(MESSAGE.attribute, id, where);
    const attribute = object == null ? null : await readAttribute(file, shared, object.bytes, object.at);
    if (attribute !== null) yield attribute;
  }
  await heap?.close();
}

/** Where the texts of an attribute are: in place without the zeros that fill them up, or in a heap. Null for other values. */
export async function textsOf(
  heap: GlobalHeap,
  { type, data, at }: Attribute,
  most: number,
): Promise<HeapRange[] | null> {
  if (type.kind !== 'text' && type.kind !== 'vlen-text') return null;
  const found: HeapRange[] = [];
  for (let from = 0; from + type.size <= data.length && type.size > 0 && found.length < most; from += type.size) {
    if (type.kind === 'text') {
      let end = from + type.size;
      while (end > from && data[end - 1] === 0) end -= 1;
      found.push({ at: at + from, length: end - from });
      continue;
    }
    const place = await heap.object(data, from + 4, at + from);
    found.push(
      place === null ? { at: at + from, length: 0 } : { at: place.at, length: Math.min(place.length, u32(data, from)) },
    );
  }
  return found;
}
