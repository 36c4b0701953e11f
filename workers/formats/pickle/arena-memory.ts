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

/** Index of a node among the nodes, or the kind of one that was let go. Null: the index is the id. */
export type FindNode = ((id: number) => { readonly index: number } | { readonly kind: number }) | null;

/** Reads single records; nothing is copied but them. */
export class ArenaMemory {
  readonly tables: ArenaTables;
  readonly #memory: Memory;
  readonly #find: FindNode;
  #view: DataView | null = null;

  constructor(memory: Memory, tables: ArenaTables, find: FindNode) {
    this.#memory = memory;
    this.#find = find;
    this.tables = tables;
  }

  #bytes(): DataView {
    const buffer = this.#memory.buffer;
    if (this.#view?.buffer !== buffer) this.#view = new DataView(buffer);
    return this.#view;
  }

  node(id: number): Node {
    const found = this.#find === null ? { index: id } : this.#find(id);
    if ('kind' in found) return { ...NOTHING, kind: NODE_KINDS[found.kind] ?? '' };
    if (found.index >= this.tables.nodes.count) return NOTHING;
    const view = this.#bytes();
    const at = this.tables.nodes.at + found.index * NODE_BYTES;
    const tagged = view.getUint8(at);
    const kind = NODE_KINDS[tagged & KIND] ?? '';
    const low = view.getUint32(at + 4, true);
    return {
      kind,
      held: true,
      whole: (tagged & WHOLE) !== 0,
      offset: view.getUint8(at + 1) * 0x1_0000_0000 + low,
      step: view.getUint32(at + 8, true),
      a: view.getUint32(at + 12, true),
      b: TEXTS.has(kind) ? view.getUint16(at + 2, true) : low,
    };
  }

  segment(index: number): Segment {
    const view = this.#bytes();
    const at = this.tables.segments.at + index * SEGMENT_BYTES;
    return {
      start: view.getUint32(at, true),
      length: view.getUint32(at + 4, true),
      next: view.getUint32(at + 8, true),
      step: view.getUint32(at + 12, true),
    };
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
    const view = this.#bytes();
    const from = this.tables.items.at + start * 4;
    // A plain loop: this is where most time goes when a program's every argument is looked at.
    const found: Ref[] = [];
    for (let i = 0; i < length; i++) found.push(view.getUint32(from + i * 4, true));
    return found;
  }

  /** Held bytes (a view into memory) and the full length. */
  held(node: Node): { bytes: Uint8Array; length: number } {
    const at = this.tables.text.at + node.a;
    const view = this.#bytes();
    const length = node.whole ? node.b : Number(view.getBigUint64(at, true));
    return { bytes: this.#memory.view(node.whole ? at : at + 8, node.b), length };
  }
}

const NOTHING: Node = { kind: '', held: false, whole: false, offset: 0, step: 0, a: 0, b: 0 };
