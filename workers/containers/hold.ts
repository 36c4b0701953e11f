import type { Scope } from '../analyse/scope.ts';
import { LIMITS } from '../limits.ts';
import type { ByteSource } from '../source/byte-source.ts';
import { HeldSource } from '../source/held-source.ts';

/** Gives decompressed bytes from the start, `maxOutput` at most. Asked again when they were let go of: same input, same bytes. */
export type Produce = (maxOutput: number) => AsyncGenerator<Uint8Array, void>;

export interface Held {
  /** The bytes, as far as they may be held. */
  readonly source: ByteSource;
  /** Bytes that came out. */
  readonly produced: number;
  /** It was stopped, as a bomb: more would come. */
  readonly stopped: boolean;
}

/** Decompresses what `packed` bytes hold to its end, keeping as much as one member may have. */
export async function hold(scope: Scope, name: string, packed: number, produce: Produce): Promise<Held> {
  const { run } = scope;
  const kept: Uint8Array[] = [];
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
    stopped = held < produced && produced > packed * LIMITS.ratio;
    if (stopped) break;
  }
  run.budgets.take('inflated', produced);
  const again = async (): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    for await (const part of produce(held)) parts.push(part);
    return concat(parts, held);
  };
  const source = new HeldSource(scope.source, name, held, run.shelf, again, concat(kept, held));
  return { source, produced, stopped };
}

function concat(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
