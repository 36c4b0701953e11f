/** The tables of a run as wasm/src/pickle/arena.rs lays them out in the engine's memory. */
import type { Ref } from './value.ts';

export interface Table {
  readonly at: number;
  readonly count: number;
}

export interface ArenaTables {
  readonly nodes: Table;
  readonly items: Table;
  readonly segments: Table;
  readonly text: Table;
}

/** Values carry their tag from bit 29 up. */
export const TAG = 2 ** 29;
/** An item of a container that was let go: nobody but the program's bytes knows it. */
export const UNKNOWN_REF: Ref = 6 * TAG;
/** The value that is this node. */
export const nodeRef = (id: number): Ref => 4 * TAG + id;
const NODE_BYTES = 16;
const SEGMENT_BYTES = 16;
const WHOLE = 0x80;
const KIND = 0x1f;
/** `start` of a run whose items were let go. */
const GONE = 0xffff_ffff;

/** Kind in arena.rs. */
export const NODE_KINDS = [
  '',
  'text',
  'text8',
  'bytes',
  'bytearray',
  'int',
  'bigint',
  'float',
  'tuple',
  'list',
  'set',
  'frozenset',
  'dict',
  'global',
  'result',
  'persistent',
  'extension',
  'buffer',
] as const;
type NodeKind = (typeof NODE_KINDS)[number];

/** Kinds whose `b` is the number of bytes held, not a word of its own. */
const TEXTS: ReadonlySet<NodeKind> = new Set(['text', 'text8', 'bytes', 'bytearray', 'bigint']);

export interface Node {
  readonly kind: NodeKind;
  /** False: it was let go; only its kind is known. */
  readonly held: boolean;
  readonly whole: boolean;
  readonly offset: number;
  readonly step: number;
  readonly a: number;
  readonly b: number;
}

/** Items that one step added to a list, set or dict; `next` is the index of the following one plus one, 0 for none. */
export interface Segment {
  readonly start: number;
  readonly length: number;
  readonly next: number;
  readonly step: number;
}

/** Where the bytes of the tables are: the engine's memory, or a copy of some of it. */
export interface Memory {
  readonly buffer: ArrayBuffer;
  view(at: number, length: number): Uint8Array;
}

/** One that was let go. Of a name, a result or a persistent object the event says everything; -1 for anything else. */
export interface Gone {
  readonly kind: number;
  readonly event: number;
  readonly step: number;
}

/** Index of a node among the nodes, or what is left of one that was let go. Null: the index is the id. */
export type FindNode = ((id: number) => { readonly index: number } | Gone) | null;

/** Reads single records; nothing is copied but them. */
export class ArenaMemory {
  readonly tables: ArenaTables;
  readonly #memory: Memory;
  readonly #find: FindNode;
  #words = new Uint32Array(0);

  constructor(memory: Memory, tables: ArenaTables, find: FindNode) {
    this.#memory = memory;
    this.#find = find;
    this.tables = tables;
  }

  /** All of memory. Every record begins at a multiple of four. */
  #all(): Uint32Array {
    // Memory that grew is another buffer, and an array over the old one has no elements.
    if (this.#words.length === 0) this.#words = new Uint32Array(this.#memory.buffer);
    return this.#words;
  }

  node(id: number): Node {
    const found = this.#find === null ? { index: id } : this.#find(id);
    if ('kind' in found) return nodeOfGone(found);
    if (found.index >= this.tables.nodes.count) return NOTHING;
    const words = this.#all();
    const at = (this.tables.nodes.at + found.index * NODE_BYTES) >>> 2;
    const head = words[at] ?? 0;
    const low = words[at + 1] ?? 0;
    const kind = NODE_KINDS[head & KIND] ?? '';
    return {
      kind,
      held: true,
      whole: (head & WHOLE) !== 0,
      offset: ((head >>> 8) & 0xff) * 0x1_0000_0000 + low,
      step: words[at + 2] ?? 0,
      a: words[at + 3] ?? 0,
      b: TEXTS.has(kind) ? head >>> 16 : low,
    };
  }

  segment(index: number): Segment {
    const words = this.#all();
    const at = (this.tables.segments.at + index * SEGMENT_BYTES) >>> 2;
    return { start: words[at] ?? 0, length: words[at + 1] ?? 0, next: words[at + 2] ?? 0, step: words[at + 3] ?? 0 };
  }

  count(node: Node): number {
    let count = 0;
    for (let at = node.a; at !== 0;) {
      const segment = this.segment(at - 1);
      count += segment.length;
      at = segment.next;
    }
    return count;
  }

  run(start: number, length: number): Ref[] {
    if (start >= GONE) return Array.from({ length }, () => UNKNOWN_REF);
    const words = this.#all();
    const from = (this.tables.items.at >>> 2) + start;
    // A plain loop: this is where most time goes when a program's every argument is looked at.
    const found: Ref[] = [];
    for (let i = 0; i < length; i++) found.push(words[from + i] ?? 0);
    return found;
  }

  /** Held bytes (a view into memory) and the full length. */
  held(node: Node): { bytes: Uint8Array; length: number } {
    const at = this.tables.text.at + node.a;
    if (node.whole) return { bytes: this.#memory.view(at, node.b), length: node.b };
    const length = new DataView(this.#memory.buffer, at, 8).getBigUint64(0, true);
    return { bytes: this.#memory.view(at + 8, node.b), length: Number(length) };
  }
}

function nodeOfGone({ kind, event, step }: Gone): Node {
  const known = { ...NOTHING, kind: NODE_KINDS[kind] ?? '' };
  return event < 0 ? known : { ...known, held: true, step, a: event };
}

const NOTHING: Node = { kind: '', held: false, whole: false, offset: 0, step: 0, a: 0, b: 0 };
