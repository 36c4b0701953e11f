/** Who wants to know that something changed. */
export class Listeners {
  readonly #all = new Set<() => void>();
  #pending = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  };

  /** At once, or, with a pace, once in so many milliseconds: for what changes more often than a page can be drawn. */
  tell(pace: number): void {
    if (pace === 0) this.#tell();
    else if (!this.#pending) {
      this.#pending = true;
      setTimeout(() => {
        this.#pending = false;
        this.#tell();
      }, pace);
    }
  }

  #tell(): void {
    for (const listener of this.#all) listener();
  }
}

/** For a list of so many: one or two files are shown as they change; a long list is drawn less often, as drawing it takes longer. */
export function paceOf(files: number): number {
  if (files <= 2) return 0;
  if (files <= 100) return 100;
  return files <= 500 ? 300 : 500;
}
