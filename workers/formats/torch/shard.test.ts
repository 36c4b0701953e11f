import { expect, test } from 'vitest';
import { ascii, bytes, type Options, zip } from '../../containers/zip/build-zip.ts';
import { archivesInRow } from '../../containers/zip/chain.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { CALLS_SYSTEM, stateDict, tensorOf } from './build-checkpoint.ts';

const engine = instantiate(loadModule());
const TENSOR = stateDict([{ name: 'w', key: '0', shape: [2], numel: 2 }]);

const item = (program: Uint8Array, options: Options = { zip64: true }): Uint8Array =>
  zip(
    [
      { name: 'archive/data.pkl', data: program },
      { name: 'archive/data/0', data: new Uint8Array(8) },
      { name: 'archive/version', data: ascii('3\n') },
    ],
    options,
  );
const inspect = (...items: readonly Uint8Array[]): Promise<Report> =>
  inspectBytes(bytes(...items), '__0_0.distcp', engine);
const outcome = (report: Report, id: string): string | undefined =>
  report.loaders.find((row) => row.id === id)?.outcome;

test('archives one behind the other are found from the end, each with offsets of its own', async () => {
  const [a, b, c] = [item(TENSOR), item(CALLS_SYSTEM, {}), item(TENSOR)];
  const found = await archivesInRow(bytesSource(bytes(a, b, c)));
  expect(found).toEqual([
    { offset: 0, length: a.length },
    { offset: a.length, length: b.length },
    { offset: a.length + b.length, length: c.length },
  ]);
});

test.each<[string, Uint8Array]>([
  ['one archive', item(TENSOR)],
  ['an archive behind something', bytes(ascii('#!/bin/sh\n'), item(TENSOR))],
  ['bytes between two', bytes(item(TENSOR), ascii('x'), item(TENSOR))],
  ['bytes behind the last', bytes(item(TENSOR), item(TENSOR), ascii('x'))],
  ['a comment', bytes(item(TENSOR), item(TENSOR, { comment: ascii('x') }))],
  ['offsets that count what is before', bytes(item(TENSOR), item(TENSOR, { end: { offset: 0xfff } }))],
  ['an end record alone', bytes(ascii('PK\x05\x06'), new Uint8Array(18))],
])('%s is no row of archives', async (_what, file) => {
  expect(await archivesInRow(bytesSource(file))).toBeNull();
});

test('a shard of tensors is ordinary, whatever its archives share', async () => {
  const report = await inspect(item(TENSOR), item(TENSOR), item(TENSOR));
  expect([report.file.format, report.verdict, report.status]).toEqual(['torch-shard', 'nothing-runs', 'complete']);
  expect([report.findings, report.tensors?.count]).toEqual([[], 3]);
  expect(report.coverage.accounted).toBe(report.coverage.size);
});

test('a tensor that is the whole item is called what the item is', async () => {
  const tensor = bytes(Uint8Array.of(0x80, 2), tensorOf({ name: '', key: '0', shape: [2], numel: 2 }), ascii('.'));
  const { tensors } = await inspect(item(TENSOR), item(tensor));
  expect(tensors?.listed?.map(({ name }) => name)).toEqual(['item 2', 'w']);
});

test('an item that calls something runs for who loads the checkpoint; torch.load looks at the last one', async () => {
  const first = await inspect(item(CALLS_SYSTEM), item(TENSOR));
  expect(first.verdict).toBe('runs-code');
  expect(first.findings[0]?.place.path).toEqual(['__0_0.distcp', 'item 1', 'archive/data.pkl']);
  expect(outcome(first, 'torch.distributed.checkpoint')).toBe('runs');
  expect(outcome(first, 'torch.load-full')).toBe('loads');
  const last = await inspect(item(TENSOR), item(CALLS_SYSTEM));
  expect(outcome(last, 'torch.load-full')).toBe('runs');
  expect(outcome(last, 'torch.load>=2.6')).toBe('refuses');
});

test('a row whose last archive leads into the middle of the first, by its offsets, is one archive read two ways', async () => {
  const last = item(TENSOR, {});
  const directoryOf = (archive: Uint8Array): number => new DataView(archive.buffer).getUint32(archive.length - 6, true);
  const hidden = zip([{ name: 'archive/data.pkl', data: CALLS_SYSTEM }]);
  const directory = hidden.subarray(directoryOf(hidden), hidden.length - 22);
  const name = 'archive/data/0';
  const numbers = new Uint8Array(directoryOf(last) + directory.length);
  const first = (data: Uint8Array): Uint8Array =>
    zip([
      { name, data },
      { name: 'archive/data.pkl', data: TENSOR },
      { name: 'archive/version', data: ascii('3\n') },
    ]);
  expect((await inspect(first(numbers), last)).file.format).toBe('torch-shard');
  // Where the last one says that its directory is, a directory lies in the numbers of the first.
  numbers.set(directory, directoryOf(last) - 30 - name.length);
  const report = await inspect(first(numbers), last);
  expect(report.file.format).toBe('torch-zip');
  expect(report.findings.map(({ rule }) => rule)).toContain('zip.directory-twice');
});
