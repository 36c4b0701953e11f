import { expect, test } from 'vitest';
import { compareFiles } from './files.ts';
import { folder, side, told } from './sides-fixture.node.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

test('files are paired by path, moved ones by their bytes, empty ones never', async () => {
  const left = await folder({ a: text('1\n'), b: text('2\n'), c: text('3\n'), e: new Uint8Array(0) });
  const right = await folder({ a: text('1\n'), b: text('two\n'), d: text('3\n'), f: new Uint8Array(0) });
  expect(compareFiles(await side(text('1\n')), await side(text('1\n')))).toBeNull();
  const section = compareFiles(left, right);
  expect(told(section!)).toEqual([
    'changed b: Nothing runs, 2 bytes → Nothing runs, 4 bytes',
    'removed e: Nothing runs, 0 bytes → –',
    'added f: – → Nothing runs, 0 bytes',
  ]);
  const moved = section!.rows.find(({ left: at }) => at === 2)!;
  expect(moved).toMatchObject({ change: 'same', moved: true });
  expect(section!.show(moved).note).toEqual(['The same bytes, now called ', { data: 'd' }, '.']);
});

test('a file that was not read, or not hashed, is not known', async () => {
  const left = await folder({ a: text('1\n'), b: text('1\n') });
  const [a, b] = left.files;
  const unhashed = { ...b!, report: { ...b!.report!, file: { ...b!.report!.file, sha256: null } } };
  const section = compareFiles(left, { kind: 'folder', files: [{ ...a!, report: null }, unhashed] });
  expect(section!.rows.map(({ change }) => change)).toEqual(['unknown', 'unknown']);
});
