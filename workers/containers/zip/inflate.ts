import type { Scope } from '../../analyse/scope.ts';
import { LIMITS } from '../../limits.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { HeldSource } from '../../source/held-source.ts';
import { linear } from '../../source/linear.ts';
import { Inflate, type InflateEnd } from '../../wasm/inflate.ts';

export interface Inflated {
  /** The member's bytes, as far as they may be held. */
  readonly source: ByteSource;
  /** How the stream ended; null when it was stopped as a bomb or because the budget was used up. */
  readonly end: InflateEnd | null;
  /** Bytes that came out. */
  readonly produced: number;
}

/** Decompresses `packed` to its end, keeping as much as one member may have. */
export async function inflateMember(scope: Scope, packed: ByteSource, name: string): Promise<Inflated> {
  const { run } = scope;
  const inflate = new Inflate(run.engine, { wrapper: 'raw', maxOutput: Math.max(1, run.budgets.left('inflated')) });
  const kept: Uint8Array[] = [];
  let held = 0;
  let produced = 0;
  for await (const part of inflate.run(linear(packed))) {
    if (held < LIMITS.inflatedMember) {
      const fits = part.subarray(0, LIMITS.inflatedMember - held);
      kept.push(fits);
      held += fits.length;
    }
    produced += part.length;
    if (held < produced && produced > packed.size * LIMITS.ratio) break;
  }
  run.budgets.take('inflated', produced);
  const first = concat(kept, held);
  const again = async (): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    for await (const part of new Inflate(run.engine, { wrapper: 'raw', maxOutput: held }).run(linear(packed)))
      parts.push(part);
    return concat(parts, held);
  };
  const source = new HeldSource(scope.source, name, held, run.shelf, again, first);
  return { source, end: inflate.end?.status === 'limit' ? null : inflate.end, produced };
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
