import type { ByteSource } from '../../../source/byte-source.ts';
import { HeldSource, Shelf } from '../../../source/held-source.ts';
import type { PickleRun } from '../read.ts';
import type { Trace } from '../trace.ts';
import { inflate } from './inflate.ts';
import { interpret, type Interpretation } from './interpret.ts';
import { SEMANTICS } from './limits.ts';
import type { Answer, ChildReader, ChildStream, Compression, Dialect, NestedRequest } from './nested.ts';

export interface InterpretDeps {
  /** Reads the pickle stream that starts at an offset of a source (../read.ts). */
  readonly read: (source: ByteSource, start: number) => Promise<PickleRun>;
}

/** An interpretation with the pickles inside it. `close` frees what was read for it. */
export interface Interpreted {
  readonly traces: readonly Interpretation[];
  close(): void;
}

/** Interprets every trace of a program, reading the pickles inside it until nothing new is wanted. */
export async function interpretAll(
  traces: readonly Trace[],
  source: ByteSource,
  deps: InterpretDeps,
): Promise<Interpreted> {
  const library = new Library(deps);
  const done: Interpretation[] = [];
  for (const [i, trace] of traces.entries()) {
    const reader = new Answers(library.answers, i.toString(), 0);
    let result = interpret(trace, source, reader);
    // A round can only ask for what the round before made known, and depth is capped: this ends.
    while (result.wanted.length > 0) {
      for (const request of result.wanted) await library.resolve(request, request.source);
      result = interpret(trace, source, reader);
    }
    done.push(result);
  }
  return {
    traces: done,
    close: () => {
      library.close();
    },
  };
}

class Answers implements ChildReader {
  readonly prefix: string;
  readonly depth: number;
  readonly #answers: ReadonlyMap<string, Answer>;

  constructor(answers: ReadonlyMap<string, Answer>, prefix: string, depth: number) {
    this.#answers = answers;
    this.prefix = prefix;
    this.depth = depth;
  }

  answer(key: string): Answer | undefined {
    return this.#answers.get(key);
  }

  below(key: string): ChildReader {
    return new Answers(this.#answers, key, this.depth + 1);
  }
}

/** Reads what is asked for, within the budget. */
class Library {
  readonly answers = new Map<string, Answer>();
  readonly #deps: InterpretDeps;
  readonly #open: PickleRun[] = [];
  readonly #shelf = new Shelf(SEMANTICS.nestedBytes);
  #bytes = 0;

  constructor(deps: InterpretDeps) {
    this.#deps = deps;
  }

  async resolve({ key, does, payload }: NestedRequest, source: ByteSource): Promise<void> {
    if (this.answers.has(key)) return;
    this.#bytes += payload.length;
    if (this.#bytes > SEMANTICS.nestedBytes || this.#open.length >= SEMANTICS.nestedStreams) {
      this.answers.set(key, { kind: 'refused', why: 'more of them than Vitrine reads' });
      return;
    }
    const inner =
      payload.offset === null
        ? new HeldSource(source, 'computed bytes', payload.bytes.length, this.#shelf, () =>
            Promise.resolve(payload.bytes),
          )
        : source.slice(payload.offset, payload.length, `bytes at 0x${payload.offset.toString(16)}`);
    this.answers.set(key, isCompression(does) ? await this.#decompress(inner, does) : await this.#read(inner, does));
  }

  async #decompress(source: ByteSource, format: Compression): Promise<Answer> {
    const bytes = await inflate(await source.read(0, source.size), format);
    return bytes === null
      ? { kind: 'refused', why: `they are no ${format} data, or unpack to more than Vitrine reads` }
      : { kind: 'bytes', bytes };
  }

  async #read(source: ByteSource, dialect: Dialect): Promise<Answer> {
    if (dialect === 'marshal') return { kind: 'refused', why: 'they are marshalled code' };
    const head = await source.read(0, 12);
    if (head[0] === 0x50 && head[1] === 0x4b)
      return { kind: 'refused', why: 'they are a ZIP archive inside the program' };
    const start = dialect === 'numpy' ? await afterArrayHeader(source, head) : 0;
    return start === null
      ? { kind: 'streams', streams: [] }
      : { kind: 'streams', streams: await this.#streams(source, start, dialect) };
  }

  /** torch's old format is five pickles in a row; other loaders read one. */
  async #streams(source: ByteSource, start: number, dialect: Dialect): Promise<ChildStream[]> {
    const streams: ChildStream[] = [];
    const most = dialect === 'torch' ? 5 : 1;
    for (let at = start; streams.length < most && at < source.size;) {
      const run = await this.#deps.read(source, at);
      this.#open.push(run);
      streams.push({ traces: run.traces, source });
      if (run.traces[0]?.ending.kind !== 'stop' || run.end <= at) break;
      at = run.end;
    }
    return streams;
  }

  close(): void {
    for (const run of this.#open) run.close();
  }
}

function isCompression(does: Dialect | Compression): does is Compression {
  return does === 'deflate' || does === 'gzip' || does === 'bzip2' || does === 'xz';
}

/** Where the pickle of an `.npy` starts: after the header when the array holds objects, at 0 when there is no header. */
async function afterArrayHeader(source: ByteSource, head: Uint8Array): Promise<number | null> {
  if (head[0] !== 0x93 || head[1] !== 0x4e) return 0;
  const isWide = (head[6] ?? 1) >= 2;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const length = isWide ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = (isWide ? 12 : 10) + length;
  const header = String.fromCharCode(...(await source.read(isWide ? 12 : 10, Math.min(length, 4096))));
  return /'descr'\s*:\s*['"]?[|<>=]?O/.test(header) || header.includes('object') ? start : null;
}
