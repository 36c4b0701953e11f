import { expect, test } from 'vitest';
import { compareMetadata } from './metadata.ts';
import { side, tensorsFile, told } from './sides-fixture.node.ts';

const file = (metadata: Record<string, string>) => side(tensorsFile({ a: [1] }, metadata));

test('values by key', async () => {
  const section = compareMetadata(
    await file({ same: 'x', changed: 'old', gone: '1' }),
    await file({ same: 'x', changed: 'new', come: '2' }),
  )!;
  expect(told(section)).toEqual(['changed changed: old → new', 'removed gone: 1 → –', 'added come: – → 2']);
});

test('long values are only known as far as they are carried', async () => {
  const long = 'x'.repeat(10_000);
  const section = compareMetadata(await file({ long }), await file({ long }))!;
  expect(section.rows.map(({ change }) => change)).toEqual(['unknown']);
  expect(compareMetadata(await file({ long }), await file({ long: `${long}y` }))!.rows[0]?.change).toBe('changed');
});
