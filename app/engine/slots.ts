/** The workers at hand: which file each holds, and who makes room. A worker stays with its file until a newer one needs it. */
import type { Result } from '../../workers/protocol.ts';
import type { Client } from './client.ts';
import type { Engine } from './engine.ts';

export interface Slot {
  readonly seq: number;
  readonly client: Client;
  readonly engine: Engine;
  /** Settles when the worker holds the document. */
  readonly opened: Promise<Result<unknown>>;
  /** How many long jobs (inspecting, hashing) it has: above 0 it must not be retired. */
  busy: number;
}

export class Slots {
  /** Least recently used first. */
  #slots: Slot[] = [];
  #spare: Client | null = null;
  readonly #spawn: () => Client;
  readonly #room: number;

  constructor(spawn: () => Client, room: number) {
    this.#spawn = spawn;
    this.#room = Math.max(1, room);
  }

  /** Starts a worker ahead of need. One that does not come up is not kept. */
  async warm(): Client['ready'] {
    const spare = (this.#spare ??= this.#spawn());
    const ready = await spare.ready;
    if (!ready.ok && this.#spare === spare) this.#spare = null;
    return ready;
  }

  /** The slot of a file, now the most recently used. */
  use(seq: number): Slot | null {
    const found = this.#slots.find((s) => s.seq === seq);
    if (found === undefined) return null;
    this.#slots = [...this.#slots.filter((s) => s !== found), found];
    return found;
  }

  holds(slot: Slot): boolean {
    return this.#slots.includes(slot);
  }

  /** A worker that has nothing to do, for a job that belongs to no file. */
  idle(): Client | null {
    return this.#slots.find((slot) => slot.busy === 0)?.client ?? this.#spare;
  }

  /** Gives a file a worker; `read` starts on it. */
  occupy(seq: number, read: (client: Client) => Promise<Result<unknown>>): Slot {
    const client = this.#spare ?? this.#spawn();
    this.#spare = null;
    const slot: Slot = { seq, client, engine: client.engine, busy: 1, opened: read(client) };
    this.#slots.push(slot);
    return slot;
  }

  /** Takes the least recently used idle worker from its file when all places are taken: a new file takes the place of the old one in it. */
  makeRoom(): boolean {
    if (this.#slots.length < this.#room) return true;
    const idle = this.#slots.find((s) => s.busy === 0);
    if (idle === undefined) return false;
    this.#slots = this.#slots.filter((s) => s !== idle);
    if (this.#spare === null) this.#spare = idle.client;
    else idle.engine.end();
    return true;
  }

  /** Ends the worker of a file; answers whether there was one. */
  release(seq: number): boolean {
    const slot = this.#slots.find((s) => s.seq === seq);
    if (slot === undefined) return false;
    this.#slots = this.#slots.filter((s) => s !== slot);
    slot.engine.end();
    return true;
  }
}
