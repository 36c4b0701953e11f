import type { PickleRun } from '../formats/pickle/read.ts';
import type { Decompiler } from '../formats/pickle/source/decompiler.ts';

/**
 * The decompiler of a program, made when somebody asks for it. What was let go while judging is data, and data is what is shown here: a
 * program that is long enough for that is read once more, with everything held that fits.
 */
export class Decompiling {
  readonly #make: () => Promise<{ decompiler: Decompiler; whole: PickleRun | null }>;
  #made: Promise<{ decompiler: Decompiler; whole: PickleRun | null }> | null = null;
  #isClosed = false;

  /** `readWhole` reads the program again; `make` writes the traces it is given. */
  constructor(read: PickleRun, readWhole: () => Promise<PickleRun>, make: (traces: PickleRun['traces']) => Decompiler) {
    this.#make = async () => {
      const whole = read.traces.some((trace) => trace.forgets) ? await readWhole() : null;
      return { decompiler: make((whole ?? read).traces), whole };
    };
  }

  async decompiler(): Promise<Decompiler> {
    this.#made ??= this.#make();
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
