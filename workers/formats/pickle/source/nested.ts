import type { ByteSource } from '../../../source/byte-source.ts';
import type { RecordedTrace } from '../recorded-trace.ts';
import type { PickleEvent } from '../trace.ts';
import type { Section } from './section.ts';
import { hex } from './written.ts';

/** Programs inside a program that are written out, and how large and how deep. */
const MOST = 16;
const BYTES = 4 << 20;
const DEPTH = 4;
/** Calls looked at for them. */
const CALLS = 200_000;

/** Reads the pickle at the start of a source. */
export type ReadNested = (source: ByteSource) => Promise<{ readonly traces: readonly RecordedTrace[]; close(): void }>;

export interface Nested {
  /** The call that loads the bytes. */
  readonly event: number;
  /** Where they stand in the program around them. */
  readonly offset: number;
  readonly trace: RecordedTrace;
  readonly prefix: string;
}

/** Programs in bytes that a program hands to a loader: read once, kept until `close`. */
export class NestedPrograms {
  readonly #read: ReadNested;
  readonly #open: { close(): void }[] = [];

  constructor(read: ReadNested) {
    this.#read = read;
  }

  /** Those loaded by events [from, until). */
  async find(section: Section, from: number, until: number, source: ByteSource): Promise<Nested[]> {
    const found: Nested[] = [];
    const depth = section.base.split('+').length - 1;
    if (depth >= DEPTH) return found;
    for (let i = from; i < Math.min(until, from + CALLS) && this.#open.length < MOST; i++) {
      const payload = payloadOf(section, section.trace.event(i));
      if (payload === null || payload.length > BYTES) continue;
      const inner = source.slice(
        payload.offset + (section.shift ?? 0),
        payload.length,
        `bytes at ${hex(payload.offset)}`,
      );
      const run = await this.#read(inner);
      this.#open.push(run);
      const [trace] = run.traces;
      if (trace !== undefined && trace.steps > 0) {
        found.push({ event: i, offset: payload.offset, trace, prefix: `n${i.toString()}_` });
      }
    }
    return found;
  }

  close(): void {
    for (const run of this.#open.splice(0)) run.close();
  }
}

/** The bytes that a call of a loader is given, where they stand in the file as they are. */
function payloadOf({ trace, names }: Section, event: PickleEvent): { offset: number; length: number } | null {
  if (event.kind !== 'call' || trace.kind(event.target) !== 'global') return null;
  const callee = trace.value(event.target);
  const name = callee.kind === 'global' ? names.of(trace.event(callee.event)) : null;
  if (name?.entry.capability !== 'DESERIALIZE') return null;
  const [first] = trace.kind(event.args) === 'tuple' ? trace.items(event.args, 1) : [];
  const value = first === undefined ? null : trace.value(first);
  if (value?.kind !== 'bytes' && value?.kind !== 'bytearray') return null;
  return { offset: value.offset, length: value.length };
}
