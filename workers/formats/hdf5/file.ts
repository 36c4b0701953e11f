import type { Inspect } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { prose, type Prose } from '../../report/prose.ts';
import type { ByteKind, Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { ascii, startsWith, u16, u32, u64, u8 } from '../../source/little-endian.ts';
import { isAllZero } from '../../source/zeros.ts';
import { Oddities } from '../oddities.ts';
import { checksum } from './checksum.ts';
import type { Hdf5Code } from './codes.ts';
import { Ledger } from './ledger.ts';
import { Pages } from './pages.ts';

/** Structures that are walked in one file: groups, headers, nodes of trees, chunks' tables. */
const MOST = 2_000_000;
/** One structure that is read whole. */
const LARGEST = 64 * 1024 * 1024;
/** Of what is left free inside structures, how much is kept to be searched. */
const MOST_SLACK = 20_000;

/** One HDF5 file being walked: addresses, what was found where, and what could not be read. */
export class File {
  readonly scope: Scope;
  readonly inspect: Inspect;
  readonly source: ByteSource;
  readonly odd: Oddities<Hdf5Code>;
  readonly ledger = new Ledger();
  /** Bytes inside structures that nothing refers to. */
  readonly slack: Range[] = [];
  /** Where the superblock is: addresses count from here. */
  readonly base: number;
  /** Bytes of an address, and of a length. */
  offsetSize = 8;
  lengthSize = 8;
  /** Half the entries of a symbol node, of a node of a tree of groups, of one of chunks. */
  leafK = 4;
  groupK = 16;
  chunkK = 32;
  /** Something was not walked: bytes that nobody refers to may belong to it. */
  isBroken = false;
  readonly #pages: Pages;
  readonly #entered = new Set<number>();
  #left = MOST;

  constructor(scope: Scope, inspect: Inspect, base: number) {
    this.scope = scope;
    this.inspect = inspect;
    this.source = scope.source;
    this.base = base;
    this.odd = new Oddities<Hdf5Code>(scope, 'hdf5');
    this.#pages = new Pages(scope.source);
  }

  /** Null where it says that there is none. */
  address(bytes: Uint8Array, at: number): number | null {
    for (let i = 0; i < this.offsetSize; i += 1)
      if (u8(bytes, at + i) !== 0xff) return uint(bytes, at, this.offsetSize);
    return null;
  }

  length(bytes: Uint8Array, at: number): number {
    return uint(bytes, at, this.lengthSize);
  }

  /** Bytes at an offset of the source, as many as there are. */
  peek(offset: number, length: number): Promise<Uint8Array> {
    return this.#pages.read(offset, length);
  }

  /** Bytes at an address; null, and told, when they are not all there. */
  async read(address: number, length: number, what: string): Promise<Uint8Array | null> {
    const at = this.base + address;
    if (length > LARGEST && at + length <= this.source.size) {
      this.limit(at, length, prose`A ${what} of ${length} bytes was not read.`);
      return null;
    }
    return this.isInside(address, length, what) ? this.#pages.read(at, length) : null;
  }

  /** Up to so many bytes; at least one. */
  readUpTo(address: number, length: number, what: string): Promise<Uint8Array | null> {
    return this.read(address, Math.max(1, Math.min(length, this.source.size - this.base - address)), what);
  }

  /** A structure that begins with its signature. Its bytes are not claimed yet. */
  async signed(address: number, length: number, signature: string, what: string): Promise<Uint8Array | null> {
    const bytes = await this.read(address, length, what);
    if (bytes === null || startsWith(bytes, ascii(signature))) return bytes;
    this.wrong(this.base + address, 4, what);
    return null;
  }

  /** First visit of a structure. A second one is told: two things that should have one each share it. */
  enter(address: number, what: string): boolean {
    if (this.#left === 0) {
      this.limit(this.base + address, 0, prose`Only the first ${MOST} structures of the file were walked.`);
      this.#left = -1;
    }
    if (this.#left < 0) return false;
    this.#left -= 1;
    if (!this.#entered.has(address)) {
      this.#entered.add(address);
      return true;
    }
    const offset = this.base + address;
    this.odd.state({ code: 'overlap', offset, length: 8, what: prose`Two parts of the file have the same ${what}.` });
    return false;
  }

  /** Whether a stretch is in the file; told when it is not. */
  isInside(address: number, length: number, what: string): boolean {
    const at = this.base + address;
    if (at + length <= this.source.size) return true;
    this.malformed(at, length, prose`A ${what} is said to be at byte ${at}, beyond the end of the file.`);
    return false;
  }

  /** A structure that is visited once: claimed, and where it ends with a checksum, checked. */
  async take(
    address: number,
    length: number,
    signature: string,
    what: string,
    isSummed = true,
  ): Promise<Uint8Array | null> {
    const bytes = this.enter(address, what) ? await this.signed(address, length, signature, what) : null;
    if (bytes === null) return null;
    this.claim(address, length, what);
    if (isSummed) this.check(bytes, address, what);
    return bytes;
  }

  claim(address: number, length: number, label: string, kind: ByteKind = 'structure'): void {
    const isKept = this.ledger.add(this.base + address, length, kind, label);
    if (!isKept && !this.isBroken)
      this.limit(this.base + address, length, prose`Only the first ${MOST} parts of the file were kept apart.`);
  }

  /** Bytes whose last four are the checksum of those before. */
  check(bytes: Uint8Array, address: number, what: string): void {
    const end = bytes.length - 4;
    if (end < 0 || checksum(bytes.subarray(0, end)) === u32(bytes, end)) return;
    const said = prose`The checksum of a ${what} is not that of its bytes.`;
    this.odd.state({ code: 'checksum', offset: this.base + address, length: bytes.length, what: said });
  }

  /** Room inside a structure that it does not use. */
  spare(offset: number, bytes: Uint8Array): void {
    if (bytes.length < 16 || isAllZero(bytes)) return;
    if (this.slack.length < MOST_SLACK) this.slack.push({ offset, length: bytes.length });
    else if (this.slack.length === MOST_SLACK) {
      this.slack.push({ offset, length: 0 });
      this.limit(offset, bytes.length, prose`Free room inside further structures was not searched.`);
    }
  }

  /** A part that is of no kind, size or place it may have. */
  wrong(offset: number, length: number, what: string): void {
    this.malformed(offset, length, prose`A ${what} is not what it should be.`);
  }

  malformed(offset: number, length: number, what: Prose): void {
    this.#told('malformed', offset, length, what);
  }

  unsupported(offset: number, length: number, what: Prose): void {
    this.#told('unsupported', offset, length, what);
  }

  limit(offset: number, length: number, what: Prose): void {
    this.#told('limit', offset, length, what);
  }

  #told(kind: 'malformed' | 'unsupported' | 'limit', offset: number, length: number, what: Prose): void {
    this.isBroken = true;
    const at = Math.min(offset, this.source.size);
    this.scope.problem(kind, at, Math.min(length, this.source.size - at), what);
  }
}

/** A number of 1 to 8 bytes. Above 2^53 the low bits are lost. */
export function uint(bytes: Uint8Array, at: number, width: number): number {
  if (width === 8) return u64(bytes, at);
  if (width === 4) return u32(bytes, at);
  if (width === 2) return u16(bytes, at);
  let value = 0;
  for (let i = width - 1; i >= 0; i -= 1) value = value * 256 + u8(bytes, at + i);
  return value;
}

/** Bytes it takes to write any number up to this one (H5VM_limit_enc_size). */
export function widthOf(limit: number): number {
  return Math.floor(Math.floor(Math.log2(Math.max(1, limit))) / 8) + 1;
}
