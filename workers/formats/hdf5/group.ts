import { prose } from '../../report/prose.ts';
import { u16, u8 } from '../../source/little-endian.ts';
import { walkTree } from './btree1.ts';
import { walkTree2 } from './btree2.ts';
import type { File } from './file.ts';
import { FractalHeap } from './fractal-heap.ts';
import { type Link, readEntry, readLink } from './link.ts';
import { LocalHeap } from './local-heap.ts';
import { type Message, MESSAGE } from './messages.ts';

/** Where a symbol table keeps the names of a group. */
export interface Table {
  readonly tree: number;
  readonly heap: number;
}

export interface Group {
  readonly links: readonly Link[];
  /** Null for one of the newer kind. */
  readonly table: Table | null;
  /** What entries say of the groups they lead to, beside those groups' own headers. */
  readonly cached: readonly (Table & { readonly of: number; readonly at: number })[];
}

/** Links that are read of one file. */
const MOST = 1_000_000;

/** The links of a group, of either kind; null where the messages are of no group. */
export async function readGroup(file: File, messages: readonly Message[]): Promise<Group | null> {
  const symbols = messages.find(({ type }) => type === MESSAGE.symbolTable);
  if (symbols !== undefined) return readSymbols(file, symbols);
  const info = messages.find(({ type }) => type === MESSAGE.linkInfo);
  const inPlace = messages.filter(({ type }) => type === MESSAGE.link);
  const isGroup = messages.some(({ type }) => type === MESSAGE.groupInfo);
  if (info === undefined && inPlace.length === 0 && !isGroup) return null;
  const links: Link[] = [];
  const add = (bytes: Uint8Array, at: number): void => {
    const link = readLink(file, bytes, at);
    if (link !== null && link.to.kind !== 'broken') links.push(link);
    else file.wrong(at, bytes.length, 'link of a group');
  };
  for (const { data, at } of inPlace) add(data, at);
  if (info !== undefined) await readDense(file, info, add);
  // A tree keeps them by their hashes.
  links.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { links, table: null, cached: [] };
}

/** Names in a tree that leads into a heap (IV.A.2.c). */
async function readDense(file: File, { data }: Message, add: (bytes: Uint8Array, at: number) => void): Promise<void> {
  const flags = u8(data, 1);
  const at = 2 + ((flags & 1) === 0 ? 0 : 8);
  const address = file.address(data, at);
  const names = file.address(data, at + file.offsetSize);
  const order = (flags & 2) === 0 ? null : file.address(data, at + 2 * file.offsetSize);
  if (address === null) return;
  const heap = await FractalHeap.at(file, address);
  const ids: { id: Uint8Array; at: number }[] = [];
  if (names !== null)
    await walkTree2(file, names, [5], (record, where) => {
      if (ids.length < MOST) ids.push({ id: record.subarray(4), at: where + 4 });
      else file.limit(where, record.length, prose`Only the first ${MOST} links of a group were read.`);
    });
  if (order !== null) await walkTree2(file, order, [6], () => undefined);
  for (const { id, at: where } of ids) {
    const object = await heap?.object(id, where);
    if (object != null) add(object.bytes, object.at);
  }
  await heap?.close();
}

/** A tree of symbol nodes, and the heap their names are in (IV.A.2.r). */
async function readSymbols(file: File, { data, at }: Message): Promise<Group> {
  const { offsetSize: o, lengthSize: l } = file;
  const [tree, address] = [file.address(data, 0), file.address(data, o)];
  const heap = address === null ? null : await LocalHeap.at(file, address);
  const links: Link[] = [];
  const cached: Group['cached'][number][] = [];
  if (tree === null || address === null || heap === null) {
    file.wrong(at, data.length, 'heap of names');
    return { links, table: null, cached };
  }
  const leaf = async (node: number): Promise<void> => {
    for (const { name, where, length, entry } of await readNode(file, node)) {
      const said = heap.text(name);
      const to = targetOf(heap, entry);
      if (said === null || to === null || links.length === MOST) {
        file.wrong(where, length, 'link of a group');
        continue;
      }
      links.push({ name: said.text, at: where, length, to });
      if (entry.cache === 1 && to.kind === 'hard')
        cached.push({ of: to.address, tree: entry.scratch[0], heap: entry.scratch[1], at: where });
    }
  };
  await walkTree(file, tree, 0, l, file.groupK, leaf);
  heap.close();
  return { links, table: { tree, heap: address }, cached };
}

function targetOf(heap: LocalHeap, { cache, address, scratch }: ReturnType<typeof readEntry>): Link['to'] | null {
  if (cache !== 2) return address === null ? null : { kind: 'hard', address };
  // The path is in the heap as well.
  const path = heap.text(scratch[0] % 2 ** 32);
  return path === null ? null : { kind: 'soft', path: path.text };
}

interface Symbol {
  readonly name: number;
  readonly where: number;
  readonly length: number;
  readonly entry: ReturnType<typeof readEntry>;
}

/** The entries of a symbol node (III.B). */
async function readNode(file: File, address: number): Promise<Symbol[]> {
  const length = 2 * file.offsetSize + 24;
  const size = 8 + 2 * file.leafK * length;
  const bytes = await file.take(address, size, 'SNOD', 'node of names', false);
  if (bytes === null) return [];
  const offset = file.base + address;
  const count = u16(bytes, 6);
  if (count > 2 * file.leafK) file.wrong(offset, 8, 'node of names');
  const symbols: Symbol[] = [];
  for (let i = 0; i < Math.min(count, 2 * file.leafK); i += 1) {
    const entry = readEntry(file, bytes, 8 + i * length);
    symbols.push({ name: entry.name, where: offset + 8 + i * length, length, entry });
  }
  file.spare(offset + 8 + count * length, bytes.subarray(8 + count * length));
  return symbols;
}
