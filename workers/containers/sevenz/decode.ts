import { type ByteSource } from '../../source/byte-source.ts';
import { u32 } from '../../source/little-endian.ts';
import { linear } from '../../source/linear.ts';
import { type Codec, Decoder } from '../../wasm/codec.ts';
import type { Engine } from '../../wasm/engine.ts';
import { type Cipher, cipherOf, decryptCbc } from './aes.ts';
import { arm, arm64, bcjWords, bcjX86, delta, type Filter, powerpc } from './filters.ts';
import type { Coder, Folder } from './header.ts';
import { AES, coderName } from './methods.ts';

/** What a folder is decoded with, first step first; or why it is not. */
export type Chain =
  | { readonly steps: readonly Step[]; readonly lock: Cipher | null }
  /** Names of what is missing. */
  | { readonly missing: readonly string[] };

export type Step = { readonly codec: Codec } | { readonly filter: Filter } | { readonly lock: Cipher };

/** The order of a folder's coders, from the packed stream to what comes out. */
export function chainOf({ coders, binds, packed }: Folder): Chain {
  const isLine = packed.length === 1 && coders.every(({ inputs, outputs }) => inputs === 1 && outputs === 1);
  const steps: Step[] = [];
  const missing: string[] = [];
  let next: number | undefined = isLine ? packed[0] : undefined;
  for (let count = 0; next !== undefined && count < coders.length; count += 1) {
    const coder: Coder | undefined = coders[next];
    if (coder === undefined) break;
    const step = stepOf(coder);
    if (step === null) missing.push(coderName(coder.id));
    else if (step !== 'copy') steps.push(step);
    const output: number = next;
    next = binds.find(([, fed]) => fed === output)?.[0];
  }
  if (!isLine) return { missing: coders.filter(({ inputs }) => inputs > 1).map(({ id }) => coderName(id)) };
  if (missing.length > 0) return { missing };
  const lock = steps.find((step) => 'lock' in step)?.lock ?? null;
  return { steps, lock };
}

/** Steps that decrypt with a key. */
export function unlocked(steps: readonly Step[], key: Uint8Array<ArrayBuffer>): Step[] {
  return steps.map((step) => ('lock' in step ? { filter: decryptCbc(key, step.lock.iv) } : step));
}

function stepOf({ id, properties, sizes }: Coder): Step | 'copy' | null {
  const size = sizes[0] ?? 0;
  switch (id) {
    case '00':
      return 'copy';
    case '21':
      return properties.length === 1 ? { codec: { lzma2: properties[0] ?? 0 } } : null;
    case '030101':
      if (properties.length !== 5) return null;
      return { codec: { lzma1: { properties: properties[0] ?? 0, dictionary: u32(properties, 1), size } } };
    case '040108':
      return { codec: 'deflate' };
    case '040109':
      return { codec: 'deflate64' };
    case '040202':
      return { codec: 'bzip2' };
    case '04f71101':
      return { codec: 'zstd' };
    case '04f71104':
      return { codec: 'lz4' };
    case AES: {
      const lock = cipherOf(properties);
      return lock === null ? null : { lock };
    }
    case '03':
      return { filter: delta((properties[0] ?? 0) + 1) };
    case '04':
    case '03030103':
      return { filter: bcjX86 };
    case '05':
    case '03030205':
      return { filter: bcjWords(powerpc, true) };
    case '07':
    case '03030501':
      return { filter: bcjWords(arm) };
    case '0a':
      return { filter: bcjWords(arm64) };
    default:
      return null;
  }
}

/** Why less came out than should have. */
export interface Decoded {
  /** The first decoder that did not end well; null while all is well. */
  fault: string | null;
}

/** Runs a packed stream through its steps, of which none is locked any more. `told` gets the first fault. */
export function decode(
  packed: ByteSource,
  engine: Engine,
  steps: readonly Step[],
  maxOutput: number,
  told: Decoded,
): AsyncGenerator<Uint8Array, void> {
  return steps.reduce<AsyncGenerator<Uint8Array, void>>((chunks, step) => {
    if ('codec' in step) return run(chunks, engine, step.codec, maxOutput, told);
    return 'filter' in step ? step.filter(chunks) : chunks;
  }, bytesOf(packed));
}

async function* bytesOf(packed: ByteSource): AsyncGenerator<Uint8Array, void> {
  // What is only copied is kept.
  for await (const chunk of linear(packed)) yield chunk.slice();
}

async function* run(
  chunks: AsyncIterable<Uint8Array>,
  engine: Engine,
  codec: Codec,
  maxOutput: number,
  told: Decoded,
): AsyncGenerator<Uint8Array, void> {
  const decoder = new Decoder(engine, { codec, maxOutput });
  yield* decoder.run(chunks);
  const status = decoder.end?.status;
  if (status !== undefined && status !== 'done') told.fault ??= status;
}
