import type { ProblemFact } from '../../facts.ts';
import type { Oddity } from '../../formats/oddities.ts';
import { LIMITS } from '../../limits.ts';
import { data, type Prose, prose } from '../../report/prose.ts';
import { type ByteSource, placeIn } from '../../source/byte-source.ts';
import { isAllZero } from '../../source/zeros.ts';
import { type Extended, longName, paxRecords } from './extended.ts';
import { BLOCK, parseHeader, type TarHeader } from './header.ts';
import type { TarCode } from './oddities.ts';
import { oldSparse, paxSparse, type SparseMap, sparseName } from './sparse.ts';

/** A member under the name and size that count: those of a PAX or GNU header before it, when there is one. */
export interface TarEntry {
  readonly name: string;
  /** First header that belongs to it, its own one, and the bytes up to its data. */
  readonly offset: number;
  readonly header: number;
  readonly dataOffset: number;
  /** Stored bytes that are there. */
  readonly size: number;
  readonly type: string;
  readonly link: string;
  readonly mode: number;
  readonly sparse: SparseMap | null;
}

export interface TarArchive {
  readonly entries: readonly TarEntry[];
  /** After the last member and the zero block that ends the archive. */
  readonly end: number;
  /** A zero block ends it. */
  readonly closed: boolean;
  readonly problems: readonly ProblemFact[];
  readonly oddities: readonly Oddity<TarCode>[];
  /** Two readers may go on at different places. */
  readonly ambiguous: boolean;
}

/**
 * Readers of tar that go on at different places: `python` goes by the size of PAX headers and knows that links and folders
 * have no data; `plain` passes by PAX sizes; `data` takes stated sizes for data whatever the type.
 */
export type Walker = 'python' | 'plain' | 'data';

/** Longest extended header that is read. */
const EXTENDED = 1024 * 1024;
/** Links, devices and folders: nothing is stored for them. */
const BARE = '123456';
const PREFIXES = 'xgXLK';
/** Eleven octal digits. */
const MOST_OCTAL = 8 ** 11 - 1;

/** Walks the headers from one to the next by the stated size, to the first zero block. */
export async function readTar(
  source: ByteSource,
  max: number = LIMITS.members,
  start = 0,
  walker: Walker = 'python',
): Promise<TarArchive> {
  const walk = new Walk(source, walker);
  let at = start;
  while (at + BLOCK <= source.size) {
    const block = await source.read(at, BLOCK);
    if (isAllZero(block)) return walk.result(at + BLOCK, true);
    const header = parseHeader(block);
    if (header === null) {
      walk.say('malformed', at, source.size - at, prose`The tar archive breaks off: this is no header.`);
      return walk.result(at, false);
    }
    if (walk.entries.length >= max) {
      walk.say('limit', at, source.size - at, prose`Only the first ${max} members were read.`);
      return walk.result(at, false);
    }
    at = PREFIXES.includes(header.type) ? await walk.prefix(header, at) : await walk.member(header, block, at);
  }
  const end = Math.min(at, source.size);
  walk.say('malformed', end, 0, prose`The tar archive ends without the zero block that closes it.`);
  return walk.result(end, false);
}

class Walk {
  readonly entries: TarEntry[] = [];
  readonly #problems: ProblemFact[] = [];
  readonly #oddities: Oddity<TarCode>[] = [];
  readonly #source: ByteSource;
  readonly #walker: Walker;
  #global: Extended = {};
  #extended: Extended = {};
  #first: number | null = null;
  #ambiguous = false;

  constructor(source: ByteSource, walker: Walker) {
    this.#source = source;
    this.#walker = walker;
  }

  say(problem: ProblemFact['problem'], offset: number, length: number, what: Prose): void {
    this.#problems.push({ kind: 'problem', at: placeIn(this.#source, offset, length), problem, what });
  }

  result(end: number, closed: boolean): TarArchive {
    const { entries } = this;
    return {
      entries,
      end,
      closed,
      problems: this.#problems,
      oddities: this.#oddities,
      ambiguous: this.#ambiguous,
    };
  }

  /** A header that only speaks of the next member, or of all. Returns where the next one stands. */
  async prefix(header: TarHeader, at: number): Promise<number> {
    this.#first ??= at;
    const size = this.#sizeOf(header, at);
    const bytes = await this.#source.read(at + BLOCK, Math.min(size, EXTENDED));
    if (header.type === 'L' || header.type === 'K') {
      this.#extended = { ...this.#extended, ...longName(header.type, bytes) };
    } else if (header.type === 'g') {
      const found = paxRecords(bytes);
      const names = Object.keys(found).filter((key) => key !== 'sparse');
      if (names.length > 0) {
        const what = prose`A header for all members sets ${names.join(', ')}: each of them is given the same.`;
        this.#note({ code: 'global-header', offset: at, length: BLOCK + size, what });
      }
      this.#global = { ...this.#global, ...found };
    } else this.#extended = { ...this.#extended, ...paxRecords(bytes) };
    return at + BLOCK + padded(size);
  }

