import { LIMITS } from '../../limits.ts';
import { Cursor } from './cursor.ts';

/** One step of decoding, as written. */
export interface Coder {
  /** Hexadecimal: `030101`. */
  readonly id: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly properties: Uint8Array;
  /** Bytes each output has. */
  readonly sizes: readonly number[];
}

/** Streams that are decoded together: a solid block. */
export interface Folder {
  readonly coders: readonly Coder[];
  /** Input number, and the output number that feeds it. */
  readonly binds: readonly (readonly [input: number, output: number])[];
  /** Input numbers that are fed from the archive, in the order of the packed streams. */
  readonly packed: readonly number[];
  readonly crc: number | null;
}

export interface Streams {
  /** Offset of the first packed stream, after the signature header. */
  readonly offset: number;
  readonly packSizes: readonly number[];
  readonly folders: readonly Folder[];
  /** Of each folder, what it is cut into. */
  readonly parts: readonly (readonly Part[])[];
}

export interface Part {
  readonly size: number;
  readonly crc: number | null;
}

export interface File {
  readonly name: string;
  readonly hasStream: boolean;
}

/** What stands in the header: the archive's contents, or how the real header is packed. */
export type Header = HeaderEnd &
  (
    | { readonly kind: 'files'; readonly streams: Streams; readonly files: readonly File[] }
    | { readonly kind: 'packed'; readonly streams: Streams }
  );

interface HeaderEnd {
  /** Bytes behind its end. */
  readonly rest: number;
  /** Bytes of properties that nobody knows. */
  readonly unknown: number;
}

const ID = {
  end: 0,
  header: 1,
  properties: 2,
  additional: 3,
  streams: 4,
  files: 5,
  pack: 6,
  unpack: 7,
  sub: 8,
  size: 9,
  crc: 10,
  folder: 11,
  unpackSize: 12,
  partCount: 13,
  emptyStream: 14,
  names: 17,
  encoded: 23,
} as const;

/** Properties of files that say nothing about their bytes: empty file, anti, names, times, attributes, start. */
const KNOWN: ReadonlySet<number> = new Set([14, 15, 16, 17, 18, 19, 20, 21, 24]);

const MAX_CODERS = 32;
const MAX_STREAMS = 32;
const NO_STREAMS: Streams = { offset: 0, packSizes: [], folders: [], parts: [] };

/** 7zFormat.txt. Null when the bytes are no header. */
export function parseHeader(bytes: Uint8Array): Header | null {
  const cursor = new Cursor(bytes);
  const first = cursor.byte();
  if (first === ID.encoded) {
    const streams = parseStreams(cursor);
    return cursor.failed ? null : { kind: 'packed', streams, rest: cursor.left, unknown: 0 };
  }
  if (first !== ID.header) return null;
  let streams = NO_STREAMS;
  let files: File[] = [];
  let unknown = 0;
  for (let id = cursor.number(); id !== ID.end && !cursor.failed; id = cursor.number()) {
    if (id === ID.properties) unknown += skipProperties(cursor);
    else if (id === ID.additional) parseStreams(cursor);
    else if (id === ID.streams) streams = parseStreams(cursor);
    else if (id === ID.files) {
      const read = parseFiles(cursor);
      files = read.files;
      unknown += read.unknown;
    } else cursor.fail();
  }
  return cursor.failed ? null : { kind: 'files', streams, files, rest: cursor.left, unknown };
}

function skipProperties(cursor: Cursor): number {
  let skipped = 0;
  while (cursor.number() !== ID.end && !cursor.failed) skipped += cursor.take(cursor.number()).length;
  return skipped;
}

function parseStreams(cursor: Cursor): Streams {
  let offset = 0;
  let packSizes: number[] = [];
  let folders: Folder[] = [];
  let parts: Part[][] | null = null;
  for (let id = cursor.number(); id !== ID.end && !cursor.failed; id = cursor.number()) {
    if (id === ID.pack) ({ offset, packSizes } = parsePack(cursor));
    else if (id === ID.unpack) folders = parseFolders(cursor);
    else if (id === ID.sub) parts = parseParts(cursor, folders);
    else cursor.fail();
  }
  return { offset, packSizes, folders, parts: parts ?? folders.map((folder) => [wholeOf(folder)]) };
}

function parsePack(cursor: Cursor): { offset: number; packSizes: number[] } {
  const offset = cursor.number();
  const count = cursor.number();
  let packSizes: number[] = [];
  for (let id = cursor.number(); id !== ID.end && !cursor.failed; id = cursor.number()) {
    if (id === ID.size) packSizes = numbers(cursor, count);
    else if (id === ID.crc) cursor.digests(fitting(cursor, count));
    else cursor.fail();
  }
  return { offset, packSizes };
}

function parseFolders(cursor: Cursor): Folder[] {
  if (cursor.number() !== ID.folder) cursor.fail();
  const count = cursor.count();
  // Folders in another stream are allowed by the format and written by nobody.
  if (cursor.byte() !== 0) cursor.fail();
  const bare: Omit<Folder, 'crc'>[] = [];
  for (let i = 0; i < count && !cursor.failed; i += 1) bare.push(parseFolder(cursor));
  if (cursor.number() !== ID.unpackSize) cursor.fail();
  const sized = bare.map((folder) => ({
    ...folder,
    coders: folder.coders.map((coder) => ({ ...coder, sizes: numbers(cursor, coder.outputs) })),
  }));
  let digests: (number | null)[] = [];
  for (let id = cursor.number(); id !== ID.end && !cursor.failed; id = cursor.number()) {
    if (id === ID.crc) digests = cursor.digests(count);
    else cursor.fail();
  }
  return sized.map((folder, i) => ({ ...folder, crc: digests[i] ?? null }));
}

