import type { Range } from '../../report/schema.ts';
import type { Cursor } from '../../source/cursor.ts';
import { NUMBERS, TYPE } from './types.ts';

/** What stands at the head of an element: its type, its content, and where the next one is. */
export interface Tag {
  readonly type: number;
  readonly at: number;
  readonly length: number;
  readonly next: number;
}

const MAX_NAMES = 1 << 20;

/** Elements of a MAT-file of level 5, one after the other; none reaches beyond `end`. Null where no such element stands: then the cursor stays. */
export class Elements {
  readonly #cursor: Cursor;
  /** Characters of a name that are kept. */
  readonly #longest: number;

  constructor(cursor: Cursor, longest: number) {
    this.#cursor = cursor;
    this.#longest = longest;
  }

  async tag(end: number): Promise<Tag | null> {
    const { at, littleEndian } = this.#cursor;
    if (at + 4 > end) return null;
    const view = await this.#cursor.view(Math.min(8, end - at));
    this.#cursor.at = at;
    if (view === null) return null;
    const first = view.getUint32(0, littleEndian);
    // Up to four bytes stand in the tag itself.
    if (first > 0xffff) {
      const length = first >>> 16;
      return length > 4 || at + 8 > end ? null : { type: first & 0xffff, at: at + 4, length, next: at + 8 };
    }
    if (view.byteLength < 8) return null;
    const length = view.getUint32(4, littleEndian);
    if (length > end - at - 8) return null;
    const padded = first === TYPE.compressed ? length : Math.ceil(length / 8) * 8;
    return { type: first, at: at + 8, length, next: Math.min(end, at + 8 + padded) };
  }

  /** Numbers of four bytes, at most so many. */
  async words(end: number, most: number): Promise<number[] | null> {
    const tag = await this.tag(end);
    if (
      tag === null ||
      (tag.type !== TYPE.int32 && tag.type !== TYPE.uint32) ||
      tag.length % 4 !== 0 ||
      tag.length > most * 4
    )
      return null;
    this.#cursor.at = tag.at;
    const view = await this.#cursor.view(tag.length);
    this.#cursor.at = tag.next;
    const { littleEndian } = this.#cursor;
    return view === null ? null : Array.from({ length: tag.length / 4 }, (_, i) => view.getUint32(i * 4, littleEndian));
  }

  async text(end: number, most: number): Promise<{ readonly text: string; readonly range: Range } | null> {
    const tag = await this.tag(end);
    if (tag === null || NUMBERS.get(tag.type)?.[1] !== 1) return null;
    this.#cursor.at = tag.next;
    const bytes = await this.#cursor.source.read(tag.at, Math.min(tag.length, most));
    return { text: UTF8.decode(bytes).replace(/\0.*$/s, ''), range: { offset: tag.at, length: tag.length } };
  }

  /** Names of fields: how long each is, then all of them. */
  async fields(end: number): Promise<string[] | null> {
    const each = (await this.words(end, 1))?.[0] ?? 0;
    const tag = await this.tag(end);
    if (tag === null || NUMBERS.get(tag.type)?.[1] !== 1 || tag.length > MAX_NAMES || (each === 0 && tag.length > 0))
      return null;
    this.#cursor.at = tag.next;
    const bytes = await this.#cursor.source.read(tag.at, tag.length);
    return Array.from({ length: each === 0 ? 0 : Math.floor(bytes.length / each) }, (_, i) =>
      UTF8.decode(bytes.subarray(i * each, (i + 1) * each))
        .replace(/\0.*$/s, '')
        .slice(0, this.#longest),
    );
  }

  /** Letters, whatever numbers they are written as: Octave takes any. */
  decoded(bytes: Uint8Array, type: number): string {
    const [dtype = '', size = 1] = NUMBERS.get(type) ?? [];
    const { littleEndian } = this.#cursor;
    if (size === 1) return UTF8.decode(bytes);
    if (size === 2) return (littleEndian ? UTF16 : UTF16_BIG).decode(bytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isFloat = dtype.startsWith('float');
    const points = Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => {
      const at = i * size;
      if (isFloat) return size === 4 ? view.getFloat32(at, littleEndian) : view.getFloat64(at, littleEndian);
      return view.getUint32(size === 8 && !littleEndian ? at + 4 : at, littleEndian);
    });
    return points
      .map((one) => (one >= 0 && one <= 0x10ffff ? String.fromCodePoint(Math.floor(one)) : '\ufffd'))
      .join('');
  }
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
const UTF16 = new TextDecoder('utf-16le', { ignoreBOM: true });
const UTF16_BIG = new TextDecoder('utf-16be', { ignoreBOM: true });
