/** Numbers below 2^32 that only grow in number: four bytes each, without the slack of an array of numbers. */
export class Words {
  #held = new Uint32Array(64);
  length = 0;

  push(value: number): number {
    if (this.length === this.#held.length) {
      const more = new Uint32Array(this.#held.length * 2);
      more.set(this.#held);
      this.#held = more;
    }
    this.#held[this.length] = value;
    return this.length++;
  }

  at(index: number): number {
    return this.#held[index] ?? 0;
  }

  /** Index of the last entry that is at most `value`; -1 when there is none. The entries must be in order. */
  lastAtMost(value: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle) <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
