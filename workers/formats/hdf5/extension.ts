import { prose } from '../../report/prose.ts';
import { u16, u8 } from '../../source/little-endian.ts';
import type { File } from './file.ts';
import { walkFreeSpace } from './free-space.ts';
import { type Message, MESSAGE, readMessages } from './messages.ts';
import type { Shared } from './shared.ts';
import { stateDriver } from './superblock.ts';

/** What a newer superblock has no room for (II.C). */
export async function readExtension(file: File, shared: Shared, address: number): Promise<void> {
  if (!file.enter(address, 'object header')) return;
  const messages = await readMessages(file, address);
  for (const message of messages) {
    const { type, data, at } = message;
    if (type === MESSAGE.treeK) {
      file.chunkK = u16(data, 1);
      file.groupK = u16(data, 3);
      file.leafK = u16(data, 5);
    }
    if (type === MESSAGE.driver) stateDriver(file, at, data.length, String.fromCharCode(...data.subarray(1, 9)));
    if (type === MESSAGE.sharedTable) await shared.readTable(message);
    if (type === MESSAGE.freeSpace) await readFreeSpace(file, message);
    if (type === MESSAGE.cacheImage) readImage(file, message);
  }
}

/** Where the lists of free room in the file are (IV.A.2.x). */
async function readFreeSpace(file: File, { data }: Message): Promise<void> {
  const { offsetSize: o, lengthSize: l } = file;
  // Version 0 keeps lists with its first strategy; version 1 says so.
  const isOld = u8(data, 0) === 0;
  const from = isOld ? 2 + l : 3 + l + l + 2 + o;
  if (isOld ? u8(data, 1) !== 1 : u8(data, 2) === 0) return;
  for (let at = from; at + o <= data.length; at += o) {
    const list = file.address(data, at);
    if (list !== null) await walkFreeSpace(file, list);
  }
}

/** Structures as they were in the library's memory, which it reads instead of those in their places. */
function readImage(file: File, { data, at }: Message): void {
  const address = file.address(data, 1);
  const length = file.length(data, 1 + file.offsetSize);
  if (address === null || length === 0) return;
  file.unsupported(at, data.length, prose`The file holds an image of its structures, which was not read.`);
  if (file.base + address + length <= file.source.size) file.claim(address, length, 'image of structures');
}
