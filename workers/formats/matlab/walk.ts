import type { Scope } from '../../analyse/scope.ts';
import { LIMITS } from '../../limits.ts';
import type { Range } from '../../report/schema.ts';
import { Cursor } from '../../source/cursor.ts';
import { Elements, type Tag } from './elements.ts';
import { NumberList } from './numbers.ts';
import { CLASS, NUMBERS, TYPE } from './types.ts';

/** A function's description: fields of a struct with these names, of which readers take one. */
export interface Described {
  readonly key: string;
  readonly text: string;
  readonly isWhole: boolean;
  readonly range: Range;
}

/** What a walk tells about. */
export interface Listener {
  /** At the top of the file. */
  variable(name: string, kind: number, shape: readonly number[], range: Range): void;
  object(name: string, system: string, range: Range): void;
  handle(parts: readonly Described[]): void;
  /** Numbers or letters of a byte each. */
  bytes(range: Range): void;
  packed(range: Range): Promise<void>;
}

/** Elements inside something, still to be read: as many as `left` says. */
interface Open {
  left: number;
  readonly end: number;
  readonly path: string;
  /** Names of fields, which come by turns; of other things null. */
  readonly names: readonly string[] | null;
  readonly isTop: boolean;
  count: number;
  readonly handle: Described[] | null;
  /** Of whom `handle` is. */
  readonly isHandle: boolean;
}

const MOST = 2_000_000;
const MOST_OPEN = 100_000;
/** Names of fields held at once, by all structs that are open. */
const MOST_NAMES = 1 << 20;
const LONGEST = 200;
const MAX_TEXT = 65_536;
const COMPLEX = 0x0800;
const INNER = 8;

/** Why a walk stopped. */
export interface Stop {
  readonly kind: 'malformed' | 'limit';
  readonly at: number;
  readonly what: string;
}

/** Elements of a MAT-file of level 5, from tag to tag: numbers are passed over, nesting costs no stack. */
export class Walk {
  readonly numbers: NumberList;
  /** Bytes that no element explains. */
  readonly gaps: Range[] = [];
  readonly #cursor: Cursor;
  readonly #elements: Elements;
  readonly #listener: Listener;
  readonly #canPack: boolean;
  readonly #open: Open[];
  #names = 0;

  constructor(scope: Scope, from: number, littleEndian: boolean, canPack: boolean, listener: Listener) {
    this.numbers = new NumberList(scope);
    this.#cursor = new Cursor(scope.source, from, littleEndian);
    this.#canPack = canPack;
    this.#elements = new Elements(this.#cursor, LONGEST);
    this.#listener = listener;
    this.#open = [allUpTo(scope.source.size)];
  }

  get at(): number {
    return this.#cursor.at;
  }

  async run(): Promise<Stop | null> {
    for (let top = this.#open.at(-1), count = 0; top !== undefined; top = this.#open.at(-1), count += 1) {
      const at = this.#cursor.at;
      if (count === MOST || this.#open.length > MOST_OPEN || this.#names > MOST_NAMES)
        return { kind: 'limit', at, what: 'Only the first elements of the file were walked.' };
      if (top.left === 0 || (top.left === Infinity && at >= top.end)) {
        this.#close(top);
        continue;
      }
      top.left -= 1;
      const wrong = await this.#element(top);
      if (wrong !== null) {
        this.#cursor.at = at;
        for (const { isHandle, handle } of this.#open) if (isHandle && handle !== null) this.#listener.handle(handle);
        return { kind: 'malformed', at, what: `The file breaks off: ${wrong}.` };
      }
      top.count += 1;
    }
    return null;
  }

  #close(top: Open): void {
    if (top.isHandle && top.handle !== null) this.#listener.handle(top.handle);
    this.#skipTo(top.end);
    this.#names -= top.names?.length ?? 0;
    this.#open.pop();
  }

  /** What lies before `end` belongs to nothing that was read. */
  #skipTo(end: number): void {
    const { at } = this.#cursor;
    if (at < end) this.gaps.push({ offset: at, length: end - at });
    this.#cursor.at = end;
  }

