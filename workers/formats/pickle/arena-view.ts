/** Values straight from the engine's memory. */
import { type ArenaMemory, TAG, type Node, type Segment } from './arena-memory.ts';
import { decodeSurrogatePass } from './text.ts';
import type { Ref, Value } from './value.ts';

/** Walks of `inert` and `items`: caps, so that a graph made to be walked for ever is not. */
const INERT_VALUES = 10_000;

/** Kinds of values that are no node, by tag. */
const INLINE: readonly Value['kind'][] = ['none', 'true', 'false', 'int', 'mark', 'mark', 'unknown'];

/** Longest text that is kept. */
const SHORT = 256;
/** Nodes whose value is kept once it was read: several passes ask for the same. */
const KEPT = 131_072;

export class ArenaView {
  readonly #memory: ArenaMemory;
  /** By node. */
  readonly #kept: (Value | undefined)[] = [];

  constructor(memory: ArenaMemory) {
    this.#memory = memory;
  }

  /** Whether what is behind a value is still there. */
  holds(ref: Ref): boolean {
    return Math.floor(ref / TAG) === 6 ? false : (this.#nodeOf(ref)?.held ?? true);
  }

  value(ref: Ref): Value {
    const tag = Math.floor(ref / TAG);
    switch (tag) {
      case 0:
        return NONE;
      case 1:
        return TRUE;
      case 2:
        return FALSE;
      case 3:
        return { kind: 'int', value: BigInt.asIntN(29, BigInt(ref - tag * TAG)) };
      case 4:
        return this.#kept[ref - 4 * TAG] ?? this.#read(ref - 4 * TAG);
      case 6:
        return { kind: 'unknown' };
      default:
        return { kind: 'mark' };
    }
  }

  /** An integer of at most 64 bits, rounded beyond ±2^53; null for anything else. */
  integer(ref: Ref): number | null {
    // Small ones are in the reference itself: 29 bits with their sign.
    if (Math.floor(ref / TAG) === 3) return (ref << 3) >> 3;
    const value = this.value(ref);
    return value.kind === 'int' ? Number(value.value) : null;
  }

  items(ref: Ref, max: number): Ref[] {
    const node = this.#nodeOf(ref);
    if (node?.held !== true) return [];
    if (node.kind === 'tuple' || node.kind === 'frozenset') return this.#memory.run(node.a, Math.min(node.b, max));
    if (node.kind !== 'list' && node.kind !== 'set' && node.kind !== 'dict') return [];
    const found: Ref[] = [];
    for (let at = node.a; at !== 0 && found.length < max;) {
      const segment = this.#memory.segment(at - 1);
      for (const item of this.#memory.run(segment.start, Math.min(segment.length, max - found.length)))
        found.push(item);
      at = segment.next;
    }
    return found;
  }

  /** The kind of a value without reading the rest of it. */
  kind(ref: Ref): Value['kind'] {
    const tag = Math.floor(ref / TAG);
    if (tag !== 4) return INLINE[tag] ?? 'mark';
    const kind = this.#kept[ref - 4 * TAG]?.kind ?? this.#memory.node(ref - 4 * TAG).kind;
    return kind === '' ? 'unknown' : kind;
  }

  /**
   * Where the items of a container are, one run per step that added some, in order; a tuple and a frozenset have one.
   * `from` goes on after a run: its `next`.
   */
  *runs(ref: Ref, from?: number): Generator<Segment, undefined> {
    const node = this.#nodeOf(ref);
    if (node?.held !== true) return;
    if (node.kind === 'tuple' || node.kind === 'frozenset') {
      if (from === undefined) yield { start: node.a, length: node.b, step: node.step, next: 0 };
      return;
    }
    if (node.kind !== 'list' && node.kind !== 'set' && node.kind !== 'dict') return;
    for (let at = from ?? node.a; at !== 0;) {
      const segment = this.#memory.segment(at - 1);
      yield segment;
      at = segment.next;
    }
  }

  /** Items by the place a run gives. */
  run(start: number, length: number): Ref[] {
    return this.#memory.run(start, length);
  }

  /** What was let go was data, and held nothing but data. */
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

  madeAt(ref: Ref): number | null {
    const node = this.#nodeOf(ref);
    return node?.held === true ? node.step : null;
  }

  #read(id: number): Value {
    const value = this.#nodeValue(this.#memory.node(id));
    if (id < KEPT && isSmall(value)) this.#kept[id] = value;
    return value;
  }

  #nodeOf(ref: Ref): Node | null {
    return Math.floor(ref / TAG) === 4 ? this.#memory.node(ref - 4 * TAG) : null;
  }

  #nodeValue(node: Node): Value {
    if (!node.held) return { kind: 'unknown' };
    switch (node.kind) {
      case 'text': {
        const held = this.#memory.held(node);
        const text = { kind: 'text', text: decodeSurrogatePass(held.bytes), length: held.length } as const;
        return node.whole ? { ...text, whole: true } : { ...text, whole: false, offset: node.offset };
      }
      case 'text8': {
        const held = this.#memory.held(node);
        return { kind: 'text8', bytes: held.bytes.slice(), length: held.length, whole: node.whole };
      }
      case 'bytes':
      case 'bytearray': {
        const held = this.#memory.held(node);
        return {
          kind: node.kind,
          bytes: held.bytes.slice(),
          length: held.length,
          whole: node.whole,
          offset: node.offset,
        };
      }
      case 'int':
        return { kind: 'int', value: BigInt.asIntN(64, (BigInt(node.b) << 32n) | BigInt(node.a)) };
      case 'bigint':
        return { kind: 'bigint', bytes: this.#memory.held(node).length };
      case 'float':
        return { kind: 'float', value: floatOf(node.a, node.b) };
      case 'tuple':
      case 'frozenset':
        return { kind: node.kind, count: node.b };
      case 'list':
      case 'set':
        return { kind: node.kind, count: this.#memory.count(node) };
      case 'dict':
        return { kind: 'dict', count: this.#memory.count(node) / 2 };
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
}

const NONE: Value = { kind: 'none' };
const TRUE: Value = { kind: 'true' };
const FALSE: Value = { kind: 'false' };

/** Not what holds bytes of its own. */
function isSmall(value: Value): boolean {
  if (value.kind === 'text') return value.length <= SHORT;
  return value.kind !== 'text8' && value.kind !== 'bytes' && value.kind !== 'bytearray';
}

function floatOf(low: number, high: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, low, true);
  view.setUint32(4, high, true);
  return view.getFloat64(0, true);
}
