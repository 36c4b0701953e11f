import { expect, test } from 'vitest';
import { zip } from '../../containers/zip/build-zip.ts';
import { compareMembers } from './members.ts';
import { side, tensorsFile, told } from './sides-fixture.node.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const archive = (files: Readonly<Record<string, string>>): Uint8Array =>
  zip(Object.entries(files).map(([name, content]) => ({ name, data: text(content) })));

test('members without the folder the archive is named after', async () => {
  const left = await side(archive({ 'v1/a.txt': 'one\n', 'v1/b.txt': 'two\n', 'v1/c.txt': 'x\n' }), { hashed: true });
  const right = await side(archive({ 'v2/a.txt': 'one\n', 'v2/b.txt': 'TWO\n', 'v2/d.txt': 'xyz\n' }), {
    hashed: true,
  });
  const lines = told(compareMembers(left, right)!).map((line) => line.replace(/, [0-9a-f]{8}/g, ''));
  expect(lines).toEqual([
    'changed b.txt: 4 bytes, text → 4 bytes, text (The same size, other content.)',
    'removed c.txt: 2 bytes, text → –',
    'added d.txt: – → 4 bytes, text',
  ]);
});

test('the same size without hashes is not known; a file without members has no section', async () => {
  const [left, right] = [await side(archive({ a: 'one\n' })), await side(archive({ a: 'two\n' }))];
  expect(compareMembers(left, right)!.rows.map(({ change }) => change)).toEqual(['unknown']);
  const plainFile = await side(tensorsFile({ a: [1] }));
  expect(compareMembers(plainFile, plainFile)).toBeNull();
});
