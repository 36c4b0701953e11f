import { field } from '../../identify/wire.ts';
import { u32, u64 } from '../../source/little-endian.ts';
import { isOwn } from '../tensorflow/operators.ts';
import { maskedCrc32c } from './crc32c.ts';

/** The first record's length, and its checksum: 32 bits that agree. */
export function isTfrecord(head: Uint8Array): boolean {
  return head.length >= 12 && u64(head, 0) < 2 ** 40 && u32(head, 8) === maskedCrc32c(head.subarray(0, 8));
}

/** The first record is the one that every file of events begins with. */
export function startsEvents(head: Uint8Array): boolean {
  return LATIN1.decode(head.subarray(12, 64)).includes('brain.Event:');
}

/** Whether a graph begins with an operator of TensorFlow: other libraries write graphs that are only to be looked at. */
export function isGraph(bytes: Uint8Array): boolean {
  const node = field(bytes, 0);
  const name = node === null ? null : field(bytes, node.start);
  const op = name === null ? null : field(bytes, name.end);
  return op?.tag === 0x12 && isOwn(LATIN1.decode(bytes.subarray(op.start, op.end)));
}

const LATIN1 = new TextDecoder('latin1');
