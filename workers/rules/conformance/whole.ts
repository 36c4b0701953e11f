import fc from 'fast-check';
import { expect } from 'vitest';
import type { Report } from '../../report/schema.ts';

type Inspect = (bytes: Uint8Array) => Promise<Report>;

/** A model that is understood to its last byte, with so many tensors, and nothing to tell of it. */
export async function expectWhole(inspect: Inspect, file: Uint8Array, format: string, tensors: number): Promise<void> {
  const report = await inspect(file);
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [], problems: [] });
  expect(report.file.format).toBe(format);
  expect(report.coverage.accounted).toBe(file.length);
  expect(report.tensors?.count ?? 0).toBe(tensors);
}

/** The same cut anywhere is not called clean, and with any byte changed it breaks no reader. */
export async function expectBroken(inspect: Inspect, file: Uint8Array, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.nat(file.length - 1), fc.nat(255), async (end, at, value) => {
      if (end > 8) expect((await inspect(file.slice(0, end))).verdict).not.toBe('nothing-runs');
      const changed = await inspect(file.with(at, value));
      expect(changed.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
      if (changed.verdict === 'nothing-runs') expect(changed.status).toBe('complete');
    }),
    { numRuns },
  );
}
