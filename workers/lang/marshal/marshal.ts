import { type CodeSummary, KEPT } from './summary.ts';

/** A marshalled value, as far as it matters here. Containers are filled while reading, so a reference may point to an unfinished one. */
type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes' | 'other' }
  | { readonly kind: 'items'; readonly items: Node[] }
  | { readonly kind: 'code'; readonly items: Node[]; readonly layout: Layout };

/**
 * A code object: so many 32-bit numbers, then objects, a number, and the remaining objects (Python/marshal.c, r_object, TYPE_CODE).
 * `names`, `file` and `name` are places among the objects.
 */
interface Layout {
  readonly numbers: number;
  readonly before: number;
  readonly total: number;
  readonly consts: number;
  readonly names: number;
  readonly file: number;
  readonly name: number;
}

/** Newest first: CPython 3.11 and later, 3.8 to 3.10, 3.0 to 3.7, 2.7. The bytes do not say which. */
const LAYOUTS: readonly Layout[] = [
  { numbers: 5, before: 8, total: 10, consts: 1, names: 2, file: 5, name: 6 },
  { numbers: 6, before: 8, total: 9, consts: 1, names: 2, file: 6, name: 7 },
  { numbers: 5, before: 8, total: 9, consts: 1, names: 2, file: 6, name: 7 },
  { numbers: 4, before: 8, total: 9, consts: 1, names: 2, file: 6, name: 7 },
];
/** Values read of one blob. Every value takes a byte at least, so bytes bound it too. */
const MAX_NODES = 200_000;

/** What marshalled bytes hold, when they are a code object or hold one; null for anything else. Never throws, never runs anything. */
export function readMarshal(bytes: Uint8Array): CodeSummary | null {
  for (const layout of LAYOUTS) {
    const root = new Reader(bytes, layout).read();
    if (root !== null && isSound(root)) return summarise(root);
  }
  return null;
}

class Reader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  readonly #layout: Layout;
  readonly #references: Node[] = [];
  readonly #interned: Node[] = [];
  /** Containers being filled, innermost last. `left` counts down; -1: until TYPE_NULL. */
  readonly #open: { readonly node: Node & { items: Node[] }; left: number }[] = [];
  #at = 0;
  #nodes = 0;

  constructor(bytes: Uint8Array, layout: Layout) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#layout = layout;
  }

  /** The value, or null when the bytes are none. */
  read(): Node | null {
    try {
      for (;;) {
        const node = this.#next();
        if (node === null) return null;
        const whole = this.#place(node);
        if (whole !== null) return whole;
      }
    } catch (error) {
      // DataView refuses to read beyond the end: the bytes are cut short or no marshal data.
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  /** Puts a value where it belongs; the outermost one when it is finished. */
  #place(value: Node | 'end' | 'opened'): Node | null {
    let finished: Node | 'end' | 'opened' = value;
    for (;;) {
      if (finished === 'opened') {
        const top = this.#open.at(-1);
        if (top?.left !== 0) return null;
        this.#open.pop();
        finished = top.node;
        continue;
      }
      const top = this.#open.at(-1);
      if (top === undefined) return finished === 'end' ? OTHER : finished;
      if (finished !== 'end') {
        top.node.items.push(finished);
        if (top.left > 0) top.left -= 1;
        if (top.node.kind === 'code' && top.node.items.length === top.node.layout.before) this.#int();
      }
      const isDone = top.left === 0 || (finished === 'end' && top.left === -1);
      if (!isDone) return null;
      this.#open.pop();
      finished = top.node;
    }
  }

  /** One value, the opening of a container, or TYPE_NULL; null for an unknown type. */
  #next(): Node | 'end' | 'opened' | null {
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES) return null;
    const byte = this.#view.getUint8(this.#at++);
    const isShared = (byte & 0x80) !== 0;
    const type = String.fromCharCode(byte & 0x7f);
    if (type === '0') return 'end';
    const slot = isShared ? this.#references.push(OTHER) - 1 : -1;
    const node = this.#value(type, slot);
    if (slot >= 0 && node !== null && typeof node !== 'string') this.#references[slot] = node;
    return node;
  }

  #value(type: string, slot: number): Node | 'opened' | null {
    const width = WIDTHS.get(type);
    if (width !== undefined) return this.#skip(width);
    switch (type) {
      case 'u':
      case 'a':
      case 'A':
        return this.#text(this.#length());
      case 'z':
      case 'Z':
        return this.#text(this.#byte());
      case 't':
        return this.#intern(this.#text(this.#length()));
      case 's':
        return this.#string(this.#length());
      case 'f':
        return this.#skip(this.#byte());
      case 'x':
        this.#skip(this.#byte());
        return this.#skip(this.#byte());
      case 'l':
        return this.#skip(Math.abs(this.#int()) * 2);
      case 'r':
        return this.#references[this.#int()] ?? null;
      case 'R':
        return this.#interned[this.#int()] ?? null;
      case ')':
        return this.#container(this.#byte(), slot);
      case '(':
      case '[':
      case '<':
      case '>':
        return this.#container(this.#length(), slot);
      case '{':
        return this.#container(-1, slot);
      case ':':
        return this.#container(3, slot);
      case 'c':
        return this.#code(slot);
      default:
        return null;
    }
  }

  #container(count: number, slot: number): 'opened' {
    return this.#opened({ kind: 'items', items: [] }, count, slot);
  }

  #code(slot: number): 'opened' {
    this.#skip(this.#layout.numbers * 4);
    return this.#opened({ kind: 'code', items: [], layout: this.#layout }, this.#layout.total, slot);
  }

  #opened(node: Node & { items: Node[] }, left: number, slot: number): 'opened' {
    if (slot >= 0) this.#references[slot] = node;
    this.#open.push({ node, left });
    return 'opened';
  }

  /** Bytes in Python 3; names and constants of Python 2 are written like this too. */
  #string(length: number): Node {
    const text = this.#text(length);
    return this.#layout.numbers === 4 ? text : { kind: 'bytes' };
  }

  #text(length: number): Node & { kind: 'text' } {
    this.#need(length);
    const text = utf8.decode(this.#bytes.subarray(this.#at, this.#at + length));
    this.#at += length;
    return { kind: 'text', text };
  }

  #intern(node: Node): Node {
    this.#interned.push(node);
    return node;
  }

  #skip(length: number): Node {
    this.#need(length);
    this.#at += length;
    return OTHER;
  }

  #need(length: number): void {
    if (length < 0 || this.#at + length > this.#bytes.length) throw new RangeError('beyond the end');
  }

  #byte(): number {
    return this.#view.getUint8(this.#at++);
  }

  #int(): number {
    const value = this.#view.getInt32(this.#at, true);
    this.#at += 4;
    return value;
  }

  /** A count or length, never more than there are bytes for it. */
  #length(): number {
    const length = this.#int();
    this.#need(length);
    return length;
  }
}

