import type { Reader } from '../../analyse/reader.ts';
import { type Table, walk } from '../../lang/flatbuffers/walk.ts';
import { prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { ascii, startsWith, u32, u64 } from '../../source/little-endian.ts';
import { Oddities } from '../oddities.ts';
import { View } from '../flatbuffer/view.ts';
import type { ArrowCode } from './codes.ts';
import { type Reading, reading, stateColumns } from './columns.ts';
import { claimBody, claimTables } from './layout.ts';
import { ARRAY, featherSchema, FOOTER, messageSchema } from './schema.ts';
import { readMessage, readStream } from './stream.ts';

/** A stream of Arrow: messages one after the other. */
export const readArrowStream: Reader = async (scope, _probe, inspect) => {
  const odd = new Oddities<ArrowCode>(scope, 'arrow');
  await readStream(reading(scope, odd, inspect), 0, scope.source.size);
  odd.close();
};

const MAGIC = ascii('ARROW1');
/** Of a block in the footer: where its message begins, bytes of its tables, bytes of its values. */
const BLOCK = 24;
const MAX_BLOCKS = 200_000;

/** A file of Arrow (Feather version 2): the same messages, and a footer that says where each one is. */
export const readArrowFile: Reader = async (scope, _probe, inspect) => {
  const { source } = scope;
  const odd = new Oddities<ArrowCode>(scope, 'arrow');
  const state = reading(scope, odd, inspect);
  const isWhole = startsWith(await source.read(0, 6), MAGIC);
  if (isWhole) scope.claim({ offset: 0, length: 8 }, 'structure', 'header');
  const footer = await footerOf(state, MAGIC);
  const end = footer?.offset ?? source.size;
  const blocks = footer === null ? [] : await readFooter(state, footer);
  const seen = isWhole ? await readStream(state, 8, end) : new Set<number>();
  for (const { offset, length } of blocks) {
    if (seen.has(offset)) continue;
    seen.add(offset);
    if (offset + length <= end) await readMessage(state, offset, end);
    else
      odd.state({
        code: 'bounds',
        offset: footer?.offset ?? 0,
        length: footer?.length ?? 0,
        what: prose`A message is said to be at byte ${offset}, ${length} bytes long, and the footer begins at ${end}.`,
      });
  }
  odd.close();
};

/** Where the footer is, by the number and the letters behind it. */
async function footerOf({ scope }: Reading, magic: readonly number[]): Promise<Range | null> {
  const { size } = scope.source;
  const tail = await scope.source.read(size - 4 - magic.length, 4 + magic.length);
  const offset = size - tail.length - u32(tail, 0);
  if (!startsWith(tail, magic, 4) || offset < 4) {
    scope.problem(
      'malformed',
      size - 1,
      1,
      prose`The file breaks off: the end is missing that says where its parts are.`,
    );
    return null;
  }
  scope.claim({ offset: size - tail.length, length: tail.length }, 'structure', 'end');
  return { offset, length: u32(tail, 0) };
}

async function readFooter(state: Reading, { offset, length }: Range): Promise<Range[]> {
  const { scope, odd } = state;
  const source = scope.source.slice(offset, length);
  const walked = await walk(source, messageSchema(), 'Footer', 4);
  const view = new View(source, walked);
  await stateColumns(state, walked, offset, length);
  await claimTables(scope, odd, walked, offset, length);
  const { root } = view;
  const lists = [FOOTER.dictionaries, FOOTER.batches].map((slot) => root?.ranges.get(slot));
  const blocks: Range[] = [];
  for (const list of lists) if (list !== undefined) blocks.push(...(await blocksAt(view, list)));
  if (blocks.length < lists.reduce((sum, list) => sum + (list?.length ?? 0) / BLOCK, 0))
    scope.problem('limit', offset, length, prose`Only ${MAX_BLOCKS} entries of the footer were looked at.`);
  return blocks;
}

async function blocksAt({ source }: View, { offset, length }: Range): Promise<Range[]> {
  const bytes = await source.read(offset, Math.min(length, MAX_BLOCKS * BLOCK));
  return Array.from({ length: Math.floor(bytes.length / BLOCK) }, (_, i) => ({
    offset: u64(bytes, i * BLOCK),
    length: u32(bytes, i * BLOCK + 8) + u64(bytes, i * BLOCK + 16),
  }));
}

/** Feather version 1: columns, and a footer that says where each one is. */
export const readFeather: Reader = async (scope, _probe, inspect) => {
  const odd = new Oddities<ArrowCode>(scope, 'arrow');
  const footer = await footerOf(reading(scope, odd, inspect), ascii('FEA1'));
  scope.claim({ offset: 0, length: 4 }, 'structure', 'header');
  if (footer !== null) {
    const { offset, length } = footer;
    const walked = await walk(scope.source.slice(offset, length), featherSchema(), 'CTable', 4);
    const arrays = [...walked.tables.values()].filter(({ name }) => name === 'PrimitiveArray').map(partOf);
    await claimBody(scope, odd, [{ offset: 0, length: 4 }, ...arrays], 0, { said: offset, length: offset }, 'weights');
    await claimTables(scope, odd, walked, offset, length);
  }
  odd.close();
};

function partOf({ numbers }: Table): Range {
  return { offset: numbers.get(ARRAY.offset) ?? 0, length: numbers.get(ARRAY.length) ?? 0 };
}
