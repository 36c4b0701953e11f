import type { Scope } from '../../analyse/scope.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { linear } from '../../source/linear.ts';
import { type Codec, Decoder, type StreamEnd } from '../../wasm/codec.ts';
import { hold } from '../hold.ts';

export interface Inflated {
  /** The member's bytes, as far as they may be held. */
  readonly source: ByteSource;
  /** How the stream ended; null when it was stopped as a bomb or because the budget was used up. */
  readonly end: StreamEnd | null;
  /** Bytes that came out. */
  readonly produced: number;
}

/** Decompresses `packed` to its end, keeping as much as one member may have. */
export async function inflateMember(scope: Scope, packed: ByteSource, codec: Codec, name: string): Promise<Inflated> {
  let first: Decoder | null = null;
  const { source, produced } = await hold(scope, name, packed.size, (maxOutput) => {
    const decoder = new Decoder(scope.run.engine, { codec, maxOutput });
    first ??= decoder;
    return decoder.run(linear(packed));
  });
  const end = endOf(first);
  return { source, end: end?.status === 'limit' ? null : end, produced };
}

function endOf(decoder: Decoder | null): StreamEnd | null {
  return decoder?.end ?? null;
}
