import { u16, u8 } from '../../source/little-endian.ts';
import { walkTree2 } from './btree2.ts';
import { type Datatype, readDatatype } from './datatype.ts';
import type { File } from './file.ts';
import { FractalHeap, type HeapObject } from './fractal-heap.ts';
import { type Message, readMessages } from './messages.ts';

/** Indexes of shared messages that are read. */
const MOST = 8;
/** Where a shared message is: in a heap of the file, or in another object's header. */
const IN_HEAP = 1;

/** Messages that several objects have in common (IV.A.1, "Shared Message"): types of a name of their own, and tables of messages. */
export class Shared {
  readonly #file: File;
  readonly #headers = new Map<number, readonly Message[]>();
  readonly #types = new Map<number, Datatype | null>();
  /** Kinds of messages as bits, and the heap those are in. */
  readonly #heaps: { readonly kinds: number; readonly heap: FractalHeap | null }[] = [];

  constructor(file: File) {
    this.#file = file;
  }

  /** Messages of a header that objects share: read once. */
  async header(address: number): Promise<readonly Message[]> {
    const known = this.#headers.get(address);
    if (known !== undefined) return known;
    const list = this.#file.enter(address, 'object header') ? await readMessages(this.#file, address) : [];
    this.#headers.set(address, list);
    return list;
  }

  /** Whether it was read because an object refers to it. */
  has(address: number): boolean {
    return this.#headers.has(address);
  }

  keep(address: number, list: readonly Message[]): void {
    this.#headers.set(address, list);
  }

  /** The message that this one stands for. Null, and told, when it is not there. */
  async resolve(message: Message): Promise<Message | null> {
    const { data, type, at } = message;
    const version = u8(data, 0);
    if (version === 3 && u8(data, 1) === IN_HEAP) {
      const object = await this.inHeap(type, data.subarray(2, 10), at);
      return object === null ? null : { type, flags: 0, at: object.at, data: object.bytes };
    }
    const address = this.#file.address(data, version === 1 ? 8 : 2);
    const list = address === null || version < 1 || version > 3 ? [] : await this.header(address);
    const found = list.find((other) => other.type === type);
    if (found === undefined) this.#file.wrong(at, data.length, 'shared message');
    return found ?? null;
  }

  /** The type that these bytes refer to. */
  async typeOf(data: Uint8Array, at: number): Promise<Datatype | null> {
    const address = this.#file.address(data, u8(data, 0) === 1 ? 8 : 2) ?? -1;
    const isHeap = u8(data, 0) === 3 && u8(data, 1) === IN_HEAP;
    const known = isHeap ? undefined : this.#types.get(address);
    if (known !== undefined) return known;
    const message = await this.resolve({ type: 0x03, flags: 0, at, data });
    const type = message === null ? null : readDatatype(message.data);
    if (!isHeap) this.#types.set(address, type);
    return type;
  }

  async inHeap(kind: number, id: Uint8Array, at: number): Promise<HeapObject | null> {
    const found = this.#heaps.find(({ kinds }) => (kinds & (1 << kind)) !== 0)?.heap ?? null;
    if (found !== null) return found.object(id, at);
    this.#file.wrong(at, id.length, 'shared message');
    return null;
  }

  /** The table of shared messages (III.I), which the superblock's extension names. */
  async readTable({ data, at }: Message): Promise<void> {
    const file = this.#file;
    const { offsetSize: o } = file;
    const address = file.address(data, 1);
    const count = u8(data, 1 + o);
    if (address === null || count > MOST) {
      file.wrong(at, data.length, 'table of shared messages');
      return;
    }
    const one = 14 + 2 * o;
    const bytes = await file.take(address, 8 + count * one, 'SMTB', 'table of messages');
    if (bytes === null) return;
    for (let i = 0; i < count; i += 1) await this.#readIndex(bytes.subarray(4 + i * one, 4 + (i + 1) * one));
  }

  async #readIndex(bytes: Uint8Array): Promise<void> {
    const file = this.#file;
    const { offsetSize: o } = file;
    const [isTree, kinds, list] = [u8(bytes, 1) === 1, u16(bytes, 2), u16(bytes, 8)];
    const index = file.address(bytes, 14);
    const address = file.address(bytes, 14 + o);
    if (index !== null && isTree) await walkTree2(file, index, [7], () => undefined);
    if (index !== null && !isTree) {
      const record = 5 + Math.max(12, 4 + o);
      const used = 4 + u16(bytes, 12) * record + 4;
      const found = await file.take(index, 8 + list * record, 'SMLI', 'list of messages', false);
      if (found !== null && used <= found.length) file.check(found.subarray(0, used), index, 'list of messages');
    }
    this.#heaps.push({ kinds, heap: address === null ? null : await FractalHeap.at(file, address) });
  }
}