  async #element(top: Open): Promise<string | null> {
    const start = this.#cursor.at;
    const tag = await this.#elements.tag(top.end);
    if (tag === null) return 'no element stands here';
    if (tag.type === TYPE.matrix) return this.#matrix(top, tag, start);
    if (!top.isTop || (tag.type === TYPE.compressed && !this.#canPack)) return 'an element stands here that cannot';
    if (tag.type === TYPE.compressed) await this.#listener.packed({ offset: tag.at, length: tag.length });
    else this.gaps.push({ offset: start, length: tag.next - start });
    this.#cursor.at = tag.next;
    return null;
  }

  async #matrix(top: Open, { at, length, next }: Tag, start: number): Promise<string | null> {
    this.#cursor.at = at;
    const end = at + length;
    if (length === 0) return null;
    const flags = await this.#elements.words(end, 2);
    const kind = (flags?.[0] ?? 0) & 0xff;
    if (flags === null || kind === 0 || kind > CLASS.opaque) return 'no array is of this class';
    if (kind === CLASS.opaque) return this.#opaque(top, end, next);
    const shape = await this.#elements.words(end, LIMITS.dimensions);
    const own = shape === null ? null : await this.#elements.text(end, LONGEST);
    if (shape === null || own === null) return 'an array has no dimensions or no name';
    const elements = shape.reduce((all, one) => all * one, 1);
    const path = top.isTop ? own.text : nameOf(top);
    if (top.isTop) this.#listener.variable(own.text, kind, shape, { offset: start, length: next - start });
    const inside = (left: number, names: readonly string[] | null): string | null => {
      if (left * 8 > end - this.#cursor.at) return 'an array has fewer elements than it says';
      this.#push(top, { left, end: next, path, names, isHandle: false });
      return null;
    };
    switch (kind) {
      case CLASS.cell:
        return inside(elements, null);
      case CLASS.object:
      case CLASS.struct: {
        const owner = kind === CLASS.struct ? null : await this.#elements.text(end, LONGEST);
        if (kind === CLASS.object && owner === null) return 'an object has no class';
        if (owner !== null) this.#listener.object(owner.text, '', owner.range);
        const names = await this.#elements.fields(end);
        return names === null ? 'a struct has no fields' : inside(elements * names.length, names);
      }
      case CLASS.function:
        this.#push(top, { left: 1, end: next, path, names: null, isHandle: true });
        return null;
      case CLASS.char:
        return this.#letters(top, end, next);
      default:
        return this.#numbers({
          end,
          next,
          path,
          shape,
          isComplex: ((flags[0] ?? 0) & COMPLEX) !== 0,
          isSparse: kind === CLASS.sparse,
          isInner: top.isTop && path === '',
        });
    }
  }

  /** An object of a newer class: name, system and class, then what that system keeps of it. */
  async #opaque(top: Open, end: number, next: number): Promise<string | null> {
    const own = await this.#elements.text(end, LONGEST);
    const system = await this.#elements.text(end, LONGEST);
    const owner = system === null ? null : await this.#elements.text(end, LONGEST);
    if (own === null || system === null || owner === null) return 'an object has no class';
    this.#listener.object(owner.text, system.text, owner.range);
    this.#push(top, { left: 1, end: next, path: top.isTop ? own.text : nameOf(top), names: null, isHandle: false });
    return null;
  }

  #push(
    top: Open,
    { left, end, path, names, isHandle }: Pick<Open, 'left' | 'end' | 'path' | 'names' | 'isHandle'>,
  ): void {
    this.#names += names?.length ?? 0;
    this.#open.push({ left, end, path, names, isTop: false, count: 0, handle: isHandle ? [] : top.handle, isHandle });
  }

  async #numbers(array: {
    end: number;
    next: number;
    path: string;
    shape: readonly number[];
    isComplex: boolean;
    isSparse: boolean;
    isInner: boolean;
  }): Promise<string | null> {
    const { end, next, path, shape, isComplex, isSparse, isInner } = array;
    // Of a sparse one the rows of its numbers and where its columns begin stand before them.
    const parts = [...(isSparse ? ['.rows', '.columns'] : []), '', ...(isComplex ? ['.imaginary'] : [])];
    for (const part of parts) {
      // Nothing of an array without elements need be there.
      if (this.#cursor.at + 4 > end && shape.includes(0)) break;
      const tag = await this.#elements.tag(end);
      const [dtype, size] = NUMBERS.get(tag?.type ?? 0) ?? ['', 0];
      if (tag === null || size === 0) return 'an array has no numbers';
      const range = { offset: tag.at, length: tag.length };
      this.#cursor.at = tag.next;
      if (isInner && part === '' && (await this.#inner(range, next))) return null;
      const count = isSparse ? [tag.length / size] : shape;
      this.numbers.add({
        name: path + part,
        dtype: this.#cursor.littleEndian || size === 1 ? dtype : `>${dtype}`,
        size,
        shape: count,
        ...range,
      });
      if (size === 1) this.#listener.bytes(range);
    }
    this.#skipTo(next);
    return null;
  }

  /** Bytes of a nameless array at the top that are a file of their own: walked in place. */
  async #inner({ offset, length }: Range, next: number): Promise<boolean> {
    const head = await this.#cursor.source.read(offset, 4);
    const [a, b, c, d] = this.#cursor.littleEndian ? [0, 1, 0x49, 0x4d] : [1, 0, 0x4d, 0x49];
    if (length < INNER || head[0] !== a || head[1] !== b || head[2] !== c || head[3] !== d) return false;
    this.#open.push({
      left: 0,
      end: next,
      path: '',
      names: null,
      isTop: false,
      count: 0,
      handle: null,
      isHandle: false,
    });
    this.#open.push(allUpTo(offset + length));
    this.#cursor.at = offset + INNER;
    return true;
  }

  async #letters(top: Open, end: number, next: number): Promise<string | null> {
    // An empty one may have none.
    if (this.#cursor.at + 4 > end) {
      this.#skipTo(next);
      return null;
    }
    const tag = await this.#elements.tag(end);
    if (tag === null || !NUMBERS.has(tag.type)) return 'a text has no letters';
    const range = { offset: tag.at, length: tag.length };
    const key = top.names?.[top.count % top.names.length] ?? '';
    if (top.handle !== null && top.handle.length < LONGEST && DESCRIBES.has(key)) {
      const text = this.#elements.decoded(
        await this.#cursor.source.read(range.offset, Math.min(range.length, MAX_TEXT)),
        tag.type,
      );
      top.handle.push({ key, text, isWhole: range.length <= MAX_TEXT, range });
    }
    this.#cursor.at = tag.next;
    this.#listener.bytes(range);
    this.#skipTo(next);
    return null;
  }
}

/** Fields of a function's description that are looked at. */
const DESCRIBES: ReadonlySet<string> = new Set(['function', 'type', 'file']);

/** `net.layers{3}.weights` */
function nameOf({ path, names, count }: Open): string {
  const place = names === null ? `{${(count + 1).toString()}}` : `.${names[count % Math.max(1, names.length)] ?? ''}`;
  const turn = names === null || count < names.length ? '' : `(${(Math.floor(count / names.length) + 1).toString()})`;
  const name = `${path}${turn}${place}`;
  return name.length > LONGEST ? name.slice(-LONGEST) : name;
}

/** Elements one after the other, however many, as at the top of a file. */
function allUpTo(end: number): Open {
  return { left: Infinity, end, path: '', names: null, isTop: true, count: 0, handle: null, isHandle: false };
}
