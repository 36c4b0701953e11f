/** Values straight from the engine's memory, as wasm/src/pickle/arena.rs lays them out. */
import type { Engine } from '../../wasm/engine.ts';
import { readWide } from './event-table.ts';
import { decodeSurrogatePass } from './text.ts';
import type { Ref, Value } from './value.ts';

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

const TAG = 2 ** 48;
const NODE_BYTES = 20;
const SEGMENT_BYTES = 16;
const WHOLE = 1;

/** Kind in arena.rs. */
const NODE_KINDS = ['', 'text', 'text8', 'bytes', 'bytearray', 'int', 'bigint', 'float', 'tuple', 'list', 'set', 'frozenset', 'dict', 'global', 'result', 'persistent', 'extension', 'buffer'] as const;
type NodeKind = (typeof NODE_KINDS)[number];

interface Node {
  readonly kind: NodeKind;
  readonly whole: boolean;
  readonly offset: number;
  readonly step: number;
  readonly a: number;
  readonly b: number;
}

/** Kinds 1 to 4 hold text or bytes. */
const FIRST_TEXT = 1;
const LAST_TEXT = 4;
/** Kinds 8 to 12 are containers. */
const FIRST_CONTAINER = 8;
const LAST_CONTAINER = 12;

/** Walks of `inert` and `items`: caps, so that a graph made to be walked for ever is not. */
const INERT_VALUES = 10_000;

/** Items of one container that are weighed; what is above is in the hundreds of millions. */
const MOST_ITEMS = 1 << 28;

export interface Weight {
  /** Tuples in tuples: hashing one recurses so deep in C. */
  readonly depth: number;
  readonly depthStep: number;
  /** Values visited when the heaviest tuple is hashed, shared ones as often as they are reached. */
  readonly hashing: number;
  readonly hashingStep: number;
  /** Values visited when the heaviest container is written out. */
  readonly expanded: number;
  readonly expandedStep: number;
}

export class ArenaView {
  readonly #engine: Engine;
  readonly #tables: ArenaTables;
  #view: DataView | null = null;

  constructor(engine: Engine, tables: ArenaTables) {
    this.#engine = engine;
    this.#tables = tables;
  }

  value(ref: Ref): Value {
    const tag = Math.floor(ref / TAG);
    switch (tag) {
      case 0:
        return { kind: 'none' };
      case 1:
        return { kind: 'true' };
      case 2:
        return { kind: 'false' };
      case 3:
        return { kind: 'int', value: BigInt.asIntN(48, BigInt(ref - tag * TAG)) };
      case 4:
        return this.#nodeValue(this.#node(ref - tag * TAG));
      default:
        return { kind: 'mark' };
    }
  }

