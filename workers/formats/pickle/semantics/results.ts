import { type Sym, unknownFrom } from './sym.ts';

/** Symbols kept that are more than "unknown, from that name". */
const MOST = 500_000;
const CHUNK_BITS = 14;
const CHUNK = 1 << CHUNK_BITS;
/** What stands in place of a number for one that was not kept. */
const LOST = 0xffff_ffff;

/** What the results of events stand for. A program of millions of calls gets four bytes for each whose result nobody knows. */
export class Results {
  readonly #most: number;
  /** Numbers of symbols plus one, by event. */
  readonly #chunks: (Uint32Array | undefined)[] = [];
  readonly #syms: Sym[] = [];
  /** Numbers of unknown values by what gave them. */
  readonly #unknowns = new Map<string | null, number>();

  constructor(most = MOST) {
    this.#most = most;
  }

  /** How many symbols are kept. */
  get size(): number {
    return this.#syms.length;
  }

  set(event: number, value: Sym): void {
    const chunk = (this.#chunks[event >>> CHUNK_BITS] ??= new Uint32Array(CHUNK));
    const number = value.kind === 'unknown' ? this.#unknown(value.from) : this.#add(value);
    chunk[event & (CHUNK - 1)] = number === null ? LOST : number + 1;
  }

  /** `lost`: there was something, of which nothing is kept. */
  get(event: number): Sym | 'lost' | undefined {
    const number = this.#chunks[event >>> CHUNK_BITS]?.[event & (CHUNK - 1)] ?? 0;
    return number === LOST ? 'lost' : number === 0 ? undefined : this.#syms[number - 1];
  }

  #unknown(from: string | null): number | null {
    const known = this.#unknowns.get(from);
    if (known !== undefined) return known;
    const number = this.#add(unknownFrom(from));
    if (number !== null) this.#unknowns.set(from, number);
    return number;
  }

  #add(value: Sym): number | null {
    return this.#syms.length < this.#most ? this.#syms.push(value) - 1 : null;
  }
}
