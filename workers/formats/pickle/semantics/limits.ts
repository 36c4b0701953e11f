/** Caps of the interpretation. Whoever hits one leaves a problem: the rest is then "not known", never clean. */
export const SEMANTICS = {
  /** A call through a call through a call. */
  invokeDepth: 32,
  /** Positional arguments looked at. */
  arguments: 64,
  /** Items of one lazy iterator that are called one by one. */
  lazyItems: 1_000,
  /** Calls made while interpreting, the stream's own not counted. */
  invocations: 50_000,
  /** Items read of one container when folding, and bytes folded in all. */
  foldItems: 100_000,
  foldBytes: 64 << 20,
  /** Keys of one object's state. */
  stateKeys: 10_000,
  /** Items read of containers with more than a call's worth of them, all readings together. */
  items: 3_000_000,
  /** Acts kept; alike ones are counted, and written out at most so often. */
  acts: 2_000,
  alike: 256,
  /** Attributes of attributes. */
  path: 32,
  /** Pickles inside pickles: how deep, how many, and bytes read for them in all. */
  nestedDepth: 8,
  nestedStreams: 20_000,
  nestedBytes: 256 << 20,
  /** Values of one program that are tried as a pickle though nothing loads them. */
  dormant: 256,
} as const;
