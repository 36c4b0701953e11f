import { type ByteSource } from '../../source/byte-source.ts';
import { u32 } from '../../source/little-endian.ts';
import { linear } from '../../source/linear.ts';
import { type Codec, Decoder } from '../../wasm/codec.ts';
import type { Range } from '../../report/schema.ts';
import type { Engine } from '../../wasm/engine.ts';
import { bcj2 } from './bcj2.ts';
import { type Cipher, cipherOf, decryptCbc, type Filter } from './aes.ts';
import type { Coder, Folder } from './header.ts';
import { AES, BCJ2, coderName, FILTERS } from './methods.ts';

const BCJ2_STREAMS = 4;
const DELTA = 3;

/** What a folder is decoded with, first step first; or why it is not. */
export type Chain =
  | { readonly steps: readonly Step[]; readonly lock: Cipher | null }
  /** Names of what is missing. */
  | { readonly missing: readonly string[] };

export type Step =
  | { readonly codec: Codec }
  | { readonly filter: Filter }
  | { readonly lock: Cipher }
  /** Takes its four streams from the packed bytes itself: always the first step. */
  | { readonly bcj2: readonly Branch[] };

/** Packed bytes of a folder and the steps they go through. */
export interface Branch extends Range {
  readonly steps: readonly Step[];
}

/** The order of a folder's coders, from the packed streams, of these sizes, to what comes out. */
export function chainOf(folder: Folder, sizes: readonly number[]): Chain {
  const missing: string[] = [];
  const last = folder.coders.findIndex((_, output) => !folder.binds.some(([, bound]) => bound === output));
  const branch = last === -1 ? null : branchOf(folder, sizes, last, missing, new Set());
  if (missing.length > 0) return { missing };
  if (branch === null) return { missing: folder.coders.map(({ id }) => coderName(id)) };
  // A line of coders starts at the first packed byte; what mixes streams takes them itself.
  return { steps: branch.steps, lock: lockOf(branch.steps) };
}

/** What a coder's output is made of; null when its coders are no tree. Names of coders that are not decoded go to `missing`. */
function branchOf(
  folder: Folder,
  sizes: readonly number[],
  index: number,
  missing: string[],
  seen: Set<number>,
): Branch | null {
  const coder = folder.coders[index];
  // Each coder feeds one other: what comes round again is no tree.
  if (coder?.outputs !== 1 || seen.has(index)) return null;
  seen.add(index);
  const first = folder.coders.slice(0, index).reduce((sum, { inputs }) => sum + inputs, 0);
  const inputs = Array.from({ length: Math.min(coder.inputs, BCJ2_STREAMS + 1) }, (_, i) =>
    inputOf(folder, sizes, first + i, missing, seen),
  );
  const known = inputs.filter((input) => input !== null);
  const [only] = known;
  if (coder.id === BCJ2 && coder.inputs === BCJ2_STREAMS)
    return known.length === BCJ2_STREAMS ? { offset: 0, length: 0, steps: [{ bcj2: known }] } : null;
  const step = coder.inputs === 1 ? stepOf(coder) : null;
  if (step === null) missing.push(coderName(coder.id));
  if (only === undefined || known.length !== 1) return null;
  return step === null || step === 'copy' ? only : { ...only, steps: [...only.steps, step] };
}

/** An input is fed by another coder, or from the archive. */
function inputOf(
  folder: Folder,
  sizes: readonly number[],
  input: number,
  missing: string[],
  seen: Set<number>,
): Branch | null {
  const bind = folder.binds.find(([bound]) => bound === input);
  if (bind !== undefined) return branchOf(folder, sizes, bind[1], missing, seen);
  const stream = folder.packed.indexOf(input);
  if (stream === -1) return null;
  const offset = sizes.slice(0, stream).reduce((sum, size) => sum + size, 0);
  return { offset, length: sizes[stream] ?? 0, steps: [] };
}

function lockOf(steps: readonly Step[]): Cipher | null {
  for (const step of steps) {
    if ('lock' in step) return step.lock;
    if (!('bcj2' in step)) continue;
    const inner = step.bcj2.map((branch) => lockOf(branch.steps)).find((lock) => lock !== null);
    if (inner !== undefined) return inner;
  }
  return null;
}

/** Steps that decrypt with a key. */
export function unlocked(steps: readonly Step[], key: Uint8Array<ArrayBuffer>): Step[] {
  return steps.map((step) => {
    if ('lock' in step) return { filter: decryptCbc(key, step.lock.iv) };
    if (!('bcj2' in step)) return step;
    return { bcj2: step.bcj2.map((branch) => ({ ...branch, steps: unlocked(branch.steps, key) })) };
  });
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
    default:
      return filterOf(id, properties);
  }
}

/** Delta has its distance, less one, in a byte; the others may have the address code starts at, in four. */
function filterOf(id: string, properties: Uint8Array): Step | null {
  const filter = FILTERS.get(id);
  if (filter === undefined || ![0, filter === DELTA ? 1 : 4].includes(properties.length)) return null;
  const argument = filter === DELTA ? (properties[0] ?? 0) + 1 : u32(properties, 0);
  return { codec: { filter, argument } };
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
    if ('filter' in step) return step.filter(chunks);
    if (!('bcj2' in step)) return chunks;
    const [main, call, jump, range] = step.bcj2.map((branch) =>
      decode(packed.slice(branch.offset, branch.length), engine, branch.steps, maxOutput, told),
    );
    if (main === undefined || call === undefined || jump === undefined || range === undefined) return chunks;
    return bcj2({ main, call, jump, range });
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
