import { prose, data, type Prose } from '../../report/prose.ts';
import { rowMajor } from '../row-major.ts';
import { groupName } from '../tensor-name.ts';
import { walkChunks } from './chunks.ts';
import type { Contents } from './contents.ts';
import { type Dataspace, readDataspace } from './dataspace.ts';
import { type Datatype, readDatatype } from './datatype.ts';
import type { File } from './file.ts';
import { type Filter, needOf, readFilters } from './filters.ts';
import type { GlobalHeap } from './global-heap.ts';
import { type Layout, readLayout } from './layout.ts';
import { type Message, MESSAGE, SHARED } from './messages.ts';
import type { Chunk } from './packed.ts';
import { readExternal, readVirtual } from './outside-files.ts';
import type { Shared } from './shared.ts';

/** An array far larger than the file: from this size on, and so many times the file's. */
const HUGE = 256 * 1024 * 1024;
const TIMES = 200;
const SMALL_FILE = 1024 * 1024;

interface Dataset {
  readonly path: string;
  readonly type: Datatype;
  readonly space: Dataspace;
  readonly filters: readonly Filter[];
  readonly message: Message;
}

/** What is stored of an array: bytes in all, and the one stretch they are in, if they are. */
interface Stored {
  readonly bytes: number;
  readonly range: { readonly offset: number; readonly length: number } | null;
}

/** Reads what an array is and where it is; its numbers are passed by. */
export class Datasets {
  readonly #file: File;
  readonly #shared: Shared;
  readonly #heap: GlobalHeap;
  readonly #contents: Contents;
  #more = 0;

  constructor(file: File, shared: Shared, heap: GlobalHeap, contents: Contents) {
    this.#file = file;
    this.#shared = shared;
    this.#heap = heap;
    this.#contents = contents;
  }

  async read(messages: readonly Message[], path: string): Promise<void> {
    const file = this.#file;
    const message = messages.find(({ type }) => type === MESSAGE.layout);
    if (message === undefined) return;
    const spaceMessage = await this.#whole(messages, MESSAGE.dataspace);
    const typeMessage = await this.#whole(messages, MESSAGE.datatype);
    const packing = await this.#whole(messages, MESSAGE.filters);
    const layout = readLayout(file, message.data);
    const space = spaceMessage === null ? null : readDataspace(file, spaceMessage.data);
    const type = typeMessage === null ? null : readDatatype(typeMessage.data);
    const filters = packing === null ? [] : readFilters(packing.data);
    if (layout === null || space === null || type === null || filters === null) {
      const what = prose`What the array ${data(path, 120)} is could not be read.`;
      file.unsupported(message.at, message.data.length, what);
      return;
    }
    const dataset: Dataset = { path, type, space, filters, message };
    this.#stateFilters(dataset);
    const external = messages.find((one) => one.type === MESSAGE.external);
    const outside = external === undefined ? 0 : await readExternal(file, external, path);
    const stored = outside > 0 ? { bytes: 0, range: null } : await this.#stored(dataset, layout);
    this.#state(dataset, stored, layout.kind === 'virtual' || outside > 0, layout.kind === 'chunked');
  }

  close(): void {
    if (this.#more > 0)
      this.#file.scope.problem('limit', 0, this.#file.source.size, prose`${this.#more} more arrays are not listed.`);
  }

  async #whole(messages: readonly Message[], type: number): Promise<Message | null> {
    const found = messages.find((one) => one.type === type);
    if (found === undefined) return null;
    return (found.flags & SHARED) === 0 ? found : this.#shared.resolve(found);
  }

