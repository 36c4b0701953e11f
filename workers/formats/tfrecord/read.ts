import { carvePassed } from '../../analyse/carve.ts';
import type { Inspect, Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { LIMITS } from '../../limits.ts';
import { walk } from '../../lang/protobuf/walk.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { placeIn } from '../../source/byte-source.ts';
import { u32, u64 } from '../../source/little-endian.ts';
import { graphSchema } from '../tensorflow/schema.ts';
import { maskedCrc32c } from './crc32c.ts';
import { isMessage } from './message.ts';
import { EVENT, EXAMPLE, META_GRAPH } from './schema.ts';
import { isGraph, startsEvents } from './start.ts';

/** A length and its checksum before each record, the record's checksum behind it (tensorflow/core/lib/io/record_writer.h). */
const HEAD = 12;
const TAIL = 4;
/** A record that is looked into, and different names that are listed. */
const MAX_RECORD = 64 * 1024 * 1024;
const MAX_TAGS = 20;
const MAX_GRAPHS = 1_000;

/** TFRecord: every record of a file, with its checksums; events of TensorBoard and examples field by field. */
export const readTfrecord: Reader = async (scope, probe, inspect) => {
  const { source } = scope;
  // Pictures, texts, bytes: whatever stands in a record.
  await carvePassed(scope, { offset: 0, length: source.size }, ['tfrecord', 'tfevents'], inspect);
  const walked = new Records(scope, inspect, startsEvents(probe.head));
  let window: Uint8Array = new Uint8Array(0);
  let from = 0;
  let at = 0;
  while (at < source.size) {
    if (at + HEAD > from + window.length) window = await source.read((from = at), LIMITS.chunk, 'direct');
    const length = walked.begins(window.subarray(at - from, at - from + HEAD), at);
    if (length === null) break;
    const all = HEAD + length + TAIL;
    if (length > MAX_RECORD) scope.problem('limit', at, all, prose`A record of ${length} bytes was not looked into.`);
    else {
      if (at + all > from + window.length)
        window = await source.read((from = at), Math.max(all, LIMITS.chunk), 'direct');
      await walked.record(window.subarray(at - from, at - from + all), at);
    }
    at += all;
  }
  walked.close(at);
};

class Records {
  readonly #scope: Scope;
  readonly #inspect: Inspect;
  readonly #isEvents: boolean;
  readonly #tags = new Set<string>();
  #tag: Range | null = null;
  #records = 0;
  #examples = 0;
  #graphs = 0;
  #wrong = 0;
  #firstWrong = 0;
  #claimed = 0;

  constructor(scope: Scope, inspect: Inspect, isEvents: boolean) {
    this.#scope = scope;
    this.#inspect = inspect;
    this.#isEvents = isEvents;
  }

  /** How long the record is whose head this is; null where there is none. */
  begins(head: Uint8Array, at: number): number | null {
    const { size } = this.#scope.source;
    const length = u64(head, 0);
    const isHead = head.length === HEAD && u32(head, 8) === maskedCrc32c(head.subarray(0, 8));
    if (isHead && at + HEAD + length + TAIL <= size) return length;
    const what = isHead ? prose`The last record breaks off.` : prose`No record begins here.`;
    this.#scope.problem('malformed', at, size - at, what);
    return null;
  }

  async record(bytes: Uint8Array, at: number): Promise<void> {
    const content = bytes.subarray(HEAD, bytes.length - TAIL);
    this.#records += 1;
    if (u32(bytes, bytes.length - TAIL) !== maskedCrc32c(content)) {
      if (this.#wrong === 0) this.#firstWrong = at;
      this.#wrong += 1;
    }
    if (!this.#isEvents) {
      if (isMessage(content, EXAMPLE, 'Example')) this.#examples += 1;
      return;
    }
    const graphs: (Range & { isMeta: boolean })[] = [];
    const isKnown = isMessage(content, EVENT, 'Event', (message, field, range) => {
      if (message === 'Event') graphs.push({ ...range, isMeta: field === META_GRAPH });
      else if (this.#tags.size < MAX_TAGS)
        this.#tags.add(TEXT.decode(content.subarray(range.offset, range.offset + Math.min(range.length, 100))));
      if (message === 'Value') this.#tag ??= { offset: at + HEAD + range.offset, length: range.length };
    });
    for (const { offset, length, isMeta } of graphs)
      await this.#graph(isMeta || isGraph(content.subarray(offset, offset + length)), at + HEAD + offset, length);
    if (isKnown) return;
    this.#scope.problem('unsupported', at, bytes.length, prose`The record holds no event of TensorBoard.`);
    this.#claim(at + HEAD);
    this.#claimed = at + HEAD + content.length;
  }

  /** TensorFlow's is read as any other; others only are to be looked at. */
  async #graph(isTensorflow: boolean, offset: number, length: number): Promise<void> {
    const { source, canNest, run } = this.#scope;
    this.#graphs += 1;
    if (this.#graphs > MAX_GRAPHS) {
      if (this.#graphs === MAX_GRAPHS + 1)
        this.#scope.problem('limit', offset, length, prose`Only the first ${MAX_GRAPHS} graphs were looked into.`);
      return;
    }
    const inner = source.slice(offset, length, 'graph');
    if (isTensorflow && canNest && run.budgets.afford('members', 1)) {
      await this.#inspect(this.#scope.child(inner, offset, 'structure'));
      return;
    }
    const { end, at } = await walk(inner, graphSchema(), 'GraphDef', () => undefined);
    if (end !== 'done')
      this.#scope.problem('unsupported', offset + at, length - at, prose`The graph breaks off: no field stands here.`);
  }

  #claim(to: number): void {
    const kind = this.#isEvents ? 'structure' : 'weights';
    this.#scope.claim(
      { offset: this.#claimed, length: to - this.#claimed },
      kind,
      this.#isEvents ? 'events' : 'records',
    );
  }

  close(end: number): void {
    this.#claim(end);
    if (this.#wrong > 0) {
      const what = prose`${this.#wrong} of ${this.#records} records do not have the checksum they are said to have, the first of them here.`;
      this.#scope.problem('malformed', this.#firstWrong, HEAD, what);
    }
    this.#say('records', prose`${this.#records}`, { offset: 0, length: end });
    if (this.#examples > 0) this.#say('examples', prose`${this.#examples}`, { offset: 0, length: end });
    if (this.#tag === null || this.#tags.size === 0) return;
    const names = [...this.#tags].flatMap((tag, i): Prose => [i === 0 ? '' : ', ', data(tag, 60)]);
    this.#say('tags', names, this.#tag);
  }

  #say(key: string, value: Prose, { offset, length }: Range): void {
    const at = placeIn(this.#scope.source, offset, length);
    this.#scope.state({ kind: 'metadata', at, key, type: 'string', value });
  }
}

const TEXT = new TextDecoder();
