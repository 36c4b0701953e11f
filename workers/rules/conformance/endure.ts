import fc from 'fast-check';
import { expect } from 'vitest';
import type { Report } from '../../report/schema.ts';

/** Test only: a file with a byte changed and its end cut off is read without a fault, and never called read where it is not. */
export async function endure(
  whole: readonly number[],
  inspect: (bytes: readonly number[]) => Promise<Report>,
  numRuns: number,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), async (at, byte, cut) => {
      const bytes = whole.with(at, byte).slice(0, cut);
      const report = await inspect(bytes);
      expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
      expect(report.coverage.accounted).toBeLessThanOrEqual(cut);
      if (report.verdict === 'nothing-runs') expect(report.status).toBe('complete');
      expect(await inspect(bytes)).toEqual(report);
    }),
    { numRuns },
  );
}
