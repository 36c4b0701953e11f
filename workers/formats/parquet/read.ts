import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { carvePassed } from '../../analyse/carve.ts';
import { type Visited, walk, type Walked } from '../../lang/thrift/walk.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { Base64Source, fromBase64 } from '../../source/base64-source.ts';
import { ascii, startsWith, u32 } from '../../source/little-endian.ts';
import { type Reading, reading, stateValue } from '../arrow/columns.ts';
import type { ArrowCode } from '../arrow/codes.ts';
import { Oddities } from '../oddities.ts';
import { type Chunk, chunkOf } from './chunk.ts';
import { ChunkReader } from './chunks.ts';
import { FILE, PARQUET } from './schema.ts';

const PLAIN = ascii('PAR1');
const ENCRYPTED = ascii('PARE');
/** Length of the footer and four letters. */
const END = 8;
/** Behind a footer that says which columns are encrypted. */
const SIGNATURE = 28;
/** Columns, values and unknown fields that are kept of a footer. */
const MAX_PARTS = 300_000;

/** Parquet: the footer, and every page of every column that it leads to. Values are not decoded. */
export const readParquet: Reader = async (scope, _probe, inspect) => {
  const { source } = scope;
  const state = reading(scope, new Oddities<ArrowCode>(scope, 'arrow'), inspect);
  const tail = await source.read(source.size - END, END);
  const length = u32(tail, 0);
  const start = source.size - END - length;
  const head = await source.read(0, 4);
  if (startsWith(head, PLAIN) || startsWith(head, ENCRYPTED))
    scope.claim({ offset: 0, length: 4 }, 'structure', 'header');
  const isEncrypted = startsWith(tail, ENCRYPTED, 4);
  if ((!isEncrypted && !startsWith(tail, PLAIN, 4)) || start < 4) {
    scope.problem(
      'malformed',
      source.size - 1,
      1,
      prose`The file breaks off: the end is missing that says where its parts are.`,
    );
    return;
  }
  if (length > LIMITS.directory) {
    scope.problem('limit', start, length, prose`The footer of ${length} bytes was not read.`);
    return;
  }
  scope.claim({ offset: source.size - END, length: END }, 'structure', 'end');
  await (isEncrypted ? readEncrypted(scope, start, length) : readFooter(state, start, length));
  state.odd.close();
};

/** All but the name of the method is encrypted. */
async function readEncrypted(scope: Scope, start: number, length: number): Promise<void> {
  const bytes = await scope.source.read(start, length);
  const { at } = walk(bytes, PARQUET, 'FileCryptoMetaData', () => undefined);
  scope.claim({ offset: start, length: at }, 'structure', 'footer');
  const what = prose`The footer and the columns are encrypted: which columns there are, and of which types, is not known.`;
  scope.problem('unsupported', start, length, what);
}

async function readFooter(state: Reading, start: number, length: number): Promise<void> {
  const { scope, inspect } = state;
  const footer = new Footer(await scope.source.read(start, length, 'direct'), start);
  const { chunks, pairs, strange, walked } = footer;
  const end = start + walked.at;
  const rest = length - walked.at;
  if (walked.end !== 'done') {
    const isLimit = walked.end === 'limit';
    const what = isLimit
      ? 'Only the first fields of the footer were walked.'
      : 'The footer breaks off: no field stands here.';
    scope.problem(isLimit ? 'limit' : 'malformed', end, rest, [what]);
  }
  if (footer.more > 0)
    scope.problem('limit', start, length, prose`${footer.more} more entries of the footer were not looked at.`);
  // Texts and statistics may hold anything.
  await carvePassed(scope, { offset: start, length }, ['parquet'], inspect);
  for (const { key, ...range } of pairs)
    if (key === 'ARROW:schema') await openSchema(state, range);
    else await stateValue(state, key, range);
  let from = start;
  for (const { offset, length: size } of [...strange, { offset: end, length: 0 }]) {
    scope.claim({ offset: from, length: offset - from }, 'structure', 'footer');
    from = offset + size;
  }
  if (footer.isSigned && rest === SIGNATURE) scope.claim({ offset: end, length: rest }, 'structure', 'signature');
  const reader = new ChunkReader(state, start);
  for (const chunk of chunks) await reader.read(chunk);
  await reader.close();
}

/** What a footer says, with places in the file. */
class Footer {
  readonly chunks: Chunk[] = [];
  readonly pairs: Pair[] = [];
  /** Fields that the format does not have. */
  readonly strange: Range[] = [];
  readonly walked: Walked;
  isSigned = false;
  /** What was not kept. */
  more = 0;
  readonly #bytes: Uint8Array;
  readonly #start: number;
  /** Of the column that is being read. */
  #column: Visited | null = null;
  #isEncrypted = false;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#start = start;
    this.walked = walk(
      bytes,
      PARQUET,
      'FileMetaData',
      (visited) => {
        this.#visit(visited);
      },
      (offset, length) => {
        if (this.strange.length < MAX_PARTS) this.strange.push({ offset: start + offset, length });
        else this.more += 1;
      },
    );
  }

  #visit(visited: Visited): void {
    if (visited.struct === 'ColumnMetaData') this.#column = visited;
    else if (visited.struct === 'Crypto') this.#isEncrypted = true;
    else if (visited.struct === 'Encryption') this.isSigned = true;
    else if (visited.struct === 'KeyValue') {
      if (this.pairs.length === MAX_PARTS) this.more += 1;
      else this.pairs.push(pairOf(this.#bytes, this.#start, visited));
    } else if (visited.struct === 'ColumnChunk') {
      if (this.chunks.length === MAX_PARTS) this.more += 1;
      else this.chunks.push(chunkOf(this.#bytes, this.#start, visited, this.#column, this.#isEncrypted));
      this.#column = null;
      this.#isEncrypted = false;
    } else if (visited.struct === 'FileMetaData') {
      const { offset, length } = visited.ranges.get(FILE.writer) ?? { offset: 0, length: 0 };
      if (length > 0) this.pairs.push({ key: 'created_by', offset: this.#start + offset, length });
    }
  }
}

interface Pair extends Range {
  readonly key: string;
}

function pairOf(bytes: Uint8Array, start: number, { ranges }: Visited): Pair {
  const key = ranges.get(1) ?? { offset: 0, length: 0 };
  const value = ranges.get(2) ?? { offset: 0, length: 0 };
  const text = new TextDecoder().decode(bytes.subarray(key.offset, key.offset + Math.min(key.length, 200)));
  return { key: text, offset: start + value.offset, length: value.length };
}

/** What Arrow calls the columns: a message in Base64, from which it makes their types. */
async function openSchema({ scope, inspect }: Reading, { offset, length }: Range): Promise<void> {
  if (!scope.canNest || !scope.run.budgets.afford('opened', length)) {
    scope.problem('limit', offset, length, prose`The schema of Arrow was not read: too much is nested in this file.`);
    return;
  }
  const { bytes, digits } = fromBase64(await scope.source.read(offset, length, 'direct'));
  if (digits < length) {
    const what = prose`The schema of Arrow is followed by ${length - digits} bytes that are no Base64.`;
    scope.problem('malformed', offset + digits, length - digits, what);
  }
  if (bytes.length > 0)
    await inspect(scope.child(new Base64Source(scope.source, 'ARROW:schema', offset, bytes), null, 'structure'));
}