const utf8 = new TextDecoder('utf-8');
const OTHER: Node = { kind: 'other' };
const WIDTHS: ReadonlyMap<string, number> = new Map([
  ['N', 0],
  ['F', 0],
  ['T', 0],
  ['S', 0],
  ['.', 0],
  ['i', 4],
  ['I', 8],
  ['g', 8],
  ['y', 16],
]);

/** Whether the code objects in it have texts where texts belong: else it was read with another version’s layout. */
function isSound(root: Node): boolean {
  const codes = codesIn(root);
  return (
    codes.length > 0 &&
    codes.every((code) => textAt(code, code.layout.file) !== null && textAt(code, code.layout.name) !== null)
  );
}

function textAt(code: Node & { kind: 'code' }, at: number): string | null {
  const node = code.items[at];
  return node?.kind === 'text' ? node.text : null;
}

/** Every code object, outermost first; each once, whatever refers to it. */
function codesIn(root: Node): (Node & { kind: 'code' })[] {
  const found: (Node & { kind: 'code' })[] = [];
  for (const node of nodesIn(root)) if (node.kind === 'code') found.push(node);
  return found;
}

function nodesIn(root: Node): ReadonlySet<Node> {
  const seen = new Set<Node>([root]);
  for (const node of seen) {
    if (node.kind === 'items' || node.kind === 'code') for (const item of node.items) seen.add(item);
  }
  return seen;
}

function summarise(root: Node): CodeSummary {
  const codes = codesIn(root);
  const names = new Set<string>();
  const texts = new Set<string>();
  for (const code of codes) {
    for (const text of textsIn(code.items[code.layout.names])) names.add(text);
    for (const text of textsIn(code.items[code.layout.consts])) texts.add(text);
  }
  const [first] = codes;
  return {
    name: (first === undefined ? null : textAt(first, first.layout.name)) ?? '?',
    names: [...names].slice(0, KEPT),
    texts: [...texts].slice(0, KEPT),
    complete: names.size <= KEPT && texts.size <= KEPT,
  };
}

/** Texts in a tuple, also in tuples inside it, but not in code inside it. */
function textsIn(node: Node | undefined): string[] {
  const found: string[] = [];
  const seen = new Set<Node>(node === undefined ? [] : [node]);
  for (const one of seen) {
    if (one.kind === 'text') found.push(one.text);
    else if (one.kind === 'items') for (const item of one.items) seen.add(item);
  }
  return found;
}
