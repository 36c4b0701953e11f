import { expect, test } from 'vitest';
import { compareCalls } from './calls.ts';
import { call, checkpoint, side, told, without } from './sides-fixture.node.ts';

test('what is called, and how often', async () => {
  const left = await side(checkpoint({ a: [1] }));
  const right = await side(checkpoint({ a: [1], b: [2] }, 'm', call('echo 1')));
  expect(told(compareCalls(left, right)!)).toEqual([
    'changed collections.OrderedDict: once → 2 times',
    'changed torch._utils._rebuild_tensor_v2: once → 2 times',
    'added os.system: – → once',
  ]);
});

test('a report that does not list calls says so', async () => {
  const { kind, files } = await side(checkpoint({ a: [1] }));
  const report = files[0]!.report!;
  const programs = report.programs.map((program) => without(program, 'callees'));
  const section = compareCalls({ kind, files: [{ path: '', report: { ...report, programs } }] }, { kind, files })!;
  expect(section.partial).toHaveLength(1);
});