function parseFolder(cursor: Cursor): Omit<Folder, 'crc'> {
  const count = cursor.number();
  if (count === 0 || count > MAX_CODERS) cursor.fail();
  const coders: Coder[] = [];
  for (let i = 0; i < count && !cursor.failed; i += 1) coders.push(parseCoder(cursor));
  const inputs = coders.reduce((sum, coder) => sum + coder.inputs, 0);
  const outputs = coders.reduce((sum, coder) => sum + coder.outputs, 0);
  const binds = Array.from({ length: Math.max(0, outputs - 1) }, () => [cursor.number(), cursor.number()] as const);
  const packedCount = inputs - binds.length;
  const bound = new Set(binds.map(([input]) => input));
  const free = Array.from({ length: inputs }, (_, i) => i).filter((i) => !bound.has(i));
  const packed = packedCount === 1 ? free.slice(0, 1) : numbers(cursor, Math.max(0, packedCount));
  if (packed.length !== packedCount) cursor.fail();
  return { coders, binds, packed };
}

function parseCoder(cursor: Cursor): Coder {
  const flags = cursor.byte();
  const id = Array.from(cursor.take(flags & 15), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const isComplex = (flags & 0x10) !== 0;
  const inputs = isComplex ? cursor.number() : 1;
  const outputs = isComplex ? cursor.number() : 1;
  const properties = (flags & 0x20) === 0 ? new Uint8Array(0) : cursor.take(cursor.number());
  // Alternative methods: reserved, never written.
  if ((flags & 0x80) !== 0 || inputs > MAX_STREAMS || outputs > MAX_STREAMS) cursor.fail();
  return { id, inputs: cursor.failed ? 0 : inputs, outputs: cursor.failed ? 0 : outputs, properties, sizes: [] };
}

function parseParts(cursor: Cursor, folders: readonly Folder[]): Part[][] {
  let id = cursor.number();
  let counts = folders.map(() => 1);
  if (id === ID.partCount) {
    counts = folders.map(() => cursor.number());
    id = cursor.number();
  }
  const sizes = folders.map((folder, i) => {
    const count = counts[i] ?? 0;
    if (count === 0) return [];
    const told = id === ID.size ? numbers(cursor, count - 1) : [];
    if (told.length !== count - 1) cursor.fail();
    return [...told, sizeOf(folder) - told.reduce((sum, size) => sum + size, 0)];
  });
  if (id === ID.size) id = cursor.number();
  const isKnown = (i: number): boolean => counts[i] === 1 && folders[i]?.crc != null;
  const unknown = sizes.reduce((sum, { length }, i) => sum + (isKnown(i) ? 0 : length), 0);
  let digests: (number | null)[] = [];
  for (; id !== ID.end && !cursor.failed; id = cursor.number()) {
    if (id === ID.crc) digests = cursor.digests(fitting(cursor, unknown));
    else cursor.fail();
  }
  let next = 0;
  return sizes.map((each, i) =>
    each.map((size) => ({ size, crc: isKnown(i) ? (folders[i]?.crc ?? null) : (digests[next++] ?? null) })),
  );
}

function parseFiles(cursor: Cursor): { files: File[]; unknown: number } {
  const count = cursor.count();
  let names: string[] = [];
  let empty: boolean[] = [];
  let unknown = 0;
  for (let id = cursor.number(); id !== ID.end && !cursor.failed; id = cursor.number()) {
    const bytes = cursor.take(cursor.number());
    const property = new Cursor(bytes);
    if (id === ID.emptyStream) empty = property.bits(count);
    else if (id === ID.names && property.byte() === 0) names = parseNames(property.take(property.left));
    else if (!KNOWN.has(id) && bytes.some((byte) => byte !== 0)) unknown += bytes.length;
  }
  const files = Array.from({ length: Math.min(count, LIMITS.members) }, (_, i) => ({
    name: names[i] ?? '',
    hasStream: empty[i] !== true,
  }));
  return { files, unknown };
}

/** UTF-16, each closed by a zero. */
function parseNames(bytes: Uint8Array): string[] {
  const text = new TextDecoder('utf-16le').decode(bytes);
  return text.split('\0').slice(0, -1);
}

/** Bytes that come out of a folder: of the one output that feeds nothing. */
export function sizeOf({ coders, binds }: Pick<Folder, 'coders' | 'binds'>): number {
  const bound = new Set(binds.map(([, output]) => output));
  return coders.flatMap(({ sizes }) => sizes).find((_, output) => !bound.has(output)) ?? 0;
}

function wholeOf(folder: Folder): Part {
  return { size: sizeOf(folder), crc: folder.crc };
}

function numbers(cursor: Cursor, count: number): number[] {
  return Array.from({ length: fitting(cursor, count) }, () => cursor.number());
}

/** `count`, when that many things can stand in what is left: two per byte are more than any of them. */
function fitting(cursor: Cursor, count: number): number {
  if (count <= cursor.left * 8) return count;
  cursor.fail();
  return 0;
}
