/** Every limit of the reading side, in one table. Whoever hits one states a problem of kind `limit`. */

const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

export const LIMITS = {
  /** Containers in containers, the dropped file counted. */
  depth: 8,
  /** Members of one container, and members opened in one file. */
  members: 200_000,
  /** Bytes of stored members read in one file: so many times its size, as containers nest, and some more. */
  openedTimes: 8,
  openedMore: 256 * MiB,
  /** Artifacts a report carries, besides those that hold a program. */
  artifacts: 5_000,
  /** Artifacts a report carries under one parent; the rest is counted in `omitted`. */
  children: 1_000,
  /** Facts of one code about one container; the rest is counted. */
  factsPerCode: 1_000,
  /** Bytes of a ZIP central directory. */
  directory: 64 * MiB,
  /** End-of-directory records looked at in one file. */
  endRecords: 16,
  /** Bytes that leave a decompressor, all members together, and of these how many are kept in memory at a time. */
  inflatedTotal: 16 * GiB,
  inflatedHeld: 256 * MiB,
  /** Of one decompressed member, bytes that are held; a larger one is decompressed again as it is read. */
  inflatedMember: 128 * MiB,
  /** Output of one member, after which one that is called a bomb is stopped. */
  bomb: 512 * MiB,
  /** Of a decompressed member that is not held: how much of it stays behind the reader, its first and last bytes, and streams open at once. */
  streamWindow: 32 * MiB,
  streamHead: 4 * MiB,
  streamTail: 1 * MiB,
  streamStep: 256 * KiB,
  streamsOpen: 4,
  /** Output : input of one member, above which a member is called a bomb; small members (below `ratioFloor` output) are not. */
  ratio: 200,
  ratioFloor: 1 * MiB,
  /** Compressed streams joined to one content. */
  streams: 100_000,
  /** Pickle streams in one file. */
  programs: 10_000,
  /** Memory of an engine, above which the next program gets a new one, and of all engines that were left. */
  engineBytes: 512 * MiB,
  engineBytesLeft: 1536 * MiB,
  /** Problems a report carries; the rest is counted. */
  problems: 10_000,
  /** Places tried when carving one range, and bytes carved in one file. */
  carveAttempts: 2_000,
  carveBytes: 256 * MiB,
  /** Stretches of unclaimed bytes that are re-identified one by one. */
  unclaimedRanges: 1_000,
  /** Tensors and storages listed in one file. */
  tensors: 200_000,
  /** Of a picture or a sound, how much is looked at. */
  mediaBytes: 256 * MiB,
  /** Of a stream of Java objects, how much is read. */
  javaBytes: 256 * MiB,
  /** A JSON text that is parsed: bytes, depth, values. */
  jsonBytes: 64 * MiB,
  /** Values of a file of JSON Lines. */
  jsonLines: 1_000_000,
  jsonDepth: 200,
  jsonValues: 8_000_000,
  /** Values a file carries about itself that a report lists. */
  metadata: 1_000,
  /** Python source that is parsed. */
  pythonBytes: 4 * MiB,
  /** A text whose lines mean something to a program: requirements, scripts, model cards. */
  textBytes: 1 * MiB,
  /** A template that is parsed: bytes, tokens, how deep its expressions nest. */
  templateBytes: 1 * MiB,
  templateTokens: 200_000,
  templateDepth: 100,
  /** Values visited when naming tensors, and dotted names nested so deep. */
  nameWalk: 2_000_000,
  nameDepth: 64,
  /** Bytes of an .npy header. */
  arrayHeader: 1 * MiB,
  /** Dimensions of a tensor. */
  dimensions: 64,
  /** Stored members up to this size have their CRC computed. */
  crcStored: 64 * MiB,
  /** Segments of the byte map in a report. */
  segments: 2_000,
  /** Files of a folder inspected as one. */
  folderFiles: 10_000,
  /** One block of the cache, and how much it holds. */
  cacheBlock: 64 * KiB,
  cacheBytes: 12 * MiB,
  /** Reads of at least this many bytes pass by the cache. */
  cacheBypass: 1 * MiB,
  /** Chunk of a linear pass. */
  chunk: 4 * MiB,
  /** Bytes of a file streamed before it is looked at again whether it has changed. */
  streamSegment: 64 * MiB,
  /** Bytes read between two returns to the event loop. */
  yieldEvery: 16 * MiB,
} as const;
