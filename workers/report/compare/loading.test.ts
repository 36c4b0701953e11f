import { expect, test } from 'vitest';
import { compareLoading, verdictOf } from './loading.ts';
import { call, checkpoint, folder, side, told } from './sides-fixture.node.ts';

const clean = checkpoint({ a: [1] });
const evil = checkpoint({ a: [1] }, 'm', call('echo 1'));

test('a verdict that changed, and each loader that does something else now', async () => {
  const lines = told(compareLoading(await side(clean), await side(evil))!);
  expect(lines[0]).toMatch(/^changed Verdict: Nothing runs: .+ → Runs code: Loading this file .+ shell command/);
  expect(lines.some((line) => /^changed torch\.load\(f\), .+: Nothing runs → Runs it/.test(line))).toBe(true);
});

test('the same verdict twice is no change, and not known twice is not the same', async () => {
  const section = compareLoading(await side(evil), await side(evil))!;
  expect(section.rows[0]?.change).toBe('same');
  const odd = new Uint8Array(64).fill(0xa5);
  expect(compareLoading(await side(odd), await side(odd))!.rows[0]?.change).toBe('unknown');
});

test('a folder is as bad as its worst file, and not known before nothing runs', async () => {
  const both = await folder({ clean, evil });
  expect(verdictOf(both)).toBe('runs-code');
  expect(verdictOf({ kind: 'folder', files: [both.files[0]!, { path: 'x', report: null }] })).toBe('not-known');
});