  async #stored(dataset: Dataset, layout: Layout): Promise<Stored> {
    const file = this.#file;
    const { path, space, type, message } = dataset;
    const needs = space.elements * type.size;
    const label = groupName(path);
    switch (layout.kind) {
      case 'compact': {
        const offset = message.at + layout.from;
        if (layout.length !== needs) this.#misfit(dataset, needs, layout.length);
        if (layout.from + layout.length > message.data.length)
          file.malformed(message.at, message.data.length, prose`The array ${data(path, 120)} is cut off.`);
        await this.#look(dataset, offset, layout.length);
        return { bytes: layout.length, range: { offset, length: layout.length } };
      }
      case 'contiguous': {
        const length = layout.length ?? needs;
        if (length !== needs) this.#misfit(dataset, needs, length);
        if (layout.address === null || length === 0) return { bytes: 0, range: null };
        const offset = file.base + layout.address;
        if (!this.#isInside(dataset, offset, length)) return { bytes: length, range: null };
        file.claim(layout.address, length, label, 'weights');
        await this.#look(dataset, offset, length);
        return { bytes: length, range: { offset, length } };
      }
      case 'virtual':
        await readVirtual(file, this.#heap, layout.heap, message.at, path);
        return { bytes: 0, range: null };
      case 'chunked':
        return this.#chunks(dataset, layout, label);
    }
  }

  async #chunks(dataset: Dataset, layout: Layout & { kind: 'chunked' }, label: string): Promise<Stored> {
    const file = this.#file;
    const { space, type, filters } = dataset;
    const size = layout.chunk.reduce((all, one) => all * one, 1);
    if (layout.chunk.at(-1) !== type.size || layout.chunk.length !== space.shape.length + 1)
      this.#misfit(dataset, type.size, layout.chunk.at(-1) ?? 0);
    let bytes = 0;
    let count = 0;
    const isBytes = type.size === 1 && (type.kind === 'bytes' || type.kind === 'text');
    const chunks: Chunk[] = [];
    let isWrong = false;
    await walkChunks(file, layout, space.shape, filters.length > 0, (address, length, left) => {
      const offset = file.base + address;
      if (offset + length > file.source.size) isWrong ||= !this.#isInside(dataset, offset, length);
      else file.claim(address, length, label, 'weights');
      if (filters.length === 0 && length !== size && layout.index.kind !== 'implicit' && !isWrong) {
        isWrong = true;
        this.#misfit(dataset, size, length);
      }
      if (count === 0 || (isBytes && count < MOST_CHUNKS)) chunks.push({ offset, length, left });
      count += 1;
      bytes += length;
    });
    const [first] = chunks;
    if (first === undefined) return { bytes, range: null };
    const isOne = count === 1 && filters.length === 0;
    if (isOne) await this.#look(dataset, first.offset, Math.min(bytes, space.elements * type.size));
    else if (isBytes && space.shape.length === 1)
      await this.#contents.lookPacked(dataset.path, { chunks, filters, chunk: size, size: space.elements });
    return { bytes, range: isOne ? { offset: first.offset, length: bytes } : null };
  }

  #isInside({ path }: Dataset, offset: number, length: number): boolean {
    if (offset + length <= this.#file.source.size) return true;
    const what = prose`Numbers of the array ${data(path, 120)} are said to be at byte ${offset}, beyond the end of the file.`;
    this.#file.malformed(offset, length, what);
    return false;
  }

  #misfit({ path, message }: Dataset, needs: number, has: number): void {
    this.#file.odd.state({
      code: 'size',
      offset: message.at,
      length: message.data.length,
      subject: path,
      what: prose`Where type and shape of the array need ${needs} bytes, it has ${has}.`,
    });
  }

  #stateFilters({ path, filters, message }: Dataset): void {
    for (const filter of filters) {
      const code = needOf(filter);
      if (code === 'nothing') continue;
      this.#file.odd.state({
        code,
        offset: message.at,
        length: message.data.length,
        subject: path,
        what: prose`Its numbers are packed by filter ${filter.id}${filter.name === '' ? '' : prose` (${data(filter.name, 80)})`}.`,
      });
    }
  }

  /** Arrays of bytes and texts may be something of their own. */
  async #look({ path, type, space }: Dataset, offset: number, length: number): Promise<void> {
    const isWhole = type.kind === 'bytes' && type.size === 1;
    if ((type.kind !== 'bytes' && type.kind !== 'text') || length < 3) return;
    if (isWhole || space.elements === 1) {
      await this.#contents.look(path, offset, length);
      return;
    }
    for (let i = 0; type.size > 2 && i < Math.min(space.elements, MOST_LOOKED); i += 1)
      await this.#contents.look(`${path}[${i.toString()}]`, offset + i * type.size, type.size);
  }

  #state({ path, type, space, message }: Dataset, stored: Stored, isElsewhere: boolean, isChunked: boolean): void {
    const file = this.#file;
    const bytes = space.elements * type.size;
    const isHuge = bytes >= HUGE && bytes > TIMES * Math.max(file.source.size, SMALL_FILE);
    const what: Prose = prose`Its shape and type need ${bytes} bytes, and ${stored.bytes} are stored in a file of ${file.source.size}.`;
    const code = isChunked && !isWeight(path, file.source.name) ? 'sparse' : 'shape';
    if (isHuge && !isElsewhere)
      file.odd.state({ code, offset: message.at, length: message.data.length, subject: path, what });
    if (!file.scope.run.budgets.afford('tensors', 1)) {
      this.#more += 1;
      return;
    }
    const { source } = file;
    const { range } = stored;
    file.scope.state(
      rowMajor(source, {
        at: { offset: message.at, length: message.data.length },
        name: path,
        dtype: type.name,
        shape: space.shape,
        bytes,
        content: range,
        stored: stored.bytes,
        misfit: isHuge && !isElsewhere ? what : null,
      }),
    );
  }
}

/** Chunks of an array of bytes that are put together. */
const MOST_CHUNKS = 65_536;
/** Elements of an array of texts that are looked at. */
const MOST_LOOKED = 4096;

/** A weight of Keras, which is read whole (keras/src/saving/saving_lib.py, legacy/saving/legacy_h5_format.py). */
function isWeight(path: string, name: string): boolean {
  return (
    /\.(?:weights\.h5|keras)$/i.test(name) ||
    /(?:^|\/)vars\/\d+$|:0$|^\/?(?:model_weights|optimizer_weights|layers|_layer_checkpoint_dependencies)\//.test(path)
  );
}
