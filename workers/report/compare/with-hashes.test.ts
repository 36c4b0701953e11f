import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import { FILE_LIMITS, readReport } from '../exports/read.ts';
import { call, checkpoint, side } from './sides-fixture.node.ts';
import { withHashes } from './with-hashes.ts';

test('a saved report with hashes tells the same weights from others', async () => {
  const [file] = (await side(checkpoint({ a: [1, 2], b: [3] }), { hashed: true })).files;
  const report = withHashes(file!.report!, file!.listed!, file!.digests!);
  expect(report.tensors?.listed?.every(({ sha256 }) => sha256 !== undefined)).toBe(true);
  const saved = readReport(JSON.stringify(report), FILE_LIMITS);
  expect(saved).toEqual({ kind: 'report', report });
  const before = { kind: 'file', files: [{ path: '', report }] } as const;
  const after = await side(checkpoint({ a: [1, 2], b: [3] }, 'm', call('echo 1')), { hashed: true });
  expect(compare(before, after).headline).toBe('Same weights, new code.');
});

test('a name that stands twice gets no hash, for nobody could tell whose it is', async () => {
  const [file] = (await side(checkpoint({ a: [1] }), { hashed: true })).files;
  const [tensor] = file!.listed!;
  const twice = { ...file!.digests!, tensors: [...file!.digests!.tensors, ...file!.digests!.tensors] };
  const report = withHashes(file!.report!, [tensor!, tensor!], twice);
  expect(report.tensors?.listed?.[0]?.sha256).toBeUndefined();
});
