import { u16, u8 } from '../../source/little-endian.ts';
import type { File } from './file.ts';

/** What an entry of a leaf leads to, with the key before it. */
export type Leaf = (child: number, key: Uint8Array, at: number) => Promise<void> | void;

interface Node {
  readonly address: number;
  readonly level: number | null;
}

/** A B-tree of version 1 (III.A.1): `type` 0 of groups, 1 of chunks. `keySize` bytes stand before each child, and after the last. */
export async function walkTree(
  file: File,
  root: number,
  type: 0 | 1,
  keySize: number,
  half: number,
  leaf: Leaf,
): Promise<void> {
  const { offsetSize: o } = file;
  const size = 8 + 2 * o + 2 * half * (o + keySize) + keySize;
  const open: Node[] = [{ address: root, level: null }];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const bytes = await file.take(node.address, size, 'TREE', 'node of a tree', false);
    if (bytes === null) continue;
    const offset = file.base + node.address;
    const [level, used] = [u8(bytes, 5), u16(bytes, 6)];
    if (u8(bytes, 4) !== type || used > 2 * half || (node.level !== null && level !== node.level)) {
      file.wrong(offset, size, 'node of a tree');
      continue;
    }
    const children: Node[] = [];
    let at = 8 + 2 * o;
    for (let i = 0; i < used; i += 1) {
      const key = bytes.subarray(at, at + keySize);
      const child = file.address(bytes, at + keySize);
      if (child === null) file.wrong(offset + at, o, 'node of a tree');
      else if (level > 0) children.push({ address: child, level: level - 1 });
      else await leaf(child, key, offset + at);
      at += keySize + o;
    }
    file.spare(offset + at + keySize, bytes.subarray(at + keySize));
    // In order, as a stack gives them.
    open.push(...children.reverse());
  }
}
