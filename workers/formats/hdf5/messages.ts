import type { ByteSource } from '../../source/byte-source.ts';
import { ascii, startsWith, u16, u32, u64, u8 } from '../../source/little-endian.ts';

/** One message of an object header (HDF5 File Format Specification 3.0, IV.A). `at` is where its data starts. */
export interface Message {
  readonly type: number;
  readonly at: number;
  readonly data: Uint8Array;
}

export interface Messages {
  readonly list: readonly Message[];
  /** Why not all of them were read; null when they were. */
  readonly stopped: string | null;
}

export const ATTRIBUTE = 0x0c;
export const ATTRIBUTE_INFO = 0x15;
const CONTINUATION = 0x10;

/** Blocks, messages and bytes of one header: more than any library writes. */
const MAX_BLOCKS = 64;
const MAX_MESSAGES = 512;
const MAX_BLOCK = 16 * 1024 * 1024;

interface Block {
  readonly at: number;
  readonly length: number;
}

/** The messages of the object header at `at`, of version 1 or 2, with its continuation blocks. `base` is added to addresses. */
export async function readMessages(source: ByteSource, at: number, base: number): Promise<Messages> {
  const head = await source.read(at, 64);
  const isNew = startsWith(head, OHDR);
  if (!isNew && u8(head, 0) !== 1) return { list: [], stopped: 'there is no object header where the root should be' };
  const form = isNew ? newForm(head) : { prefix: 8, start: 16, length: u32(head, 8), order: 0 };
  const list: Message[] = [];
  const open: Block[] = [{ at: at + form.start, length: form.length }];
  for (let blocks = 0; open.length > 0; blocks += 1) {
    const block = open.shift();
    if (block === undefined) break;
    if (blocks === MAX_BLOCKS || block.length > MAX_BLOCK)
      return { list, stopped: 'the object header has more blocks than are read' };
    const bytes = await source.read(block.at, block.length);
    for (const message of messagesOf(bytes, block.at, isNew, form.order)) {
      if (list.length === MAX_MESSAGES || open.length === MAX_BLOCKS)
        return { list, stopped: 'the object header has more messages than are read' };
      if (message.type !== CONTINUATION) list.push(message);
      else open.push(continued(message.data, base, isNew));
    }
    if (bytes.length < block.length) return { list, stopped: 'the object header leads out of the file' };
  }
  return { list, stopped: null };
}

const OHDR = ascii('OHDR');

/** Version 2: flags tell how wide the size is and what stands before it. */
function newForm(head: Uint8Array): { start: number; length: number; order: number } {
  const flags = u8(head, 5);
  const width = 1 << (flags & 3);
  const at = 6 + ((flags & 0x20) === 0 ? 0 : 16) + ((flags & 0x10) === 0 ? 0 : 4);
  const length = width === 1 ? u8(head, at) : width === 2 ? u16(head, at) : width === 4 ? u32(head, at) : u64(head, at);
  return { start: at + width, length, order: (flags & 4) === 0 ? 0 : 2 };
}

function* messagesOf(bytes: Uint8Array, base: number, isNew: boolean, order: number): Generator<Message> {
  const prefix = isNew ? 4 + order : 8;
  for (let at = 0; at + prefix <= bytes.length;) {
    const type = isNew ? u8(bytes, at) : u16(bytes, at);
    const size = isNew ? u16(bytes, at + 1) : u16(bytes, at + 2);
    const start = at + prefix;
    yield { type, at: base + start, data: bytes.subarray(start, start + size) };
    at = start + size;
  }
}

/** Version 2 puts a signature before the messages of such a block, and a checksum after them. */
function continued(data: Uint8Array, base: number, isNew: boolean): Block {
  const [at, length] = [base + u64(data, 0), u64(data, 8)];
  return isNew ? { at: at + 4, length: Math.max(0, length - 8) } : { at, length };
}
