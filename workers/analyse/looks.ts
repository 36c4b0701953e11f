import { turn } from '../source/turn.ts';

/** Milliseconds of long work between two looks for what came in. */
const SPELL = 8;

/** What the page looks at goes before work that takes long. */
export class Looks {
  readonly #pending = new Set<Promise<unknown>>();
  #turned = performance.now();

  during<T>(work: Promise<T>): Promise<T> {
    const over: Promise<unknown> = work.then(
      () => undefined,
      () => undefined,
    );
    this.#pending.add(over);
    void over.then(() => this.#pending.delete(over));
    return work;
  }

  /** For long work, between its pieces: lets in what came, and waits for it. A stream that is faster than its reader leaves no gap by itself. */
  async giveWay(): Promise<void> {
    if (performance.now() - this.#turned < SPELL) return;
    await turn();
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    this.#turned = performance.now();
  }
}
