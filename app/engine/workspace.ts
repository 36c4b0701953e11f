/**
 * The opened files. Each is inspected by a worker of its own, a few at a time; when one crashes the others go on.
 * A worker stays with its file to serve tables, until a newer file needs the room; asked again, it comes back.
 */
import type { EngineError, HubCopy, Result } from '../../workers/protocol.ts';
import type { Report } from '../../workers/report/schema.ts';
import type { Client } from './client.ts';
import { HASH_UNASKED, HASH_UNASKED_BUSY, hashIn, type Document, type Hash, type State } from './document.ts';
import { Across, type AcrossFiles } from './across.ts';
import type { Engine, Tables } from './engine.ts';
import { tablesOf } from './tables.ts';
import { Listeners, paceOf } from './listeners.ts';
import { type Incoming, named } from './naming.ts';
import { nextOf } from './order.ts';
import { type Slot, Slots } from './slots.ts';

const WARM_AFTER_MS = 300;

export class Workspace {
  #documents: readonly Document[] = [];
  #nextSeq = 1;
  /** By the first sequence number of what came with them. */
  readonly #copies = new Map<number, readonly HubCopy[]>();
  readonly #across = new Across({ changed: () => this.#notify(), amend: (...how) => this.amend(...how) });
  readonly #listeners = new Listeners();
  readonly #slots: Slots;

