import { carvePassed } from '../../analyse/carve.ts';
import { type Visited, walk } from '../../lang/thrift/walk.ts';
import { data, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { RangeSet } from '../../source/range-set.ts';
import type { Reading } from '../arrow/columns.ts';
import { isOutside } from '../tensorflow/outside.ts';
import type { Chunk } from './chunk.ts';
import { CHUNK, COLUMN, PAGE, PARQUET } from './schema.ts';

/** Pages of one file. */
const MAX_PAGES = 200_000;
/** Bytes in which the head of a page, or what else is read before its length is known, is looked for; statistics make it long. */
const HEAD = 4096;
const LONG_HEAD = 1024 * 1024;
/** Old writers left the head of the dictionary out of the length of a column (PARQUET-816). */
const SLACK = 100;

/** Follows what a footer says of its columns. */
export class ChunkReader {
  readonly #state: Reading;
  /** Where the footer begins. */
  readonly #end: number;
  readonly #taken = new RangeSet();
  #pages = 0;
  #encrypted = 0;

  constructor(state: Reading, end: number) {
    this.#state = state;
    this.#end = end;
  }

  async read(chunk: Chunk): Promise<void> {
    const { name, file, told } = chunk;
    if (isOutside(file))
      this.#state.odd.state({
        code: 'outside',
        ...told,
        subject: name,
        what: prose`Its values are in ${data(file, 200)}.`,
      });
    if (file !== '') return;
    await this.#values(chunk);
    await this.#piece(chunk, chunk.offsetIndex, 'OffsetIndex');
    await this.#piece(chunk, chunk.columnIndex, 'ColumnIndex');
    await this.#bloom(chunk);
  }

  async close(): Promise<void> {
    await this.#copies();
    const { scope } = this.#state;
    if (this.#pages > MAX_PAGES)
      scope.problem('limit', 0, this.#end, prose`Only the first ${MAX_PAGES} pages were looked at.`);
    if (this.#encrypted === 0) return;
    const what = prose`Columns are encrypted, in ${this.#encrypted} parts: their values are not known.`;
    scope.problem('unsupported', 0, this.#end, what);
  }

  async #values(chunk: Chunk): Promise<void> {
    const { offset, length } = chunk.pages;
    if (chunk.isEncrypted) this.#encrypted += 1;
    if (!Number.isFinite(offset) || !this.#isInside(chunk, chunk.pages)) return;
    if (chunk.isEncrypted) await this.#claimValues(chunk, offset, offset + length, 'encrypted column');
    else await this.#walk(chunk, offset, offset + length);
  }

  async #walk(chunk: Chunk, offset: number, stop: number): Promise<void> {
    const { scope } = this.#state;
    for (let at = offset; at < stop; this.#pages += 1) {
      if (this.#pages > MAX_PAGES) return;
      const page = await this.#head(at, 'PageHeader');
      if (page === null) {
        const what = prose`No page of the column ${data(chunk.name, 80)} begins here.`;
        scope.problem('malformed', at, stop - at, what);
        return;
      }
      scope.claim({ offset: at, length: page.length }, 'structure', 'page');
      const start = at + page.length;
      at = start + (page.numbers.get(PAGE.size) ?? 0);
      if (at < start || at > Math.min(stop + SLACK, this.#end)) {
        this.#outside(chunk, { offset: start, length: Math.max(0, at - start) });
        at = stop;
      }
      await this.#claimValues(chunk, start, at, 'values');
    }
  }

  async #claimValues(chunk: Chunk, from: number, to: number, label: string): Promise<void> {
    const { scope, odd, inspect } = this.#state;
    const range = { offset: from, length: to - from };
    if (this.#taken.add(from, to - from).length > 0)
      odd.state({ code: 'overlap', ...range, subject: chunk.name, what: prose`Two columns share bytes.` });
    const isPacked = chunk.isPacked || chunk.isEncrypted;
    if (chunk.isEncrypted || (chunk.hasBytes && !isPacked)) await carvePassed(scope, range, ['parquet'], inspect);
    scope.claim(range, isPacked ? 'compressed' : 'weights', label);
  }

  /** An index of pages. */
  async #piece(chunk: Chunk, range: Range, struct: string): Promise<void> {
    const { scope } = this.#state;
    if (range.offset <= 0 || range.length <= 0 || !this.#isInside(chunk, range)) return;
    if (chunk.isEncrypted) {
      await this.#claimValues(chunk, range.offset, range.offset + range.length, 'encrypted index');
      return;
    }
    if (!scope.run.budgets.afford('opened', range.length)) {
      scope.problem(
        'limit',
        range.offset,
        range.length,
        prose`An index of pages was not read: too much was read before.`,
      );
      return;
    }
    const bytes = await scope.source.read(range.offset, range.length);
    const found = walked(bytes, struct);
    if (found?.length === bytes.length) scope.claim(range, 'structure', 'index');
    else scope.problem('malformed', range.offset, range.length, prose`No index of pages stands here.`);
  }

  async #bloom(chunk: Chunk): Promise<void> {
    if (chunk.bloom <= 0 || chunk.isEncrypted) return;
    const head = await this.#head(chunk.bloom, 'BloomFilterHeader');
    const range = { offset: chunk.bloom, length: (head?.length ?? 0) + (head?.numbers.get(1) ?? 0) };
    if (head !== null && this.#isInside(chunk, range)) this.#state.scope.claim(range, 'structure', 'Bloom filter');
  }

  /** What the footer says of a column, once more: many writers put it behind each column. */
  async #copies(): Promise<void> {
    const { scope, inspect } = this.#state;
    for (const gap of scope.open()) {
      let at = gap.offset;
      for (let left = gap.length; left > 0; left = gap.offset + gap.length - at) {
        const found = (await this.#head(at, 'ColumnChunk')) ?? (await this.#head(at, 'ColumnMetaData'));
        const isColumn = found?.numbers.has(found.struct === 'ColumnChunk' ? CHUNK.offset : COLUMN.data) === true;
        if (!isColumn || found.length > left) break;
        const range = { offset: at, length: found.length };
        await carvePassed(scope, range, ['parquet'], inspect);
        scope.claim(range, 'structure', 'column');
        at += found.length;
      }
    }
  }

  /** The struct at `at`; null where none is. */
  async #head(at: number, struct: string): Promise<Visited | null> {
    const { source, run } = this.#state.scope;
    const most = Math.max(0, this.#end - at);
    const found = walked(await source.read(at, Math.min(HEAD, most)), struct);
    if (found !== null || most <= HEAD || !run.budgets.afford('opened', LONG_HEAD)) return found;
    return walked(await source.read(at, Math.min(LONG_HEAD, most)), struct);
  }

  #isInside(chunk: Chunk, range: Range): boolean {
    const isInside = range.offset >= 4 && range.length >= 0 && range.offset + range.length <= this.#end;
    if (!isInside) this.#outside(chunk, range);
    return isInside;
  }

  #outside({ name, told }: Chunk, { offset, length }: Range): void {
    const what = prose`A part of the column is said to be at byte ${offset}, ${length} bytes long, and the footer begins at ${this.#end}.`;
    this.#state.odd.state({ code: 'bounds', ...told, subject: name, what });
  }
}

/** The struct that the bytes begin with, if all of it is in the format. */
function walked(bytes: Uint8Array, struct: string): Visited | null {
  const visits: Visited[] = [];
  const strange: number[] = [];
  const { end } = walk(
    bytes,
    PARQUET,
    struct,
    (visited) => {
      visits[0] = visited;
    },
    (offset) => {
      strange[0] = offset;
    },
  );
  return end === 'done' && strange.length === 0 ? (visits[0] ?? null) : null;
}
