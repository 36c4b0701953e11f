import type { Report } from '../../workers/report/schema.ts';

const keys = new WeakMap<Report, number>();
let next = 1;

/** A number for each report object, for caches of what is made of it: a report never changes after it was made. */
export function reportKey(report: Report): number {
  const key = keys.get(report) ?? next++;
  keys.set(report, key);
  return key;
}
