import { expect, test } from 'vitest';
import { compareIdentity } from './identity.ts';
import { checkpoint, folder, side, tensorsFile } from './sides-fixture.node.ts';

test('format, size and hash; a hash that is not there is not known', async () => {
  const left = await side(checkpoint({ a: [1] }));
  const right = await side(tensorsFile({ a: [1] }));
  const changes = (section: ReturnType<typeof compareIdentity>) => section!.rows.map(({ change }) => change);
  expect(changes(compareIdentity(left, right))).toEqual(['changed', 'changed', 'changed', 'same']);
  const report = left.files[0]!.report!;
  const unhashed = { ...report, file: { ...report.file, sha256: null } };
  expect(changes(compareIdentity(left, { kind: 'file', files: [{ path: '', report: unhashed }] }))[2]).toBe('unknown');
  expect(compareIdentity(left, await folder({}))).toBeNull();
});
