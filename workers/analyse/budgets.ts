import { LIMITS } from '../limits.ts';

export type Budget = 'inflated' | 'opened' | 'carved' | 'members' | 'programs' | 'tensors';

/** What may still be spent on one dropped file, whatever is nested in it. */
export class Budgets {
  readonly #left: Map<Budget, number>;

  constructor(size: number) {
    this.#left = new Map<Budget, number>([
      ['inflated', LIMITS.inflatedTotal],
      ['opened', size * LIMITS.openedTimes + LIMITS.openedMore],
      ['carved', LIMITS.carveBytes],
      ['members', LIMITS.members],
      ['programs', LIMITS.programs],
      ['tensors', LIMITS.tensors],
    ]);
  }

  left(budget: Budget): number {
    return this.#left.get(budget) ?? 0;
  }

  /** Spends up to `wanted` and says how much of it was there. */
  take(budget: Budget, wanted: number): number {
    const granted = Math.min(wanted, this.left(budget));
    this.#left.set(budget, this.left(budget) - granted);
    return granted;
  }

  /** Spends all of `wanted`, or nothing. */
  afford(budget: Budget, wanted: number): boolean {
    if (this.left(budget) < wanted) return false;
    this.take(budget, wanted);
    return true;
  }
}
