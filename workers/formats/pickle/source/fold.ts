/** Which runs of lines repeat: groups of up to a dozen lines, one after the other, alike. Pure. */

/** Lines of a group at most. */
export const LONGEST = 16;
/** A fold hides at least so many lines. */
const WORTH = 3;

export interface Fold {
  /** First entry, entries of one group, and groups. */
  readonly start: number;
  readonly period: number;
  readonly groups: number;
}

/** `key(i)` is the same for alike entries; 0 is like nothing. In order, none overlap. Linear in `count`. */
export function findFolds(count: number, key: (index: number) => number): Fold[] {
  const folds: Fold[] = [];
  for (let at = 0; at < count;) {
    const fold = longestAt(at, count, key);
    if (fold === null) at += 1;
    else {
      folds.push(fold);
      at += fold.period * fold.groups;
    }
  }
  return folds;
}

function longestAt(start: number, count: number, key: (index: number) => number): Fold | null {
  let best: Fold | null = null;
  let covered = 0;
  for (let period = 1; period <= LONGEST && start + 2 * period <= count; period++) {
    let same = 0;
    while (start + same + period < count && key(start + same) !== 0 && key(start + same) === key(start + same + period))
      same += 1;
    const groups = Math.floor(same / period) + 1;
    // A longer group must be worth it: every period covers what a shorter one inside it does.
    if ((groups - 1) * period < WORTH || groups * period <= covered + period - 1) continue;
    best = { start, period, groups };
    covered = groups * period;
    // Long runs of short groups are what files hold; looking on would cost a pass for each period.
    if (covered >= 64 * period) break;
  }
  return best;
}
