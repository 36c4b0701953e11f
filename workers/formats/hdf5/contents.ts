import { identify } from '../../identify/identify.ts';
import { startsPickle } from '../../identify/pickle-start.ts';
import { Probe } from '../../identify/probe.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { ascii, startsWith } from '../../source/little-endian.ts';
import type { File } from './file.ts';
import { isReadable, type Packed, unpack, whole } from './packed.ts';

/** Bytes that tell whether a value is something of its own. */
const LOOK = 64;
/** Of a packed chunk, what these are unpacked from. */
const HEAD = 4096;
/** An array of bytes in chunks that is put together. */
const MOST = 64 * 1024 * 1024;
const STOP = 0x2e;
const LINE = 0x0a;

/** What opens, and hardly begins numbers by chance. */
const HEADS: readonly (readonly number[])[] = [
  ascii('PK\x03\x04'),
  ascii('\x7fELF'),
  ascii('\x89HDF\r\n'),
  ascii('\x93NUMPY'),
  ascii('MZ'),
  ascii('\xfd7zXZ'),
  ascii('BZh'),
  ascii('\x1f\x8b\x08'),
];

/** Values that hold something of its own: pickles, as PyTables, pandas and others keep what HDF5 has no type for; archives, programs. */
export class Contents {
  readonly #file: File;
  /** Where values are that were opened: several may be one. */
  readonly #opened = new Set<number>();
  #hasTold = false;

  constructor(file: File) {
    this.#file = file;
  }

  /** Opens the bytes when they are a program or an archive. `name` tells where they were found. */
  async look(name: string, at: number, length: number): Promise<boolean> {
    const { source } = this.#file;
    if (this.#opened.has(at)) return true;
    const head = await this.#file.peek(at, Math.min(length, LOOK));
    if (!mayBe(head) || !(await this.#isTelling(source.slice(at, length), head))) return false;
    await this.open(name, at, length);
    return true;
  }

  /** The same of an array of bytes in chunks. */
  async lookPacked(name: string, packed: Packed): Promise<void> {
    const file = this.#file;
    const [first] = packed.chunks;
    if (first === undefined || packed.size > MOST || !isReadable(packed.filters)) return;
    const start = { ...first, length: Math.min(first.length, HEAD) };
    const head = await unpack(file, start, { ...packed, chunk: Math.min(packed.chunk, LOOK) });
    const isLetters = head[0] !== 0x80 && !HEADS.some((one) => startsWith(head, one));
    if (!mayBe(head) || (isLetters && packed.size > LIMITS.textBytes)) return;
    if (!file.scope.run.budgets.afford('inflated', packed.size)) {
      this.#tellLimit(name, first.offset, first.length);
      return;
    }
    const source = await whole(file, name, packed);
    if (await this.#isTelling(source, head)) await this.#open(source, first.offset, null);
  }

  /** A pickle; without PROTO, only what has lines imports, and STOP ends it. Or what some other format begins with, and is. */
  async #isTelling(source: ByteSource, head: Uint8Array): Promise<boolean> {
    const { engine } = this.#file.scope.run;
    if (HEADS.some((one) => startsWith(head, one)))
      return (await identify(await Probe.of(source, engine))).some((format) => format !== 'text');
    if (head[0] !== 0x80) {
      if (source.size > LIMITS.textBytes) return false;
      if (!this.#file.scope.run.budgets.afford('opened', source.size)) {
        this.#tellLimit(source.name, 0, 0);
        return false;
      }
      const bytes = await source.read(0, source.size);
      if (!bytes.includes(STOP) || !(bytes.includes(LINE) || bytes.includes(STACK_GLOBAL))) return false;
    }
    return startsPickle(source, 0, engine);
  }

  /** Reads a stretch as the file it is. */
  open(name: string, offset: number, length: number): Promise<void> {
    this.#opened.add(offset);
    return this.#open(this.#file.source.slice(offset, length, name), offset, offset);
  }

  #tellLimit(name: string, offset: number, length: number): void {
    const what = prose`${data(name, 120)} and others were not opened: reading each of so many would take too long.`;
    if (!this.#hasTold) this.#file.limit(offset, length, what);
    this.#hasTold = true;
  }

  async #open(source: ByteSource, offset: number, base: number | null): Promise<void> {
    const { scope, inspect } = this.#file;
    const { name, size: length } = source;
    if (!scope.canNest) {
      const what = prose`${data(name, 120)} was not opened: things are nested more than ${LIMITS.depth} deep.`;
      this.#file.limit(offset, length, what);
    } else if (!scope.run.budgets.afford('members', 1) || !scope.run.budgets.afford('opened', length)) {
      this.#tellLimit(name, offset, length);
    } else await inspect(scope.child(source, base, 'text'));
  }
}

function mayBe(head: Uint8Array): boolean {
  if (head.length < 3) return false;
  if (head[0] === 0x80) return (head[1] ?? 9) <= 5;
  return OPENING.includes(String.fromCharCode(head[0] ?? 0)) || HEADS.some((one) => startsWith(head, one));
}

/** First opcodes of pickles that are written in letters, and of those without PROTO. */
const OPENING = '(c]}l)diSVINFLKMJXUTG\x8c\x95';
const STACK_GLOBAL = 0x93;
