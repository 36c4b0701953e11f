import { deliver } from './deliver.ts';
import { childOf, type Frame, frameOf, type Slot } from './frame.ts';
import type { Input } from './input.ts';
import { type Item, newItem } from './node.ts';
import type { Seen } from './seen.ts';
import { ACTIVE, CONSTANTS, ELEMENT, FLAG, TYPE } from './types.ts';

/** How the walk ended. `why`: null at the end of the object, else what is wrong at `at`. */
export interface Walked {
  readonly at: number;
  readonly why: string | null;
  /** References to names that were not kept. */
  readonly forgotten: number;
  readonly root: Item | null;
}

const MOST_REFS = 2_000_000;
const MOST_TEXT = 4096;
/** Items open at once; R's own stack ends long before. */
const MOST_DEEP = 1_000_000;
const KNOWN: ReadonlySet<number> = new Set<number>(Object.values(TYPE));
/** Remembered once their texts are read. */
const NAMED: ReadonlySet<number> = new Set<number>([TYPE.symbol, TYPE.persistent, TYPE.package, TYPE.namespace]);
const CELLS: ReadonlySet<number> = new Set<number>([TYPE.pairlist, TYPE.call, TYPE.dots]);

/** Walks one serialization from item to item (serialize.c, ReadItem). Numbers are passed over; nesting costs no stack. */
export class Walk {
  readonly #input: Input;
  readonly #see: (seen: Seen) => void;
  readonly #stack: Frame[] = [];
  readonly #refs: (Item | null)[] = [];
  #forgotten = 0;
  #why: string | null = null;

  constructor(input: Input, see: (seen: Seen) => void) {
    this.#input = input;
    this.#see = see;
  }

