import { data, prose } from '../../report/prose.ts';
import { attributesOf } from './attributes.ts';
import { Contents } from './contents.ts';
import { Datasets } from './dataset.ts';
import type { File } from './file.ts';
import { type Group, readGroup } from './group.ts';
import { GlobalHeap } from './global-heap.ts';
import { Values } from './keras.ts';
import { MESSAGE, readMessages } from './messages.ts';
import { Names } from './names.ts';
import { Shared } from './shared.ts';

interface Waiting {
  readonly address: number;
  readonly path: string;
}

/** Characters of a path: groups in groups beyond are read without their full names. */
const MAX_PATH = 1024;

/** Walks every object that a name leads to, each once. */
export class Walk {
  readonly file: File;
  readonly shared: Shared;
  readonly heap: GlobalHeap;
  readonly contents: Contents;
  readonly #datasets: Datasets;
  readonly #values: Values;
  readonly #names: Names;
  /** By address: the path it was reached by first. */
  readonly #seen = new Map<number, string>();
  /** What entries of groups say of the groups they lead to. */
  readonly #cached = new Map<number, Group['cached'][number]>();

  constructor(file: File) {
    this.file = file;
    this.shared = new Shared(file);
    this.heap = new GlobalHeap(file);
    this.contents = new Contents(file);
    this.#datasets = new Datasets(file, this.shared, this.heap, this.contents);
    this.#values = new Values(file, this.heap, this.contents);
    this.#names = new Names(file);
  }

  async run(root: number): Promise<void> {
    const open: Waiting[] = [{ address: root, path: '' }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (this.#isSeen(next)) continue;
      const children = await this.#object(next);
      for (let child = children.pop(); child !== undefined; child = children.pop()) open.push(child);
    }
    this.#datasets.close();
    this.#names.close(this.#values.named);
  }

  #isSeen({ address, path }: Waiting): boolean {
    const before = this.#seen.get(address);
    if (before === undefined) {
      this.#seen.set(address, path);
      return false;
    }
    if (before === '' || path.startsWith(`${before}/`)) {
      const said = before === '' ? prose`the root` : prose`${data(before, 120)}`;
      this.file.odd.state({
        code: 'cycle',
        offset: this.file.base + address,
        length: 16,
        subject: path,
        what: prose`${data(path, 120)} is ${said}, which it is in.`,
      });
    }
    return true;
  }

  async #object({ address, path }: Waiting): Promise<Waiting[]> {
    const { file } = this;
    const isKnown = this.shared.has(address);
    if (!isKnown && !file.enter(address, 'object header')) return [];
    const messages = isKnown ? await this.shared.header(address) : await readMessages(file, address);
    const isArray = messages.some(({ type }) => type === MESSAGE.layout);
    if (!isArray && messages.some(({ type }) => type === MESSAGE.datatype)) this.shared.keep(address, messages);
    for await (const attribute of attributesOf(file, this.shared, messages)) await this.#values.read(attribute, path);
    if (isArray) {
      await this.#datasets.read(messages, path);
      return [];
    }
    const group = await readGroup(file, messages);
    if (group === null) return [];
    this.#names.add(address, path, group.links);
    this.#compare(address, group);
    return group.links.flatMap(({ name, to }) => {
      const full = path === '' ? name : `${path}/${name}`;
      return to.kind === 'hard'
        ? [{ address: to.address, path: path.length < MAX_PATH ? full.slice(0, MAX_PATH) : path }]
        : [];
    });
  }

  /** An entry may say where the names of its group are; so does the group itself. */
  expect(cached: Group['cached'][number]): void {
    this.#cached.set(cached.of, cached);
  }

  #compare(address: number, { table, cached }: Group): void {
    for (const one of cached) this.expect(one);
    const said = this.#cached.get(address);
    if (said === undefined || table === null || (said.tree === table.tree && said.heap === table.heap)) return;
    this.file.odd.state({
      code: 'roots',
      offset: said.at,
      length: 2 * this.file.offsetSize,
      what: prose`The entry says its names are at byte ${this.file.base + said.tree}, the group itself says at byte ${this.file.base + table.tree}.`,
      readings: [
        { reader: 'the entry', sees: prose`tree at ${said.tree}, heap at ${said.heap}` },
        { reader: 'the group', sees: prose`tree at ${table.tree}, heap at ${table.heap}` },
      ],
    });
  }
}
