/** Bytes that two programs take differently, and how the report has to say so. */
export interface Differential {
  /** Row of research/formats.md §10. */
  readonly row: number;
  readonly what: string;
  /** What each of the two sees, for people who read this table. */
  readonly readers: readonly [a: string, b: string];
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Rules that tell it: all of them are found. */
  readonly tells: readonly string[];
  /** Programs that must have been read, by the end of their place: both readings are analysed. */
  readonly reads?: readonly string[];
  /** Loader rows that tell the readers apart: outcome by id. */
  readonly loaders?: Readonly<Record<string, string>>;
  /** Verdict, where the second reading carries something. */
  readonly verdict?: string;
}
