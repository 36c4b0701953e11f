import type { Engine } from './engine.ts';

/** By code, in step with `kinds!` in wasm/src/scan/signature.rs, which says what each head looks like. */
export const SIGNATURES = [
  'zip-local',
  'zip-central',
  'zip-end',
  'zip64-end',
  'pickle',
  'pickle-bare',
  'elf',
  'pe',
  'mach-o',
  'gzip',
  'gguf',
  'shebang',
  '7z',
  'npy',
  'hdf5',
  'xz',
  'zstd',
  'bzip2',
] as const;

export type Signature = (typeof SIGNATURES)[number];

/** Something known seems to begin here. Whether it does, a reader of that format finds out. */
export interface Hit {
  readonly offset: number;
  readonly signature: Signature;
}

export interface ScanResult {
  readonly bytes: number;
  /** Bits per byte, 0 to 8. */
  readonly entropy: number;
  /** How often each byte value occurs; [0] counts zeros. */
  readonly histogram: Float64Array;
  /** By ascending offset, at most `cap` of each signature. */
  readonly hits: readonly Hit[];
  /** Signatures the cap was hit for, and how many heads of each are not in `hits`. */
  readonly dropped: readonly { readonly signature: Signature; readonly count: number }[];
}

/** One pass over bytes: their distribution, and where embedded formats seem to begin. One use: finish or close ends it. */
export class Scan {
  readonly #engine: Engine;
  readonly #handle: number;

  /** `size` of the source, Infinity when unknown. `cap` of 0: distribution only. */
  constructor(engine: Engine, { size, cap }: { readonly size: number; readonly cap: number }) {
    this.#engine = engine;
    this.#handle = engine.call('scan_new', size, cap);
  }

  update(bytes: Uint8Array): this {
    this.#engine.feed(bytes, (at, length) => this.#engine.call('scan_feed', this.#handle, at, length));
    return this;
  }

  finish(): ScanResult {
    const engine = this.#engine;
    engine.call('scan_finish', this.#handle);
    const offsets = engine.floats(engine.reply(4), engine.reply(5));
    const kinds = engine.bytes(engine.reply(6), engine.reply(7));
    const counts = engine.floats(engine.reply(8), engine.reply(9));
    const hits = Array.from(offsets, (offset, i) => ({ offset, signature: signature(kinds[i]) }));
    const result = {
      bytes: engine.reply(0),
      entropy: engine.reply(1),
      histogram: engine.floats(engine.reply(2), engine.reply(3)),
      hits,
      dropped: dropped(counts, kinds),
    };
    this.close();
    return result;
  }

  /** Gives up without a result. */
  close(): void {
    this.#engine.call('scan_close', this.#handle);
  }
}

function signature(code: number | undefined): Signature {
  const name = code === undefined ? undefined : SIGNATURES[code];
  if (name === undefined) throw new RangeError(`signature ${code}`);
  return name;
}

function dropped(counts: Float64Array, kept: Uint8Array): ScanResult['dropped'] {
  const missing = counts.slice();
  for (const code of kept) missing[code] = (missing[code] ?? 0) - 1;
  return Array.from(missing, (count, code) => ({ signature: signature(code), count })).filter(({ count }) => count > 0);
}