  items(ref: Ref, max: number): Ref[] {
    const node = this.#nodeOf(ref);
    if (!node) return [];
    if (node.kind === 'tuple' || node.kind === 'frozenset') return this.#run(node.a, Math.min(node.b, max));
    if (node.kind !== 'list' && node.kind !== 'set' && node.kind !== 'dict') return [];
    const found: Ref[] = [];
    for (let at = node.a; at !== 0 && found.length < max; ) {
      const segment = this.#segment(at - 1);
      for (const item of this.#run(segment.start, Math.min(segment.length, max - found.length))) found.push(item);
      at = segment.next;
    }
    return found;
  }

  inert(ref: Ref): boolean {
    const open = [ref];
    const seen = new Set<Ref>();
    while (open.length > 0) {
      const next = open.pop();
      if (next === undefined || seen.has(next)) continue;
      if (seen.size >= INERT_VALUES) return false;
      const node = this.#nodeOf(next);
      if (!node) continue;
      seen.add(next);
      switch (node.kind) {
        case 'global':
        case 'result':
        case 'persistent':
        case 'extension':
        case 'buffer':
          return false;
        case 'tuple':
        case 'frozenset':
        case 'list':
        case 'set':
        case 'dict':
          for (const item of this.items(next, INERT_VALUES)) open.push(item);
          break;
        default:
          break;
      }
    }
    return true;
  }

  /** Texts and bytes that begin as a pickle does: PROTO, or a GLOBAL line. At most `max`. */
  pickleHeads(max: number): Ref[] {
    const view = this.#memory();
    const found: Ref[] = [];
    for (let id = 0; id < this.#tables.nodes.count && found.length < max; id++) {
      const kind = view.getUint8(this.#tables.nodes.at + id * NODE_BYTES);
      if (kind < FIRST_TEXT || kind > LAST_TEXT) continue;
      const node = this.#node(id);
      if (node.b >= 4 && beginsAsPickle(this.#held(node).bytes.subarray(0, 96))) found.push(4 * TAG + id);
    }
    return found;
  }

  /** The most demanding immutable value: how deep tuples nest, and how many values hashing or walking one visits. */
  weigh(): Weight {
    const { count } = this.#tables.nodes;
    const depths = new Uint32Array(count);
    const hashes = new Float32Array(count);
    const sizes = new Float32Array(count);
    const most = { depth: 0, depthStep: 0, hashing: 0, hashingStep: 0, expanded: 0, expandedStep: 0 };
    const view = this.#memory();
    for (let id = 0; id < count; id++) {
      const kind = view.getUint8(this.#tables.nodes.at + id * NODE_BYTES);
      if (kind < FIRST_CONTAINER || kind > LAST_CONTAINER) continue;
      const node = this.#node(id);
      const isFrozen = node.kind === 'tuple' || node.kind === 'frozenset';
      let [depth, hashing, size] = [0, 1, 1];
      for (const item of this.items(4 * TAG + id, node.kind === 'tuple' ? node.b : MOST_ITEMS)) {
        // An item made later is one that was added to a list or dict: it may hold this very value, so it counts once.
        const at = Math.floor(item / TAG) === 4 && item - 4 * TAG < id ? item - 4 * TAG : -1;
        if (at < 0) continue;
        depth = Math.max(depth, depths[at] ?? 0);
        hashing += hashes[at] ?? 0;
        size += (sizes[at] ?? 0) || 1;
      }
      sizes[id] = size;
      if (size > most.expanded) [most.expanded, most.expandedStep] = [size, node.step];
      if (!isFrozen) continue;
      depths[id] = depth + 1;
      hashes[id] = hashing;
      if (depth + 1 > most.depth) [most.depth, most.depthStep] = [depth + 1, node.step];
      if (hashing > most.hashing) [most.hashing, most.hashingStep] = [hashing, node.step];
    }
    return most;
  }

  madeAt(ref: Ref): number | null {
    return this.#nodeOf(ref)?.step ?? null;
  }

  #nodeOf(ref: Ref): Node | null {
    return Math.floor(ref / TAG) === 4 ? this.#node(ref - 4 * TAG) : null;
  }

  #nodeValue(node: Node): Value {
    switch (node.kind) {
      case 'text': {
        const held = this.#held(node);
        return { kind: 'text', text: decodeSurrogatePass(held.bytes), length: held.length, whole: node.whole };
      }
      case 'text8': {
        const held = this.#held(node);
        return { kind: 'text8', bytes: held.bytes.slice(), length: held.length, whole: node.whole };
      }
      case 'bytes':
      case 'bytearray': {
        const held = this.#held(node);
        return { kind: node.kind, bytes: held.bytes.slice(), length: held.length, whole: node.whole, offset: node.offset };
      }
      case 'int':
        return { kind: 'int', value: BigInt.asIntN(64, (BigInt(node.b) << 32n) | BigInt(node.a)) };
      case 'bigint':
        return { kind: 'bigint', bytes: this.#held(node).length };
      case 'float':
        return { kind: 'float', value: floatOf(node.a, node.b) };
      case 'tuple':
      case 'frozenset':
        return { kind: node.kind, count: node.b };
      case 'list':
      case 'set':
        return { kind: node.kind, count: this.#count(node) };
      case 'dict':
        return { kind: 'dict', count: this.#count(node) / 2 };
      case 'global':
      case 'result':
      case 'persistent':
        return { kind: node.kind, event: node.a };
      case 'extension':
        return { kind: 'extension', event: node.a, code: node.b };
      case 'buffer':
        return { kind: 'buffer' };
      default:
        return { kind: 'unknown' };
    }
  }

  #memory(): DataView {
    const buffer = this.#engine.buffer;
    if (this.#view?.buffer !== buffer) this.#view = new DataView(buffer);
    return this.#view;
  }

  #node(id: number): Node {
    if (id >= this.#tables.nodes.count) return { kind: '', whole: false, offset: 0, step: 0, a: 0, b: 0 };
    const view = this.#memory();
    const at = this.#tables.nodes.at + id * NODE_BYTES;
    return {
      kind: NODE_KINDS[view.getUint8(at)] ?? '',
      whole: (view.getUint8(at + 1) & WHOLE) !== 0,
      offset: view.getUint16(at + 2, true) * 0x1_0000_0000 + view.getUint32(at + 4, true),
      step: view.getUint32(at + 8, true),
      a: view.getUint32(at + 12, true),
      b: view.getUint32(at + 16, true),
    };
  }

  #segment(index: number): { start: number; length: number; next: number } {
    const view = this.#memory();
    const at = this.#tables.segments.at + index * SEGMENT_BYTES;
    return { start: view.getUint32(at, true), length: view.getUint32(at + 4, true), next: view.getUint32(at + 8, true) };
  }

  #count(node: Node): number {
    let count = 0;
    for (let at = node.a; at !== 0; ) {
      const segment = this.#segment(at - 1);
      count += segment.length;
      at = segment.next;
    }
    return count;
  }

  #run(start: number, length: number): Ref[] {
    const view = this.#memory();
    const from = this.#tables.items.at + start * 8;
    return Array.from({ length }, (_, i) => readWide(view, from + i * 8));
  }

  /** Held bytes (a view into memory) and the full length. */
  #held(node: Node): { bytes: Uint8Array; length: number } {
    const at = this.#tables.text.at + node.a;
    const view = this.#memory();
    const length = node.whole ? node.b : Number(view.getBigUint64(at, true));
    return { bytes: this.#engine.view(node.whole ? at : at + 8, node.b), length };
  }
}

function floatOf(low: number, high: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, low, true);
  view.setUint32(4, high, true);
  return view.getFloat64(0, true);
}

function beginsAsPickle(head: Uint8Array): boolean {
  if (head[0] === 0x80) return (head[1] ?? 0xff) <= 5;
  return /^[(\]})]{0,8}[ci][\w.]+\n[\w.]+\n/.test(String.fromCharCode(...head));
}
