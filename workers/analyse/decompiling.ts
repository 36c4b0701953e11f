import type { PickleRun } from '../formats/pickle/read.ts';
import type { Decompiler } from '../formats/pickle/source/decompiler.ts';

/** Opcodes of a program whose values all fit, with those that are there already. */
const WHOLE_STEPS = 12_000_000;

/**
 * The decompiler of a program, made when somebody asks for it. What was let go while judging is data, and data is what is shown here: a
 * program that is long enough for that is read once more, with everything held, unless that is more than there is room for.
 */
export class Decompiling {
  readonly #make: (giveWay?: () => Promise<void>) => Promise<{ decompiler: Decompiler; whole: PickleRun | null }>;
  #made: Promise<{ decompiler: Decompiler; whole: PickleRun | null }> | null = null;
  #isClosed = false;

  /** `readWhole` reads the program again, calling `giveWay` while it does; `make` writes the traces it is given. */
  constructor(
    read: PickleRun,
    readWhole: (giveWay?: () => Promise<void>) => Promise<PickleRun>,
    make: (traces: PickleRun['traces']) => Decompiler,
  ) {
    this.#make = async (giveWay) => {
      const isCut = read.traces.some(({ forgets }) => forgets);
      const fits = read.traces.every(({ steps }) => steps <= WHOLE_STEPS);
      const whole = isCut && fits ? await readWhole(giveWay) : null;
      return { decompiler: make((whole ?? read).traces), whole };
    };
  }

  async decompiler(giveWay?: () => Promise<void>): Promise<Decompiler> {
    this.#made ??= this.#make(giveWay);
    const made = await this.#made;
    if (this.#isClosed) made.whole?.close();
    return made.decompiler;
  }

  close(): void {
    this.#isClosed = true;
    void this.#made?.then(
      ({ decompiler, whole }) => {
        decompiler.close();
        whole?.close();
      },
      () => undefined,
    );
  }
}
