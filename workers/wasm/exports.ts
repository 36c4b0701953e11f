/** Every function the engine exports and how many numbers it takes: one line per `#[unsafe(no_mangle)]` in wasm/src/abi. */
export const EXPORTS = {
  abi_version: 0,
  abi_panic: 2,
  memory_alloc: 1,
  memory_free: 2,
  memory_reply: 0,
  sha256_new: 0,
  sha256_update: 3,
  sha256_finish: 1,
  sha256_close: 1,
  crc32_new: 0,
  crc32_update: 3,
  crc32_close: 1,
  codec_new: 3,
  codec_push: 3,
  codec_flush: 1,
  codec_close: 1,
  scan_new: 2,
  scan_feed: 3,
  scan_finish: 1,
  scan_close: 1,
  pickle_new: 4,
  pickle_again: 1,
  pickle_feed: 5,
  pickle_name: 2,
  pickle_inline: 2,
  pickle_summary: 1,
  pickle_tables: 1,
  pickle_place: 2,
  pickle_events: 3,
  pickle_telling: 1,
  pickle_tally: 1,
  pickle_seek: 2,
  pickle_seek_value: 2,
  pickle_recall: 5,
  pickle_shown: 1,
  pickle_checkpoint_at: 2,
  pickle_rows: 6,
  pickle_state: 5,
  pickle_find: 10,
  pickle_memo: 3,
  pickle_weigh: 1,
  pickle_heads: 2,
  pickle_close: 1,
} as const;

export type ExportName = keyof typeof EXPORTS;

/** Numbers an export takes. Every parameter and every result is an i32 or an f64, which JavaScript sees as a number. */
export type Parameters<Name extends ExportName> = Tuples[(typeof EXPORTS)[Name]];

export type Export<Name extends ExportName> = (...parameters: Parameters<Name>) => number;

/** The functions of an instance. */
export type Exports = { readonly [Name in ExportName]: Export<Name> };

interface Tuples {
  0: [];
  1: [number];
  2: [number, number];
  3: [number, number, number];
  4: [number, number, number, number];
  5: [number, number, number, number, number];
  6: [number, number, number, number, number, number];
  10: [number, number, number, number, number, number, number, number, number, number];
}
