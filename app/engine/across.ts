/** Several files together: what each is compared by is kept until all are read, then one worker compares. */
import type { EngineError, FolderPart } from '../../workers/protocol.ts';
import type { Finding } from '../../workers/report/schema.ts';
import type { Client } from './client.ts';
import type { Document } from './document.ts';
import type { Engine } from './engine.ts';

export type AcrossFiles =
  | { readonly phase: 'none' }
  | { readonly phase: 'comparing' }
  | { readonly phase: 'done'; readonly findings: readonly Finding[] }
  | { readonly phase: 'failed'; readonly error: EngineError };

const NONE: AcrossFiles = { phase: 'none' };

export class Across {
  readonly #parts = new Map<number, FolderPart>();
  /** Documents that were read and whose part is still to come. */
  readonly #expected = new Set<number>();
  readonly #changed: () => void;
  #state: AcrossFiles = NONE;
  #epoch = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
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
    this.#set(result.ok ? { phase: 'done', findings: result.value } : { phase: 'failed', error: result.error });
  }

  #set(state: AcrossFiles): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#changed();
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
