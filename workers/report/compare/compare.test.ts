import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import { readReport, FILE_LIMITS } from '../exports/read.ts';
import type { Side } from './side.ts';
import { call, checkpoint, folder, side, tensorsFile } from './sides-fixture.node.ts';

const WEIGHTS = { a: [1, 2], b: [3, 4, 5] };
const hashed = { hashed: true };
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

async function headline(left: Uint8Array, right: Uint8Array, known = hashed): Promise<string> {
  return compare(await side(left, known), await side(right, known)).headline;
}

test('one sentence about two files', async () => {
  const before = checkpoint(WEIGHTS, 'before');
  expect(await headline(before, before)).toBe('Identical, byte for byte.');
  expect(await headline(before, checkpoint(WEIGHTS, 'after'))).toBe('Same weights, same code, packed differently.');
  expect(await headline(before, checkpoint(WEIGHTS, 'after', call('echo 1')))).toBe('Same weights, new code.');
  expect(await headline(before, checkpoint({ ...WEIGHTS, a: [1, 9] }))).toBe(
    'Same code; the data differ in 1 of 2 tensors.',
  );
  expect(await headline(before, checkpoint({ a: [0, 0], b: [0, 0, 0] }))).toBe('Same code, other weights.');
  expect(await headline(before, checkpoint({ a: [0, 0], b: [0, 0, 0] }, 'm', call('echo 1')))).toBe(
    'New code, other weights.',
  );
  expect(await headline(before, checkpoint({ ...WEIGHTS, c: [1] }))).toBe(
    'Changed program, the same calls; other tensors: 1 added.',
  );
  expect(await headline(checkpoint(WEIGHTS, 'm', call('echo 1')), checkpoint(WEIGHTS, 'm', call('echo 2')))).toBe(
    'Same weights, changed program: it calls the same functions.',
  );
});

test('across formats, and without any code', async () => {
  expect(await headline(checkpoint(WEIGHTS), tensorsFile(WEIGHTS))).toBe('Same weights, without the code.');
  expect(await headline(tensorsFile(WEIGHTS), checkpoint(WEIGHTS))).toBe(
    'Same weights, and code where there was none.',
  );
  expect(await headline(tensorsFile(WEIGHTS, { v: '1' }), tensorsFile(WEIGHTS, { v: '2' }))).toBe(
    'Same weights, other metadata.',
  );
  expect(await headline(tensorsFile(WEIGHTS), tensorsFile({ ...WEIGHTS, b: [3, 4, 6] }))).toBe(
    'Same tensors; the data differ in 1 of 2.',
  );
  expect(await headline(text('a\n'), text('b\n'))).toBe('Other content.');
});

test('what is not hashed is never called the same', async () => {
  const [before, after] = [checkpoint(WEIGHTS, 'a'), checkpoint(WEIGHTS, 'b', call('echo 1'))];
  const { headline: said, relation } = compare(await side(before), await side(after));
  expect(said).toBe('New code; the same names, shapes and types; the data are not compared yet.');
  expect(relation.data).toEqual({ same: 0, differ: 0, unknown: 2 });
});

test('a file that was not wholly read qualifies the sentence', async () => {
  const cut = checkpoint(WEIGHTS, 'a', call('echo 1')).slice(0, -30);
  expect(await headline(checkpoint(WEIGHTS), cut)).toMatch(/, as far as they were read\.$/);
});

test('a saved report is compared as far as it goes', async () => {
  const before = await side(checkpoint(WEIGHTS, 'a'), { reportOnly: true });
  const json = readReport(JSON.stringify(before.files[0]?.report), FILE_LIMITS);
  expect(json.kind).toBe('report');
  const saved: Side = { kind: 'file', files: [{ path: '', report: json.kind === 'report' ? json.report : null }] };
  const after = await side(checkpoint({ ...WEIGHTS, c: [1] }, 'a', call('echo 1')), hashed);
  expect(compare(saved, after).headline).toBe('New code; other tensors: 1 added.');
  expect(compare(saved, await side(checkpoint(WEIGHTS, 'a'), hashed)).headline).toBe('Identical, byte for byte.');
});

test('folders: files by path, then by their bytes; the weights of all files together', async () => {
  const weights = tensorsFile(WEIGHTS);
  const before = await folder({
    'a.safetensors': weights,
    'config.json': text('{"a": 1}'),
    'run.py': text('import os\n'),
  });
  const same = await folder({
    'a.safetensors': weights,
    'config.json': text('{"a": 1}'),
    'run.py': text('import os\n'),
  });
  expect(compare(before, same).headline).toBe('Identical, byte for byte.');
  const moved = await folder({
    'b.safetensors': weights,
    'config.json': text('{"a": 1}'),
    'run.py': text('import os\n'),
  });
  expect(compare(before, moved).headline).toBe('The same files, under other names.');
  const code = await folder({
    'b.safetensors': weights,
    'config.json': text('{"a": 1}'),
    'run.py': text('import sys\n'),
  });
  expect(compare(before, code).headline).toBe('Same weights, new code.');
  const split = await folder(
    { '1.safetensors': tensorsFile({ a: [1, 2] }), '2.safetensors': tensorsFile({ b: [3, 4, 5] }) },
    hashed,
  );
  const whole = await folder({ 'all.safetensors': weights }, hashed);
  expect(compare(whole, split).headline).toBe('Same weights, packed differently.');
});

test('the same sides give the same comparison, and swapping them mirrors it', async () => {
  const [left, right] = [
    await side(checkpoint(WEIGHTS)),
    await side(checkpoint({ ...WEIGHTS, c: [1] }, 'm', call('echo 1'))),
  ];
  const shown = (a: Side, b: Side): string =>
    JSON.stringify(compare(a, b).sections.map(({ id, rows, show }) => [id, rows, rows.map(show)]));
  expect(shown(left, right)).toBe(shown(left, right));
  const count = (a: Side, b: Side, change: string): number =>
    compare(a, b).sections.reduce((sum, { rows }) => sum + rows.filter((row) => row.change === change).length, 0);
  expect(count(left, right, 'added')).toBeGreaterThan(0);
  expect(count(left, right, 'added')).toBe(count(right, left, 'removed'));
  expect(count(left, right, 'changed')).toBe(count(right, left, 'changed'));
});
