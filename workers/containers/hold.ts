import type { Scope } from '../analyse/scope.ts';
import { LIMITS } from '../limits.ts';
import { prose } from '../report/prose.ts';
import type { ByteSource } from '../source/byte-source.ts';
import { HeldSource } from '../source/held-source.ts';
import { StreamedSource } from '../source/streamed-source.ts';

/** Gives decompressed bytes from the start, `maxOutput` at most. Asked again when they were let go of: same input, same bytes. */
export type Produce = (maxOutput: number) => AsyncGenerator<Uint8Array, void>;

export interface Held {
  /** The bytes: held, or made again as they are read. */
  readonly source: ByteSource;
  /** Bytes that came out. */
  readonly produced: number;
  /** It was stopped, as a bomb: more would come. */
  readonly stopped: boolean;
}

/** Decompresses what `packed` bytes hold to its end. */
export async function hold(scope: Scope, name: string, packed: number, produce: Produce): Promise<Held> {
  const { run } = scope;
  const kept: Uint8Array[] = [];
  const tail = new Tail();
  let held = 0;
  let produced = 0;
  let stopped = false;
  for await (const part of produce(Math.max(1, run.budgets.left('inflated')))) {
    if (held < LIMITS.inflatedMember) {
      const fits = part.subarray(0, LIMITS.inflatedMember - held);
      kept.push(fits);
      held += fits.length;
    }
    produced += part.length;
    tail.push(part);
    stopped = produced > LIMITS.bomb && produced > packed * LIMITS.ratio;
    if (stopped) break;
  }
  run.budgets.take('inflated', produced);
  if (held < produced && run.budgets.left('inflated') > produced) {
    const start = (): AsyncGenerator<Uint8Array, void> => produce(produced);
    const head = concat(kept, LIMITS.streamHead);
    return { source: stream(scope, name, { size: produced, start, head, tail: tail.bytes }), produced, stopped };
  }
  const again = async (): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    for await (const part of produce(held)) parts.push(part);
    return concat(parts, held);
  };
  const source = new HeldSource(scope.source, name, held, run.shelf, again, concat(kept, held));
  return { source, produced, stopped };
}

/** Bytes too many to hold, made again as they are read, as long as the file's budget lasts. */
export function stream(
  scope: Scope,
  name: string,
  streaming: { size: number; start: () => AsyncGenerator<Uint8Array, void>; head: Uint8Array; tail: Uint8Array },
): ByteSource {
  const { run } = scope;
  let isOver = false;
  const afford = (bytes: number): boolean => {
    if (run.budgets.afford('inflated', bytes)) return true;
    if (!isOver) {
      const what = prose`Decompressed bytes were read so often that they are not made again: what lies behind was not looked at.`;
      scope.problem('limit', 0, scope.source.size, what);
    }
    isOver = true;
    return false;
  };
  return new StreamedSource(scope.source, name, { ...streaming, afford }, run.shelf);
}

/** The last bytes of a stream. */
class Tail {
  #parts: Uint8Array[] = [];
  #length = 0;

  push(part: Uint8Array): void {
    this.#parts.push(part);
    this.#length += part.length;
    for (let first = this.#parts[0]; first !== undefined; first = this.#parts[0]) {
      if (this.#length - first.length < LIMITS.streamTail) return;
      this.#parts.shift();
      this.#length -= first.length;
    }
  }

  get bytes(): Uint8Array {
    return concat(this.#parts, this.#length);
  }
}

/** Parts as one array of at most `length` bytes. */
export function concat(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(
    Math.min(
      length,
      parts.reduce((sum, part) => sum + part.length, 0),
    ),
  );
  let at = 0;
  for (const part of parts) {
    if (at >= all.length) break;
    all.set(part.subarray(0, all.length - at), at);
    at += part.length;
  }
  return all;
}
