/** Several files together: what each is compared by is kept until all are read, then one worker compares. */
import type { Compared, EngineError, FolderPart } from '../../workers/protocol.ts';
import { numbersReport } from '../../workers/report/numbers.ts';
import type { Report } from '../../workers/report/schema.ts';
import type { Client } from './client.ts';
import type { Document } from './document.ts';
import type { Engine } from './engine.ts';

export type AcrossFiles =
  | { readonly phase: 'none' }
  | { readonly phase: 'comparing' }
  | ({ readonly phase: 'done' } & Compared)
  | { readonly phase: 'failed'; readonly error: EngineError };

/** Who has the files. */
interface Holder {
  readonly changed: () => void;
  /** A report that was made says something else from now on. */
  readonly amend: (seq: number, change: (report: Report) => Report) => void;
}

const NONE: AcrossFiles = { phase: 'none' };

export class Across {
  readonly #parts = new Map<number, FolderPart>();
  /** Documents that were read and whose part is still to come. */
  readonly #expected = new Set<number>();
  readonly #holder: Holder;
  /** Reports as they were before another file said more. */
  readonly #alone = new Map<number, Report>();
  #state: AcrossFiles = NONE;
  #epoch = 0;

  constructor(holder: Holder) {
    this.#holder = holder;
  }

  get state(): AcrossFiles {
    return this.#state;
  }

  /** A document was read: nothing is compared before its part is here. */
  expect(seq: number): void {
    this.#expected.add(seq);
  }

  /** Takes over what an expected document is compared by. */
  async keep({ seq, name, size }: Document, engine: Engine): Promise<void> {
    if (!this.#expected.has(seq)) return;
    const part = await engine.part(inFolder(name));
    this.#expected.delete(seq);
    if (part.ok) this.#parts.set(seq, { name, size, file: part.value });
  }

  /** The set of files changes: what was said about it no longer holds. */
  forget(seq?: number): void {
    if (seq !== undefined) {
      this.#parts.delete(seq);
      this.#expected.delete(seq);
    }
    this.#epoch += 1;
    this.#set(NONE);
    for (const [of, { file, ...alone }] of this.#alone)
      this.#holder.amend(of, (now) => ({ ...alone, file: { ...file, sha256: now.file.sha256 } }));
    this.#alone.clear();
  }

  async compare(documents: readonly Document[], client: Client): Promise<void> {
    if (this.#expected.size > 0) return;
    const parts = documents.flatMap(({ seq }) => this.#parts.get(seq) ?? []);
    if (parts.length < 2 || this.#state.phase !== 'none') return;
    this.#set({ phase: 'comparing' });
    const epoch = this.#epoch;
    const files = new Map(documents.map(({ name, file }) => [name, file]));
    const result = await client.engine.compare({ path: commonFolder(parts), parts }, async (name, offset, length) =>
      (files.get(name) ?? new File([], name)).slice(offset, offset + length).arrayBuffer(),
    );
    if (epoch !== this.#epoch) return;
    this.#set(result.ok ? { phase: 'done', ...result.value } : { phase: 'failed', error: result.error });
    if (result.ok) this.#explain(result.value, documents);
  }

  /** Files that another one says everything of. */
  #explain({ numbers }: Compared, documents: readonly Document[]): void {
    const seqs = new Map(documents.map(({ name, seq }) => [name, seq]));
    for (const { name, of } of numbers) {
      const seq = seqs.get(name);
      if (seq === undefined) continue;
      this.#holder.amend(seq, (report) => {
        this.#alone.set(seq, report);
        return numbersReport(report, of);
      });
    }
  }

  #set(state: AcrossFiles): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#holder.changed();
  }
}

/** Without the folder that was dropped: browsers name its files from there. */
function inFolder(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

/** The folder that was dropped; empty when the files came from several. */
function commonFolder(parts: readonly FolderPart[]): string {
  const [first = '', ...others] = new Set(parts.map(({ name }) => name.split('/', 1)[0] ?? ''));
  return others.length === 0 && parts.every(({ name }) => name.includes('/')) ? first : '';
}
