import { data, type Prose } from '../../../report/prose.ts';
import type { RecordedTrace } from '../recorded-trace.ts';
import { type Name, resolveName } from '../semantics/name.ts';
import { decodeLatin1 } from '../text.ts';
import type { PickleEvent } from '../trace.ts';
import type { Ref } from '../value.ts';

/** Spellings kept; a program with more starts over. */
const MOST = 50_000;
const SHOWN = 120;

interface Found {
  readonly name: Name;
  readonly id: number;
}

/** The names that a trace imports, each spelling resolved once. */
export class Names {
  readonly #trace: RecordedTrace;
  readonly #known = new Map<string, Found>();
  /** By event: most programs import a name once and call it often. */
  readonly #byEvent = new Map<number, Found | null>();
  #next = 1;

  constructor(trace: RecordedTrace) {
    this.#trace = trace;
  }

  /** What an import event comes to; null when module or name are no text that is known in full. */
  of(event: PickleEvent): Name | null {
    return this.#find(event)?.name ?? null;
  }

  /** The same number for the same name; 0 for what has none. */
  id(event: PickleEvent): number {
    return this.#find(event)?.id ?? 0;
  }

  /** The import behind a value: a global itself, or what made a result by being called. Null when there is none. */
  importOf(ref: Ref): PickleEvent | null {
    const value = this.#trace.value(ref);
    if (value.kind === 'global') return this.#trace.event(value.event);
    if (value.kind !== 'result') return null;
    const callee = this.#trace.value(this.#trace.event(value.event).target);
    return callee.kind === 'global' ? this.#trace.event(callee.event) : null;
  }

  /** The full name a call event calls; empty when it calls no name. */
  callee(event: PickleEvent): Prose {
    const value = this.#trace.value(event.target);
    const name = value.kind === 'global' ? this.of(this.#trace.event(value.event)) : null;
    return name === null ? [] : [data(name.full, SHOWN)];
  }

  #find(event: PickleEvent): Found | null {
    const seen = this.#byEvent.get(event.index);
    if (seen !== undefined) return seen;
    const found = this.#resolve(event);
    if (this.#byEvent.size >= MOST) this.#byEvent.clear();
    this.#byEvent.set(event.index, found);
    return found;
  }

  #resolve(event: PickleEvent): Found | null {
    const [module, name] = [this.#text(event.target), this.#text(event.args)];
    if (module === null || name === null) return null;
    const era = event.protocol < 3 ? 2 : event.protocol < 4 ? 3 : 4;
    const key = `${era.toString()} ${module}\n${name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST) this.#known.clear();
    const found = { name: resolveName(module, name, event.protocol), id: this.#next++ };
    this.#known.set(key, found);
    return found;
  }

  #text(ref: Ref): string | null {
    const value = this.#trace.value(ref);
    if (value.kind === 'text') return value.whole ? value.text : null;
    return value.kind === 'text8' && value.whole ? decodeLatin1(value.bytes) : null;
  }
}
