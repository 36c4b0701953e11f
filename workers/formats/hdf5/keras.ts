import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { type Attribute, textsOf } from './attributes.ts';
import type { Contents } from './contents.ts';
import type { File } from './file.ts';
import type { GlobalHeap, HeapRange } from './global-heap.ts';

/** Attributes in which Keras keeps what makes the model (keras/src/legacy/saving/legacy_h5_format.py). */
const CONFIGURATIONS: ReadonlySet<string> = new Set(['model_config', 'training_config']);
/** Lists of names; long ones go on in `layer_names0` and so on. */
const NAMES = /^(?:layer_names|weight_names)\d*$/;
/** Longest value told as one, and texts that are read in all. */
const SHORT = 256;
const MOST = 1_000_000;
const UTF8 = new TextDecoder();

/** Names that an object says others have. */
export interface Named {
  readonly of: string;
  readonly list: string;
  readonly names: readonly { readonly text: string; readonly at: number; readonly length: number }[];
}

/** What objects say about themselves: configurations of Keras are opened, pickles as well, and short texts told. */
export class Values {
  readonly named: Named[] = [];
  #left = MOST;
  #told = 0;
  readonly #file: File;
  readonly #heap: GlobalHeap;
  readonly #contents: Contents;

  constructor(file: File, heap: GlobalHeap, contents: Contents) {
    this.#file = file;
    this.#heap = heap;
    this.#contents = contents;
  }

  async read(attribute: Attribute, path: string): Promise<void> {
    const { name, space, type, data: bytes, at } = attribute;
    if (NAMES.test(name)) {
      await this.#names(attribute, path);
      return;
    }
    const label = path === '' ? name : `${path}@${name}`;
    if (type.kind === 'bytes') {
      await this.#contents.look(label, at, bytes.length);
      return;
    }
    const texts = await this.#texts(attribute);
    const [first] = texts ?? [];
    if (first === undefined) return;
    if (space.elements !== 1) {
      for (const [i, one] of (texts ?? []).entries())
        await this.#contents.look(`${label}[${i.toString()}]`, one.at, one.length);
      return;
    }
    if (await this.#isConfiguration(name, path, first)) await this.#contents.open(label, first.at, first.length);
    else if (!(await this.#contents.look(label, first.at, first.length)) && !path.includes('/'))
      await this.#tell(label, first);
  }

  /** By its name; elsewhere by what Keras writes into each. */
  async #isConfiguration(name: string, path: string, { at, length }: HeapRange): Promise<boolean> {
    if (length < 2) return false;
    if (CONFIGURATIONS.has(name)) return true;
    const [first] = await this.#file.peek(at, 1);
    if (first !== BRACE) return false;
    if (path === '') return true;
    return UTF8.decode(await this.#file.peek(at, Math.min(length, LOOKED))).includes('"class_name"');
  }

  /** Texts are counted over all objects: many may have the same long list. */
  async #texts(attribute: Attribute): Promise<HeapRange[] | null> {
    const texts = await textsOf(this.#heap, attribute, this.#left);
    this.#left -= texts?.length ?? 0;
    if (this.#left === 0 && !this.#file.isBroken)
      this.#file.limit(
        attribute.at,
        attribute.data.length,
        prose`Only the first ${MOST} texts about objects were read.`,
      );
    return texts;
  }

  async #names(attribute: Attribute, path: string): Promise<void> {
    const names: Named['names'][number][] = [];
    for (const { at, length } of (await this.#texts(attribute)) ?? [])
      names.push({ text: UTF8.decode(await this.#file.peek(at, Math.min(length, 4096))), at, length });
    this.named.push({ of: path, list: attribute.name, names });
  }

  async #tell(key: string, { at, length }: HeapRange): Promise<void> {
    if (++this.#told > LIMITS.metadata) return;
    const { scope, source } = this.#file;
    const value = UTF8.decode(await this.#file.peek(at, Math.min(length, SHORT)));
    scope.state({
      kind: 'metadata',
      at: placeIn(source, at, length),
      key,
      type: 'text',
      value: prose`${data(value, SHORT)}`,
    });
  }
}

const BRACE = 0x7b;
const LOOKED = 65_536;