  constructor(spawn: () => Client, room: number) {
    this.#slots = new Slots(spawn, room);
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly documents = (): readonly Document[] => this.#documents;

  /** What the open files say about each other. */
  readonly across = (): AcrossFiles => this.#across.state;

  /** Starts a worker ahead of need. */
  warm(): Client['ready'] {
    return this.#slots.warm();
  }

  /** Adds files under the names their folder gives them, and keeps where it says they come from. */
  async openNamed(incoming: readonly Incoming[]): Promise<readonly number[]> {
    const { files, copies } = await named(incoming, async () => {
      await this.warm();
      return this.#slots.idle()?.engine ?? null;
    });
    const seqs = this.open(files);
    if (seqs[0] !== undefined && copies.length > 0) this.#copies.set(seqs[0], copies);
    return seqs;
  }

  /** Copies of repositories that these came with. */
  copiesOf(documents: readonly Document[]): readonly HubCopy[] {
    const drops = new Set(documents.map(({ seq, drop }) => drop ?? seq));
    return [...this.#copies].flatMap(([drop, copies]) => (drops.has(drop) ? copies : []));
  }

  /** Adds files and starts on them; answers their sequence numbers. */
  open(incoming: readonly Incoming[]): readonly number[] {
    const drop = this.#nextSeq;
    const added = incoming.map(({ name, file }): Document => ({
      seq: this.#nextSeq++,
      drop,
      name,
      file,
      size: file.size,
      passwords: [],
      state: { phase: 'waiting' },
    }));
    this.#across.forget();
    this.#documents = [...this.#documents, ...added];
    // A worker begins before the page is drawn anew.
    this.#advance();
    this.#notify();
    return added.map((d) => d.seq);
  }

  /** Cancel: ends the worker; what was read is thrown away. */
  stop(seq: number): void {
    const { phase } = this.#state(seq) ?? {};
    if (phase === 'waiting' || phase === 'reading') this.#set(seq, { phase: 'stopped' });
    this.#release(seq);
    this.#advance();
  }

  /** Reads a document again, trying one more password. */
  unlock(seq: number, password: string): void {
    this.#documents = this.#documents.map((d) => (d.seq === seq ? { ...d, passwords: [...d.passwords, password] } : d));
    this.again(seq);
  }

  again(seq: number): void {
    this.#release(seq);
    this.#across.forget(seq);
    this.#set(seq, { phase: 'waiting' });
    this.#advance();
  }

  close(seq: number): void {
    this.#release(seq);
    this.#across.forget(seq);
    this.#publish(this.#documents.filter((d) => d.seq !== seq));
    this.#advance();
  }

  /** Hashes on request, however large the file is. */
  async hash(seq: number): Promise<void> {
    const state = this.#state(seq);
    if (state?.phase !== 'done' || state.hash.kind === 'running' || state.hash.kind === 'done') return;
    const slot = this.#slotFor(seq);
    if (slot === null) return;
    slot.busy += 1;
    this.#setHash(seq, { kind: 'running', done: 0, total: this.#size(seq) });
    const opened = await slot.opened;
    if (opened.ok) await this.#hashIn(slot);
    else this.#setHash(seq, { kind: 'failed', error: opened.error });
    this.#done(slot);
  }

  /** Table calls of a document. Its worker is brought back when it had to make room. */
  tables(seq: number): Tables {
    return tablesOf((run) => this.run(seq, run));
  }

  /** A call where the document is. `long`: the worker stays with it until the answer is there; `cut` ends it. */
  async run<T>(seq: number, call: (engine: Engine) => Promise<Result<T>>, long = false): Promise<Result<T>> {
    const slot = this.#slotFor(seq);
    if (slot === null) return { ok: false, error: { code: 'cancelled', message: 'This file is closed.' } };
    if (long) slot.busy += 1;
    const opened = await slot.opened;
    const result = opened.ok ? await call(slot.engine) : opened;
    // A dead worker answers nothing more: the next call starts another.
    if (opened.ok && !result.ok && result.error.code === 'crashed' && this.#slots.holds(slot)) this.#release(seq);
    if (long) this.#done(slot);
    return result;
  }

  /** A finished document's report gets what was found later. */
  amend(seq: number, change: (report: Report) => Report): void {
    const state = this.#state(seq);
    if (state?.phase === 'done') this.#set(seq, { ...state, report: change(state.report) });
  }

  /** Ends what runs for a finished document. Its worker comes back when it is asked again. */
  cut(seq: number): void {
    if (this.#state(seq)?.phase === 'done') this.#release(seq);
    this.#advance();
  }

  /** Starts waiting documents while there is room. */
  #advance(): void {
    while (this.#waiting()) {
      if (!this.#slots.makeRoom()) return;
      const next = nextOf(this.#documents);
      if (next !== null) void this.#inspect(next);
    }
    if (this.#documents.every(({ state }) => state.phase !== 'reading')) void this.#compare();
  }

  /** Once everything is read: the worker that is at hand compares. */
  async #compare(): Promise<void> {
    const client = this.#slots.idle();
    if (client !== null) await this.#across.compare(this.#documents, client);
  }

  async #inspect(document: Document): Promise<void> {
    const { seq } = document;
    const slot = this.#occupy(document, true);
    this.#set(seq, { phase: 'reading', progress: null });
    const result = await slot.opened;
    if (!this.#slots.holds(slot)) return;
    if (!result.ok) {
      this.#set(seq, { phase: 'failed', error: result.error });
      this.#release(seq);
    } else {
      // Asked before the worker gets another file, and not waited for: it answers for the one it holds.
      void this.#across.keep(document, slot.engine).then(() => this.#advance());
      await this.#hashUnasked(slot);
    }
    this.#done(slot);
  }

  #done(slot: Slot): void {
    slot.busy -= 1;
    this.#advance();
  }

  async #hashUnasked(slot: Slot): Promise<void> {
    const state = this.#state(slot.seq);
    if (state?.phase !== 'done' || state.hash.kind !== 'none') return;
    if (this.#size(slot.seq) <= (this.#waiting() ? HASH_UNASKED_BUSY : HASH_UNASKED)) await this.#hashIn(slot);
  }

  async #hashIn(slot: Slot): Promise<void> {
    const { seq } = slot;
    const total = this.#size(seq);
    this.#setHash(seq, { kind: 'running', done: 0, total });
    // Progress and answer come through different ports: the last progress may be late.
    let over = false;
    const result = await slot.engine.hash((p) => {
      if (!over && this.#slots.holds(slot)) this.#setHash(seq, { kind: 'running', done: p.done, total });
    });
    over = true;
    if (!this.#slots.holds(slot)) return;
    if (result.ok) this.#setHash(seq, { kind: 'done', sha256: result.value });
    else if (result.error.code === 'crashed') this.#fail(seq, result.error);
    else this.#setHash(seq, { kind: 'failed', error: result.error });
  }

  /** A crash while hashing costs the hash, not the report: the next call gets a new worker. */
  #fail(seq: number, error: EngineError): void {
    this.#setHash(seq, { kind: 'failed', error });
    this.#release(seq);
  }

  /** Gives the document a worker and starts to read. `report`: whether the outcome is news or only brings the worker back. */
  #occupy(document: Document, report: boolean): Slot {
    return this.#slots.occupy(document.seq, (client) => this.#read(client, document, report));
  }

  async #read(
    client: Client,
    { seq, name, file, size, passwords }: Document,
    report: boolean,
  ): Promise<Result<unknown>> {
    const ready = await client.ready;
    if (!ready.ok) return ready;
    const open = { name, file, size, lastModified: file.lastModified, passwords };
    const result = await client.engine.inspect(open, (progress) => {
      if (report && this.#state(seq)?.phase === 'reading') this.#set(seq, { phase: 'reading', progress });
    });
    if (result.ok && report && this.#state(seq)?.phase === 'reading') {
      if (this.#documents.length > 1) this.#across.expect(seq);
      this.#set(seq, { phase: 'done', report: result.value, hash: hashIn(result.value) });
      this.#warmLater();
    }
    return result;
  }

  /** The worker of a finished document, brought back if it was retired. */
  #slotFor(seq: number): Slot | null {
    const found = this.#slots.use(seq);
    if (found !== null) return found;
    const document = this.#documents.find((d) => d.seq === seq);
    if (document?.state.phase !== 'done') return null;
    this.#slots.makeRoom();
    const slot = this.#occupy(document, false);
    void slot.opened.then(() => this.#done(slot));
    return slot;
  }

  #release(seq: number): void {
    if (this.#slots.release(seq)) this.#warmLater();
  }

  /** After what the user waits for is on screen. */
  #warmLater(): void {
    setTimeout(() => {
      if (!this.#waiting()) void this.warm();
    }, WARM_AFTER_MS);
  }

  #waiting(): boolean {
    return this.#documents.some((d) => d.state.phase === 'waiting');
  }

  #state(seq: number): State | undefined {
    return this.#documents.find((d) => d.seq === seq)?.state;
  }

  #size(seq: number): number {
    return this.#documents.find((d) => d.seq === seq)?.size ?? 0;
  }

  #setHash(seq: number, hash: Hash): void {
    const state = this.#state(seq);
    if (state?.phase !== 'done') return;
    if (hash.kind !== 'done') this.#set(seq, { ...state, hash });
    else {
      const file = { ...state.report.file, sha256: hash.sha256 };
      this.#set(seq, { phase: 'done', report: { ...state.report, file }, hash });
    }
  }

  #set(seq: number, state: State): void {
    this.#publish(this.#documents.map((d) => (d.seq === seq ? { ...d, state } : d)));
  }

  #publish(documents: readonly Document[]): void {
    this.#documents = documents;
    this.#notify();
  }

  #notify(): void {
    this.#listeners.tell(paceOf(this.#documents.length));
  }
}