  async member(header: TarHeader, block: Uint8Array, at: number): Promise<number> {
    const told = { ...this.#global, ...this.#extended };
    const offset = this.#first ?? at;
    this.#first = null;
    this.#extended = {};
    const name = (told.sparse === undefined ? undefined : sparseName(told.sparse)) ?? told.path ?? header.name;
    const stated = this.#sizeOf(header, at);
    const size = this.#stored(header, stated, told, at, name);
    this.#checkName(header, told, at);
    const isOld = header.type === 'S';
    let dataOffset = at + BLOCK;
    const sparse = isOld
      ? await oldSparse(this.#source, block, dataOffset)
      : told.sparse === undefined || BARE.includes(header.type)
        ? null
        : await paxSparse(this.#source, told.sparse, dataOffset);
    if (sparse === null && (isOld || told.sparse !== undefined))
      this.say('malformed', at, BLOCK, prose`${data(name)}: the map of a sparse file cannot be read.`);
    // GNU's maps stand between header and data, those of PAX are part of the data.
    if (isOld && sparse !== null) dataOffset = sparse.dataOffset;
    if (dataOffset + size > this.#source.size)
      this.say(
        'malformed',
        Math.min(dataOffset, this.#source.size),
        Math.max(0, this.#source.size - dataOffset),
        prose`${data(name)} is cut off: the file ends before it does.`,
      );
    this.entries.push({
      name,
      offset,
      header: at,
      dataOffset,
      size: Math.max(0, Math.min(size, this.#source.size - dataOffset)),
      type: header.type,
      link: told.link ?? header.link,
      mode: header.mode,
      sparse,
    });
    return dataOffset + padded(size);
  }

  /** Bytes that stand behind a member's header, as this walker has it. */
  #stored(header: TarHeader, stated: number, told: Extended, at: number, name: string): number {
    const isBare = BARE.includes(header.type);
    if (isBare) {
      if (stated > 0 || (told.size ?? 0) > 0) {
        this.#ambiguous = true;
        const size = Math.max(stated, told.size ?? 0);
        const what = prose`${data(name)} is a link, folder or device and states ${size} bytes of data.`;
        this.#note({
          code: 'size-without-data',
          offset: at,
          length: BLOCK,
          subject: name,
          what,
          readings: [
            { reader: 'tarfile (no data follows)', sees: prose`the next header at ${at + BLOCK}` },
            { reader: 'readers that go by the size', sees: prose`the next header at ${at + BLOCK + padded(size)}` },
          ],
        });
      }
      return this.#walker === 'data' ? stated : 0;
    }
    if (told.size === undefined || told.size === stated) return stated;
    // What has no room in the header is told by PAX alone: every writer does so.
    if (told.size > MOST_OCTAL) return this.#walker === 'plain' ? stated : told.size;
    const size = Math.max(0, told.size);
    if (told.size < 0) this.#negative(at, told.size);
    this.#ambiguous = true;
    this.#note({
      code: 'pax-size',
      offset: at,
      length: BLOCK,
      subject: name,
      what: prose`${data(name)} has two sizes: ${size} in its PAX header, ${stated} in its own.`,
      readings: [
        {
          reader: 'goes by the PAX header (Python, Go)',
          sees: prose`${size} bytes, the next header at ${at + BLOCK + padded(size)}`,
        },
        {
          reader: 'goes by the header itself',
          sees: prose`${stated} bytes, the next header at ${at + BLOCK + padded(stated)}`,
        },
      ],
    });
    return this.#walker === 'plain' ? stated : size;
  }

  #sizeOf({ size }: TarHeader, at: number): number {
    if (size < 0) this.#negative(at, size);
    return Math.max(0, size);
  }

  #negative(at: number, size: number): void {
    const what = prose`A member states a size of ${size} bytes.`;
    this.#note({ code: 'negative-size', offset: at, length: BLOCK, what });
  }

  /** A PAX name is written when the plain one has no room for it, or for its letters. */
  #checkName(header: TarHeader, { path }: Extended, at: number): void {
    const isNeedless = path !== undefined && path.length <= 100 && /^[\x20-\x7e]*$/.test(path);
    if (!isNeedless || trimmed(path) === trimmed(header.name)) return;
    this.#note({
      code: 'name-differs',
      offset: at,
      length: BLOCK,
      subject: path,
      what: prose`The member is called ${data(path, 120)} in the header before it and ${data(header.name, 120)} in its own.`,
      readings: [
        { reader: 'reads extended headers (Python, GNU tar)', sees: [data(path, 120)] },
        { reader: 'passes them by', sees: [data(header.name, 120)] },
      ],
    });
  }

  #note(oddity: Oddity<TarCode>): void {
    this.#oddities.push(oddity);
  }
}

function trimmed(name: string): string {
  return name.replace(/^(?:\.\/)+|\/+$/g, '');
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}
