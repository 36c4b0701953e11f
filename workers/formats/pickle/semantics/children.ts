import type { ByteSource } from '../../../source/byte-source.ts';
import { HeldSource, Shelf } from '../../../source/held-source.ts';
import { objectStart } from '../../numpy/object-start.ts';
import type { PickleRun } from '../read.ts';
import type { Trace } from '../trace.ts';
import { indexOfBytes } from '../../../source/index-of-bytes.ts';
import { inflate } from './inflate.ts';
import { interpret, type Interpretation } from './interpret.ts';
import { SEMANTICS } from './limits.ts';
import type { Answer, Compression, Dialect, NestedRequest } from './nested.ts';
import type { Bytes } from './sym.ts';
import { fromDigits, latin1OfEscaped, latin1OfUtf8 } from './text.ts';

export interface InterpretDeps {
  /** Reads the pickle stream that starts at an offset of a source (../read.ts). */
  readonly read: (source: ByteSource, start: number) => Promise<PickleRun>;
}

/** Interprets every trace of a program, with the pickles inside it, and those inside them. */
export function interpretAll(
  traces: readonly Trace[],
  source: ByteSource,
  deps: InterpretDeps,
): Promise<Interpretation[]> {
  return new Library(deps).interpret(traces, source, 0);
}

/** Reads the bytes that programs load, within one budget for all of them. */
class Library {
  readonly #deps: InterpretDeps;
  readonly #shelf = new Shelf(SEMANTICS.nestedBytes);
  #streams = 0;
  #bytes = 0;

  constructor(deps: InterpretDeps) {
    this.#deps = deps;
  }

  async interpret(traces: readonly Trace[], source: ByteSource, depth: number): Promise<Interpretation[]> {
    const done: Interpretation[] = [];
    for (const trace of traces) {
      const answers = new Map<string, Answer>();
      const answer = (key: string): Answer | undefined => answers.get(key);
      let result = interpret(trace, source, answer);
      // A round asks only for what the one before made known, and every answer is final: this ends.
      while (result.wanted.length > 0) {
        for (const request of result.wanted) {
          const given = await this.#answer(request, source, depth);
          answers.set(request.key, await this.#placed(given, request, trace, source));
        }
        result = interpret(trace, source, answer);
      }
      done.push(result);
    }
    return done;
  }

  async #answer({ does, payload }: NestedRequest, source: ByteSource, depth: number): Promise<Answer> {
    if (depth >= SEMANTICS.nestedDepth)
      return refused(`they are nested more than ${SEMANTICS.nestedDepth.toString()} deep`);
    if (this.#streams >= SEMANTICS.nestedStreams || this.#bytes >= SEMANTICS.nestedBytes)
      return refused('there are more of them than Vitrine reads');
    const written = payload.isText === true ? await this.#textSource(payload, source) : this.#sourceOf(payload, source);
    const inner = written === null ? null : await this.#undigested(written, payload);
    if (inner === null) return refused('they are a text that is no bytes, or longer than Vitrine reads');
    return isCompression(does) ? this.#decompress(inner, does) : this.#read(inner, does, depth);
  }

  /** The engine keeps no place of short texts: it is looked for when there is something to show in them. */
  async #placed(answer: Answer, { find }: NestedRequest, { start, end }: Trace, source: ByteSource): Promise<Answer> {
    if (find === undefined || answer.kind !== 'programs' || answer.programs.length === 0) return answer;
    if (this.#bytes + (end - start) > SEMANTICS.nestedBytes) return answer;
    this.#bytes += end - start;
    const at = await indexOfBytes(source, find, start, end);
    return at === null ? answer : { ...answer, at };
  }

  /** A window on the program where the bytes stand in it, else what was computed. */
  #sourceOf({ bytes, offset, length }: Bytes, source: ByteSource): ByteSource {
    if (offset !== null) return source.slice(offset, length, `bytes at 0x${offset.toString(16)}`);
    return new HeldSource(source, 'computed bytes', bytes.length, this.#shelf, () => Promise.resolve(bytes));
  }

  /** The Latin-1 bytes of a text that stands in the program. */
  async #textSource({ offset, length }: Bytes, source: ByteSource): Promise<ByteSource | null> {
    if (offset === null || this.#bytes + length > SEMANTICS.nestedBytes) return null;
    this.#bytes += length;
    const [opcode] = await source.read(offset - 1, 1);
    // A line is at most six times as long as what its escapes stand for.
    const room = opcode === UNICODE ? length * 6 + 1 : length;
    const text = await source.read(offset, Math.min(room, source.size - offset, SEMANTICS.nestedBytes));
    const bytes = opcode === UNICODE ? latin1OfEscaped(text) : latin1OfUtf8(text);
    return bytes === null
      ? null
      : new HeldSource(source, 'computed bytes', bytes.length, this.#shelf, () => Promise.resolve(bytes));
  }

  /** What digits stand for that were too long to be held. */
  async #undigested(source: ByteSource, { digits, bytes, length }: Bytes): Promise<ByteSource | null> {
    if (digits === undefined || bytes.length === length) return source;
    if (this.#bytes + source.size > SEMANTICS.nestedBytes) return null;
    this.#bytes += source.size;
    const decoded = fromDigits(await source.read(0, source.size), digits);
    return decoded === null
      ? null
      : new HeldSource(source, 'computed bytes', decoded.length, this.#shelf, () => Promise.resolve(decoded));
  }

  async #decompress(source: ByteSource, format: Compression): Promise<Answer> {
    this.#bytes += source.size;
    if (this.#bytes > SEMANTICS.nestedBytes) return refused('there are more of them than Vitrine reads');
    const bytes = await inflate(await source.read(0, source.size), format);
    return bytes === null
      ? refused(`they are no ${format} data, or unpack to more than Vitrine reads`)
      : { kind: 'bytes', bytes };
  }

  async #read(source: ByteSource, dialect: Dialect, depth: number): Promise<Answer> {
    if (dialect === 'marshal') return refused('they are marshalled code');
    const head = await source.read(0, 12);
    if (head[0] === 0x50 && head[1] === 0x4b) return refused('they are a ZIP archive inside the program');
    const start = dialect === 'numpy' ? await objectStart(source) : 0;
    return { kind: 'programs', programs: start === null ? [] : await this.#programs(source, start, dialect, depth) };
  }

  /** torch's old format is five pickles in a row; other loaders read one. */
  async #programs(source: ByteSource, start: number, dialect: Dialect, depth: number): Promise<Interpretation[]> {
    const programs: Interpretation[] = [];
    const most = dialect === 'torch' ? 5 : 1;
    for (let at = start, count = 0; count < most && at < source.size; count += 1) {
      const run = await this.#deps.read(source, at);
      this.#streams += 1;
      this.#bytes += run.end - at;
      try {
        programs.push(...(await this.interpret(run.traces, source, depth + 1)));
        for (const { run: inner } of run.joblib?.pickles ?? [])
          programs.push(...(await this.interpret(inner.traces, source, depth + 1)));
        if (run.traces[0]?.ending.kind !== 'stop' || run.end <= at) break;
        at = run.end;
      } finally {
        run.close();
      }
    }
    return programs;
  }
}

/** The opcode whose text is a line of its own, with escapes; the others have UTF-8 behind a length. */
const UNICODE = 0x56;

function refused(why: string): Answer {
  return { kind: 'refused', why };
}

function isCompression(does: Dialect | Compression): does is Compression {
  return does === 'deflate' || does === 'gzip' || does === 'bzip2' || does === 'xz';
}
