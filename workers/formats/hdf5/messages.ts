import { prose } from '../../report/prose.ts';
import { ascii, startsWith, u16, u32, u8 } from '../../source/little-endian.ts';
import { type File, uint } from './file.ts';

/** One message of an object header (HDF5 File Format Specification 3.0, IV.A). `at` is where its data starts in the source. */
export interface Message {
  readonly type: number;
  readonly flags: number;
  readonly at: number;
  readonly data: Uint8Array;
}

export const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  external: 0x07,
  layout: 0x08,
  groupInfo: 0x0a,
  filters: 0x0b,
  attribute: 0x0c,
  sharedTable: 0x0f,
  continuation: 0x10,
  symbolTable: 0x11,
  treeK: 0x13,
  driver: 0x14,
  attributeInfo: 0x15,
  freeSpace: 0x17,
  cacheImage: 0x18,
} as const;
/** The message is somewhere else: its data say where. */
export const SHARED = 0x02;
const LAST = 0x18;
/** Free room, values of what was never written, a comment: nothing in them is looked up. */
const PASSED: ReadonlySet<number> = new Set([0x00, 0x04, 0x05, 0x0d]);

/** Messages and bytes of one header: more than any library writes. */
const MAX_MESSAGES = 200_000;
const MAX_BLOCK = 16 * 1024 * 1024;

interface Form {
  readonly isNew: boolean;
  /** Bytes before the messages of the first block, and of those. */
  readonly start: number;
  readonly length: number;
  /** Bytes of a message before its data. */
  readonly prefix: number;
}

interface Block {
  readonly address: number;
  readonly length: number;
  /** Bytes before the messages, and after them. */
  readonly head: number;
  readonly tail: number;
}

/** The messages of the object header at an address, of version 1 or 2, with its continuation blocks. */
export async function readMessages(file: File, address: number): Promise<Message[]> {
  const head = await file.readUpTo(address, 64, 'object header');
  if (head === null) return [];
  const form = formOf(head);
  if (form === null || form.length > MAX_BLOCK) {
    file.wrong(file.base + address, 16, 'object header');
    return [];
  }
  const list: Message[] = [];
  const tail = form.isNew ? 4 : 0;
  const open: Block[] = [{ address, length: form.start + form.length + tail, head: form.start, tail }];
  for (let block = open.shift(); block !== undefined; block = open.shift()) {
    const bytes = await file.read(block.address, block.length, 'object header');
    if (bytes === null) continue;
    file.claim(block.address, block.length, 'object header');
    if (form.isNew) file.check(bytes, block.address, 'object header');
    if (block.address !== address && form.isNew && !startsWith(bytes, OCHK))
      file.wrong(file.base + block.address, 4, 'object header');
    for (const message of messagesOf(file, bytes, block, form)) {
      if (list.length === MAX_MESSAGES) {
        file.limit(message.at, 0, prose`Only the first ${MAX_MESSAGES} messages of an object header were read.`);
        return list;
      }
      if (message.type === MESSAGE.continuation) {
        const next = continued(file, message, form.isNew);
        if (next !== null && file.enter(next.address, 'object header')) open.push(next);
      } else list.push(message);
    }
  }
  return list;
}

const OHDR = ascii('OHDR');
const OCHK = ascii('OCHK');

/** Version 2: flags tell how wide the size is and what stands before it. */
function formOf(head: Uint8Array): Form | null {
  if (!startsWith(head, OHDR))
    return u8(head, 0) === 1 ? { isNew: false, start: 16, length: u32(head, 8), prefix: 8 } : null;
  if (u8(head, 4) !== 2) return null;
  const flags = u8(head, 5);
  const width = 1 << (flags & 3);
  const at = 6 + ((flags & 0x20) === 0 ? 0 : 16) + ((flags & 0x10) === 0 ? 0 : 4);
  return { isNew: true, start: at + width, length: uint(head, at, width), prefix: (flags & 4) === 0 ? 4 : 6 };
}

function* messagesOf(file: File, bytes: Uint8Array, block: Block, { isNew, prefix }: Form): Generator<Message> {
  const base = file.base + block.address;
  const end = bytes.length - block.tail;
  let at = block.head;
  while (at + prefix <= end) {
    const type = isNew ? u8(bytes, at) : u16(bytes, at);
    const size = isNew ? u16(bytes, at + 1) : u16(bytes, at + 2);
    const flags = u8(bytes, at + (isNew ? 3 : 4));
    const start = at + prefix;
    const data = bytes.subarray(start, Math.min(end, start + size));
    if (start + size > end) file.wrong(base + at, prefix, 'message of an object header');
    if (type > LAST)
      file.unsupported(base + at, prefix + size, prose`A message of the unknown type ${type} was not read.`);
    if (PASSED.has(type)) file.spare(base + start, data);
    else yield { type, flags, at: base + start, data };
    at = start + size;
  }
  if (at < end) file.spare(base + at, bytes.subarray(at, end));
}

/** Version 2 puts a signature before the messages of such a block, and a checksum after them. */
function continued(file: File, { data, at }: Message, isNew: boolean): Block | null {
  const address = file.address(data, 0);
  const length = file.length(data, file.offsetSize);
  if (address !== null && length <= MAX_BLOCK) return { address, length, head: isNew ? 4 : 0, tail: isNew ? 4 : 0 };
  file.wrong(at, data.length, 'object header');
  return null;
}
