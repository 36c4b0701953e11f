import { prose } from '../../report/prose.ts';
import { u16, u32, u8 } from '../../source/little-endian.ts';
import { type File, uint, widthOf } from './file.ts';

export type Visit = (record: Uint8Array, at: number) => void;

interface Node {
  readonly address: number;
  readonly depth: number;
  readonly records: number;
}

/** Signature, version and type before the records; a checksum after them. */
const PREFIX = 6;
const SUM = 4;

interface Level {
  /** Most records of a node, and of all below it. */
  readonly most: number;
  readonly all: number;
}

/** A B-tree of version 2 (III.A.2). Gives every record of every node; `type` says of what. */
export async function walkTree2(file: File, address: number, types: readonly number[], visit: Visit): Promise<number> {
  const { offsetSize: o } = file;
  const head = await treeHead(file, address, types);
  if (head === null) return 0;
  const [nodeSize, recordSize, depth] = [u32(head, 6), u16(head, 10), u16(head, 12)];
  const levels = levelsOf(o, nodeSize, recordSize, depth);
  const root = file.address(head, 16);
  const total = file.length(head, 18 + o);
  let seen = 0;
  const open: Node[] = root === null ? [] : [{ address: root, depth, records: u16(head, 16 + o) }];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const isLeaf = node.depth === 0;
    const bytes = await file.take(node.address, nodeSize, isLeaf ? 'BTLF' : 'BTIN', 'node of a tree', false);
    if (bytes === null) continue;
    const offset = file.base + node.address;
    const count = [widthOf(levels[0]?.most ?? 1), node.depth > 1 ? widthOf(levels[node.depth - 1]?.all ?? 1) : 0];
    const pointer = isLeaf ? 0 : o + (count[0] ?? 0) + (count[1] ?? 0);
    const end = PREFIX + node.records * recordSize + (isLeaf ? 0 : (node.records + 1) * pointer);
    if (end + SUM > nodeSize) {
      file.wrong(offset, nodeSize, 'node of a tree');
      continue;
    }
    file.check(bytes.subarray(0, end + SUM), node.address, 'node of a tree');
    file.spare(offset + end + SUM, bytes.subarray(end + SUM));
    for (let i = 0; i < node.records; i += 1) {
      const at = PREFIX + i * recordSize;
      visit(bytes.subarray(at, at + recordSize), offset + at);
    }
    seen += node.records;
    for (let at = end - pointer; !isLeaf && at >= PREFIX + node.records * recordSize; at -= pointer) {
      const child = file.address(bytes, at);
      if (child === null) file.wrong(offset + at, o, 'node of a tree');
      else open.push({ address: child, depth: node.depth - 1, records: uint(bytes, at + o, count[0] ?? 0) });
    }
  }
  if (seen !== total && !file.isBroken)
    file.malformed(file.base + address, head.length, prose`A tree says it has ${total} records, and has ${seen}.`);
  return seen;
}

async function treeHead(file: File, address: number, types: readonly number[]): Promise<Uint8Array | null> {
  const length = 22 + file.offsetSize + file.lengthSize;
  const head = await file.take(address, length, 'BTHD', 'tree');
  if (head === null) return null;
  const [type, nodeSize, recordSize] = [u8(head, 5), u32(head, 6), u16(head, 10)];
  const isFit = types.includes(type) && recordSize > 0 && nodeSize >= PREFIX + SUM + recordSize && nodeSize < 2 ** 24;
  if (isFit && u16(head, 12) < 32) return head;
  file.wrong(file.base + address, length, 'tree');
  return null;
}

/** H5B2__hdr_init: how many records fit decides how wide the counts beside each pointer are. */
function levelsOf(o: number, nodeSize: number, recordSize: number, depth: number): Level[] {
  const room = nodeSize - PREFIX - SUM;
  const first = Math.floor(room / recordSize);
  const levels: Level[] = [{ most: first, all: first }];
  for (let i = 1; i <= depth; i += 1) {
    const below = levels[i - 1] ?? { most: 0, all: 0 };
    const pointer = o + widthOf(first) + (i > 1 ? widthOf(below.all) : 0);
    const most = Math.floor((room - pointer) / (recordSize + pointer));
    levels.push({ most, all: (most + 1) * below.all + most });
  }
  return levels;
}