  async run(isWorkspace: boolean): Promise<Walked> {
    const root = frameOf(newItem(TYPE.list, this.#input.at), 'part', null);
    root.slots.push(isWorkspace ? 'workspace' : 'root');
    root.keep = true;
    this.#stack.push(root);
    let at = this.#input.at;
    for (let top = this.#stack.at(-1); top !== undefined; top = this.#stack.at(-1)) {
      const wait = this.#input.ready();
      if (wait !== null) await wait;
      at = this.#input.at;
      await this.#step(top);
      if (this.#why !== null) break;
    }
    const why = this.#why;
    if (why === null) at = this.#input.at;
    // What is open is judged as far as it goes: whoever repairs the file has what it held.
    for (let top = this.#stack.at(-1); top !== undefined; top = this.#stack.at(-1)) this.#finish(top, at);
    return { at, why, forgotten: this.#forgotten, root: root.item.parts[0] ?? null };
  }

  async #step(top: Frame): Promise<void> {
    const slot = top.slots.pop();
    if (slot !== undefined) return slot.startsWith('bc-') ? this.#bytecode(top, slot) : this.#item(top, slot);
    if (top.left > 0) {
      top.left -= 1;
      return top.isBytecode ? this.#bytecode(top, 'bc-const') : this.#item(top, 'element');
    }
    if (top.attributesAfter) {
      top.attributesAfter = false;
      return this.#item(top, 'attributes');
    }
    this.#finish(top, this.#input.at);
  }

  /** Reads one item as `slot` of `parent`. */
  async #item(parent: Frame, slot: Slot): Promise<void> {
    const input = this.#input;
    const at = input.at;
    const flags = input.integer();
    const type = flags & 0xff;
    if (Number.isNaN(flags) || !KNOWN.has(type)) {
      this.#break(flags, 'No item stands here');
      return;
    }
    if (slot === 'cdr' && CELLS.has(type)) {
      this.#cell(parent, flags);
      return;
    }
    if (CONSTANTS.has(type)) {
      deliver(parent, slot, newItem(type, at));
      return;
    }
    if (type === TYPE.ref) {
      this.#reference(parent, slot, at, flags >> 8);
      return;
    }
    const item = newItem(type, at);
    const frame = childOf(parent, slot, item);
    if (CELLS.has(type)) {
      this.#cell(this.#push(frame), flags);
      return;
    }
    frame.attributesAfter = (flags & FLAG.attributes) !== 0;
    await this.#content(frame, flags);
  }

  /** What follows the flags of an item that is neither a reference nor a cell of a list. */
  async #content(frame: Frame, flags: number): Promise<void> {
    const input = this.#input;
    const { item } = frame;
    const size = ELEMENT.get(item.type);
    if (size !== undefined) {
      item.length = input.length(size);
      if (item.length === 1 && frame.code !== null) item.text = input.number(size);
      if (Number.isNaN(item.length) || (item.text === null && !(await input.skip(item.length, size)))) {
        this.#break(NaN, 'A vector is longer than the file');
        return;
      }
      this.#open(frame);
      return;
    }
    switch (item.type) {
      case TYPE.char:
      case TYPE.builtin:
      case TYPE.special: {
        const length = input.integer();
        item.text = length === -1 ? null : length >= 0 ? await input.text(length, MOST_TEXT) : null;
        if (item.text === null && length !== -1) {
          this.#break(NaN, 'A text is longer than the file');
          return;
        }
        this.#open(frame);
        return;
      }
      case TYPE.string:
      case TYPE.list:
      case TYPE.expression:
        item.length = input.length(4);
        if (Number.isNaN(item.length)) {
          this.#break(NaN, 'A list is longer than the file');
          return;
        }
        frame.left = item.length;
        break;
      case TYPE.closure:
      case TYPE.promise:
        frame.attributesAfter = false;
        frame.slots.push('body', item.type === TYPE.closure ? 'formals' : 'value');
        if ((flags & FLAG.tag) !== 0) frame.slots.push('scope');
        if ((flags & FLAG.attributes) !== 0) frame.slots.push('attributes');
        break;
      case TYPE.environment:
        input.integer();
        frame.attributesAfter = false;
        this.#remember(item);
        frame.slots.push('attributes', 'hashtab', 'frame', 'scope');
        break;
      case TYPE.pointer:
      case TYPE.weakref:
        this.#remember(item);
        if (item.type === TYPE.pointer) frame.slots.push('scope', 'scope');
        break;
      case TYPE.symbol:
        frame.attributesAfter = false;
        frame.slots.push('name');
        break;
      case TYPE.persistent:
      case TYPE.package:
      case TYPE.namespace:
        frame.attributesAfter = false;
        if (input.integer() !== 0) {
          this.#break(NaN, 'Names stand where R reads none');
          return;
        }
        frame.left = input.length(4);
        if (Number.isNaN(frame.left)) {
          this.#break(NaN, 'A list is longer than the file');
          return;
        }
        break;
      case TYPE.altrep:
        frame.attributesAfter = false;
        frame.slots.push('attributes', 'state', 'info');
        break;
      case TYPE.bytecode:
        input.integer();
        frame.isBytecode = true;
        frame.slots.push('bc-consts', 'bc-code');
        break;
      case TYPE.object:
        break;
      default: {
        this.#break(NaN, 'No version of R reads such an item');
        return;
      }
    }
    this.#push(frame);
  }

  /** One cell of a list, a call, or of a function's arguments: the same frame goes from cell to cell. */
  #cell(frame: Frame, flags: number): void {
    frame.slots.push('cdr', 'car');
    frame.isActive = (flags & ACTIVE) !== 0;
    if ((flags & FLAG.tag) !== 0) frame.slots.push('tag');
    if ((flags & FLAG.attributes) !== 0) frame.slots.push('attributes');
  }

  /** Bytecode has a table of constants of its own form (serialize.c, ReadBC1, ReadBCLang). */
  async #bytecode(parent: Frame, slot: Slot): Promise<void> {
    const input = this.#input;
    if (slot === 'bc-code') return this.#item(parent, 'scope');
    if (slot === 'bc-consts') {
      parent.left = input.length(4);
      if (Number.isNaN(parent.left)) this.#break(NaN, 'A list is longer than the file');
      return;
    }
    const as: Slot = slot === 'bc-cdr' ? 'rest' : slot === 'bc-car' ? 'car' : 'constant';
    const at = input.at;
    let type = input.integer();
    if (type === TYPE.bcRef) {
      const index = input.integer();
      if (Number.isNaN(index)) this.#break(NaN, 'No item stands here');
      else deliver(parent, as, newItem(type, at));
      return;
    }
    if (type === TYPE.bcDef) {
      input.integer();
      type = input.integer();
    }
    if (Number.isNaN(type)) {
      this.#break(NaN, 'No item stands here');
      return;
    }
    const isCell = CELLS.has(type) || type === TYPE.attrCall || type === TYPE.attrPairlist;
    if (isCell && type !== TYPE.dots) {
      const frame = slot === 'bc-cdr' ? parent : this.#push(childOf(parent, as, newItem(type, at)));
      frame.slots.push('bc-cdr', 'bc-car', 'tag');
      if (type === TYPE.attrCall || type === TYPE.attrPairlist) frame.slots.push('attributes');
      return;
    }
    if (type === TYPE.bytecode && slot === 'bc-const') {
      const frame = this.#push(childOf(parent, as, newItem(type, at)));
      frame.isBytecode = true;
      frame.slots.push('bc-consts', 'bc-code');
      return;
    }
    return this.#item(parent, as);
  }

  #reference(parent: Frame, slot: Slot, at: number, packed: number): void {
    const index = packed === 0 ? this.#input.integer() : packed >>> 0;
    const found = this.#refs[index - 1];
    if (found === undefined && !(index > this.#refs.length && this.#forgotten > 0)) {
      this.#break(NaN, 'A reference leads to nothing');
      return;
    }
    // A copy: the same name stands under many tags.
    const item = newItem(found?.type ?? TYPE.ref, at, found?.text ?? null);
    deliver(parent, slot, item);
  }

  #remember(item: Item): void {
    if (this.#refs.length < MOST_REFS) this.#refs.push(item);
    else this.#forgotten += 1;
  }

  #push(frame: Frame): Frame {
    if (this.#stack.length === MOST_DEEP) this.#why ??= 'Items are nested deeper than anybody reads them';
    this.#stack.push(frame);
    return frame;
  }

  /** An item without parts: only where attributes follow it stays open. */
  #open(frame: Frame): void {
    if (frame.attributesAfter) this.#push(frame);
    else deliver(frame.parent, frame.slot, frame.item);
  }

  #break(flags: number, why: string): void {
    this.#why ??= Number.isNaN(flags) && this.#input.left < 4 ? 'The file ends' : why;
  }

  #finish(frame: Frame, end: number): void {
    this.#stack.pop();
    const { item, parent, code } = frame;
    if (NAMED.has(item.type)) this.#remember(item);
    if (parent === null) return;
    this.#see({ item, end, role: frame.role, code, isActive: frame.activeValue });
    if (!frame.keep && frame.slot !== 'root') item.parts.length = 0;
    deliver(parent, frame.slot, item);
  }
}
