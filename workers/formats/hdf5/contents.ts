import { identify } from '../../identify/identify.ts';
import { startsPickle } from '../../identify/pickle-start.ts';
import { Probe } from '../../identify/probe.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { ascii, startsWith } from '../../source/little-endian.ts';
import type { File } from './file.ts';

/** Bytes that tell whether a value is something of its own. */
const LOOK = 64;
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
  #hasTold = false;

  constructor(file: File) {
    this.#file = file;
  }

  /** Opens the bytes when they are a program or an archive. `name` tells where they were found. */
  async look(name: string, at: number, length: number): Promise<boolean> {
    const { source, scope } = this.#file;
    const head = await this.#file.source.read(at, Math.min(length, LOOK));
    if (head.length < 3 || !(await this.#mayBe(head, at, length))) return false;
    const window = source.slice(at, length);
    const isProgram = await startsPickle(window, 0, scope.run.engine);
    if (!isProgram && !HEADS.some((one) => startsWith(head, one))) return false;
    if (!isProgram) {
      const found = await identify(await Probe.of(window, scope.run.engine));
      if (found.length === 0 || found.every((format) => format === 'text')) return false;
    }
    await this.open(name, at, length);
    return true;
  }

  /** Without PROTO, only what has lines imports, and STOP ends it. */
  async #mayBe(head: Uint8Array, at: number, length: number): Promise<boolean> {
    if (head[0] === 0x80) return (head[1] ?? 9) <= 5;
    if (HEADS.some((one) => startsWith(head, one))) return true;
    const isOpcode = OPENING.includes(String.fromCharCode(head[0] ?? 0));
    if (!isOpcode || length > LIMITS.textBytes) return false;
    const bytes = await this.#file.source.read(at, length);
    return bytes.includes(STOP) && (bytes.includes(LINE) || bytes.includes(STACK_GLOBAL));
  }

  /** Reads a stretch as the file it is. */
  async open(name: string, offset: number, length: number): Promise<void> {
    const { scope, source, inspect } = this.#file;
    if (!scope.canNest) {
      const what = prose`${data(name, 120)} was not opened: things are nested more than ${LIMITS.depth} deep.`;
      this.#file.limit(offset, length, what);
    } else if (!scope.run.budgets.afford('members', 1) || !scope.run.budgets.afford('opened', length)) {
      if (!this.#hasTold)
        this.#file.limit(
          offset,
          length,
          prose`${data(name, 120)} and others were not opened: reading each of so many would take too long.`,
        );
      this.#hasTold = true;
    } else await inspect(scope.child(source.slice(offset, length, name), offset, 'text'));
  }
}

/** First opcodes of pickles that are written in letters, and of those without PROTO. */
const OPENING = '(c]}l)diSVINFLKMJXUTG\x8c\x95';
const STACK_GLOBAL = 0x93;
