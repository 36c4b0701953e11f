import { expect, test } from 'vitest';
import { comparePrograms } from './programs.ts';
import { call, checkpoint, side, told, without } from './sides-fixture.node.ts';
import type { Side } from './side.ts';

const withoutHashes = ({ kind, files }: Side): Side => ({
  kind,
  files: files.map((file) => {
    const report = file.report!;
    const programs = report.programs.map((program) => without(program, 'sha256'));
    return { ...file, report: { ...report, file: { ...report.file, sha256: null }, programs } };
  }),
});

test('the same bytes, other bytes, or not known without hashes', async () => {
  const one = await side(checkpoint({ a: [1] }, 'm', call('echo 1')));
  const other = await side(checkpoint({ a: [1] }, 'n', call('echo 2')));
  expect(told(comparePrograms(one, one)!)).toEqual([]);
  expect(told(comparePrograms(one, other)!)).toEqual([
    expect.stringMatching(/^changed data\.pkl: (.+) → \1 \(The same number of steps, with other bytes\.\)$/),
  ]);
  expect(comparePrograms(withoutHashes(one), withoutHashes(other))!.rows[0]?.change).toBe('unknown');
  const longer = await side(checkpoint({ a: [1], b: [2] }));
  expect(comparePrograms(withoutHashes(one), withoutHashes(longer))!.rows[0]?.change).toBe('changed');
});
