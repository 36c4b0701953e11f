import { carvePassed } from '../../analyse/carve.ts';
import { type Table, walk } from '../../lang/flatbuffers/walk.ts';
import { prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { u32, u64 } from '../../source/little-endian.ts';
import { View } from '../flatbuffer/view.ts';
import { type Reading, stateColumns } from './columns.ts';
import { claimBody, claimTables } from './layout.ts';
import { BATCH, KINDS, MESSAGE, messageSchema } from './schema.ts';

/** Messages of one file, and buffers of one message. */
const MAX_MESSAGES = 200_000;
const MAX_BUFFERS = 1_000_000;
/** Before the length of a message, since Arrow 0.15. */
const CONTINUES = 0xffffffff;

/** Where a message begins: its tables, or nothing, where the stream ends. */
interface Frame {
  readonly prefix: number;
  readonly length: number;
}

async function frameAt(source: ByteSource, at: number, end: number): Promise<Frame | null> {
  const head = await source.read(at, Math.min(8, end - at));
  const prefix = u32(head, 0) === CONTINUES ? 8 : 4;
  return head.length < prefix ? null : { prefix, length: u32(head, prefix - 4) };
}

/** Messages one after the other (Arrow Columnar Format, IPC). Answers where each begins. */
export async function readStream(state: Reading, start: number, end: number): Promise<Set<number>> {
  const { scope } = state;
  const seen = new Set<number>();
  for (let at = start; at < end;) {
    const frame = await frameAt(scope.source, at, end);
    if (frame?.length === 0) {
      scope.claim({ offset: at, length: frame.prefix }, 'structure', 'end of the messages');
      break;
    }
    if (seen.size === MAX_MESSAGES) {
      scope.problem('limit', at, end - at, prose`Only the first ${MAX_MESSAGES} messages were read.`);
      break;
    }
    seen.add(at);
    const next = await readMessage(state, at, end, frame);
    if (next === null) break;
    at = next;
  }
  return seen;
}

/** The message at `at`; answers where it ends, null where it breaks off. */
export async function readMessage(
  state: Reading,
  at: number,
  end: number,
  known?: Frame | null,
): Promise<number | null> {
  const { scope, odd } = state;
  const frame = known ?? (await frameAt(scope.source, at, end));
  const start = at + (frame?.prefix ?? 0);
  const length = frame?.length ?? 0;
  if (frame === null || start + length > end) {
    scope.problem('malformed', at, end - at, prose`A message of Arrow breaks off.`);
    return null;
  }
  const source = scope.source.slice(start, length);
  const walked = await walk(source, messageSchema(), 'Message', 4);
  const view = new View(source, walked);
  const kind = view.root?.numbers.get(MESSAGE.kind) ?? 0;
  if (kind === KINDS.schema || walked.tables.size > 4) await stateColumns(state, walked, start, length);
  const [header = null] = view.root === null ? [] : view.tables(view.root, MESSAGE.header);
  const said = view.root?.numbers.get(MESSAGE.body) ?? 0;
  const body = { offset: start + length, said, length: Math.min(said, end - start - length) };
  if (said > body.length)
    scope.problem(
      'malformed',
      body.offset,
      body.length,
      prose`The values of a message break off: ${said} bytes are said to follow.`,
    );
  scope.claim({ offset: at, length: frame.prefix }, 'structure', 'message');
  await claimTables(scope, odd, walked, start, length);
  if (body.length > 0) await readBody(state, view, kind === KINDS.dictionaries ? batchIn(view, header) : header, body);
  return body.offset + body.length;
}

function batchIn(view: View, header: Table | null): Table | null {
  return view.tables(header, 1)[0] ?? null;
}

/** The values of a batch, or of a tensor, which is one part. */
interface Body extends Range {
  /** Bytes it should have. */
  readonly said: number;
}

async function readBody(state: Reading, view: View, batch: Table | null, body: Body): Promise<void> {
  const { scope, odd } = state;
  const isPacked = batch?.tables.has(BATCH.compression) === true;
  if (state.hasBytes && !isPacked) await carvePassed(scope, body, ['arrow', 'arrow-stream'], state.inspect);
  const buffers = batch?.name === 'RecordBatch' ? batch.ranges.get(BATCH.buffers) : undefined;
  const parts = buffers === undefined ? [{ offset: 0, length: body.length }] : await partsAt(view.source, buffers);
  if (parts.length === MAX_BUFFERS)
    scope.problem('limit', body.offset, body.length, prose`Only ${MAX_BUFFERS} parts of a batch were looked at.`);
  await claimBody(scope, odd, parts, body.offset, body, isPacked ? 'compressed' : 'weights');
}

async function partsAt(source: ByteSource, { offset, length }: Range): Promise<Range[]> {
  const bytes = await source.read(offset, Math.min(length, MAX_BUFFERS * 16));
  return Array.from({ length: bytes.length >> 4 }, (_, i) => ({
    offset: u64(bytes, i * 16),
    length: u64(bytes, i * 16 + 8),
  }));
}
