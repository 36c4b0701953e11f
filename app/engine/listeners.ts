/** Who wants to know that something changed. */
const PACE_MS = 100;

export class Listeners {
  readonly #all = new Set<() => void>();
  #pending = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  };

  /** At once, or, `paced`, some times a second: for what changes more often than a page can be drawn. */
  tell(paced: boolean): void {
    if (!paced) this.#tell();
    else if (!this.#pending) {
      this.#pending = true;
      setTimeout(() => {
        this.#pending = false;
        this.#tell();
      }, PACE_MS);
    }
  }

  #tell(): void {
    for (const listener of this.#all) listener();
  }
}
