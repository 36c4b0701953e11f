import { prose } from '../../report/prose.ts';
import { u32 } from '../../source/little-endian.ts';
import { walkTree } from './btree1.ts';
import { walkTree2 } from './btree2.ts';
import { walkExtensibleArray } from './extensible-array.ts';
import { type File, uint } from './file.ts';
import { walkFixedArray } from './fixed-array.ts';
import type { Chunked } from './layout.ts';

/** A stored piece of an array; `left` has a bit for each filter that was left out. */
export type OnChunk = (address: number, length: number, left: number) => void;

/** Chunks of one array that are walked by. */
const MOST = 1_000_000;

/** Gives every chunk that was written. `shape` is that of the array, `isPacked` says that filters change lengths. */
export async function walkChunks(
  file: File,
  { address, chunk, index }: Chunked,
  shape: readonly number[],
  isPacked: boolean,
  onChunk: OnChunk,
): Promise<void> {
  if (address === null) return;
  const size = chunk.reduce((all, one) => all * one, 1);
  const rank = chunk.length - 1;
  const { offsetSize: o } = file;
  /** An entry of a table: an address, and where filters change lengths also a length and which were left out. */
  const entry = (bytes: Uint8Array): void => {
    const at = file.address(bytes, 0);
    if (at === null) return;
    const tail = bytes.length - 4;
    if (tail < o) onChunk(at, size, 0);
    else onChunk(at, uint(bytes, o, tail - o), u32(bytes, tail));
  };
  switch (index.kind) {
    case 'tree':
      return walkTree(file, address, 1, 8 + 8 * (rank + 1), file.chunkK, (child, key) => {
        onChunk(child, u32(key, 0), u32(key, 4));
      });
    case 'single':
      onChunk(address, index.packed ?? size, index.left);
      return;
    case 'implicit': {
      const count = shape.reduce((all, one, i) => all * Math.ceil(one / Math.max(1, chunk[i] ?? 1)), 1);
      if (count <= MOST) onChunk(address, count * size, 0);
      else file.limit(file.base + address, 0, prose`An array of ${count} chunks was not walked.`);
      return;
    }
    case 'fixed-array':
      return walkFixedArray(file, address, entry);
    case 'extensible-array':
      return walkExtensibleArray(file, address, entry);
    case 'tree-2':
      await walkTree2(file, address, isPacked ? [11] : [10], (record) => {
        const tail = record.length - 8 * rank;
        entry(record.subarray(0, tail));
      });
  }
}
