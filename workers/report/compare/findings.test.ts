import { expect, test } from 'vitest';
import { compareFindings } from './findings.ts';
import { call, checkpoint, side, told } from './sides-fixture.node.ts';

const weights = { a: [1] };

test('nothing on either side is no section', async () => {
  const clean = await side(checkpoint(weights));
  expect(compareFindings(clean, clean)).toBeNull();
});

test('new findings, worst first; the name of the archive makes none', async () => {
  const before = await side(checkpoint(weights, 'before', call('echo 1')));
  const after = await side(checkpoint(weights, 'after', call('echo 1')));
  expect(compareFindings(before, after)!.rows.every(({ change }) => change === 'same')).toBe(true);
  const section = compareFindings(await side(checkpoint(weights)), after)!;
  expect(section.rows[0]).toMatchObject({ change: 'added', left: null });
  expect(section.show(section.rows[0]!).severity).toBe('critical');
});

test('the same call with other words is changed, with both shown', async () => {
  const section = compareFindings(
    await side(checkpoint(weights, 'm', call('echo 1'))),
    await side(checkpoint(weights, 'm', call('echo 2'))),
  )!;
  expect(told(section)[0]).toMatch(/^changed .+: critical: .*echo 1.* → critical: .*echo 2/);
});

test('other rules are told, because they may be what differs', async () => {
  const { kind, files } = await side(checkpoint(weights, 'm', call('echo 1')));
  const report = { ...files[0]!.report!, rules: { version: '0', hash: 'f'.repeat(16), count: 1 } };
  const section = compareFindings({ kind, files }, { kind, files: [{ path: '', report }] })!;
  expect(section.partial).toHaveLength(1);
});
