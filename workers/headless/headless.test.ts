import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CALLS_SYSTEM } from '../formats/torch/build-checkpoint.ts';
import { plain } from '../report/prose.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { parseArguments } from './arguments.ts';
import { combined, exitStatus } from './exit.ts';
import { Inspector } from './inspect-path.ts';
import { textReport } from './text.ts';

const folder = await mkdtemp(join(tmpdir(), 'vitrine-'));
afterAll(() => rm(folder, { recursive: true }));
const put = async (name: string, bytes: Uint8Array): Promise<string> => {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
};
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

const inspector = new Inspector(instantiate(loadModule()));
const evil = await put('evil.pkl', CALLS_SYSTEM);
const good = await put('good.pkl', Uint8Array.of(0x80, 2, 0x5d, 0x71, 0, 0x2e));
await mkdir(join(folder, 'models/deep'), { recursive: true });
await put('models/deep/b.pkl', CALLS_SYSTEM);
await put('models/a\x1b[31m.txt', text('hello\n'));
await symlink('/etc/hostname', join(folder, 'models/link'));

test('the command line is read, and wrong use is told', () => {
  expect(parseArguments(['a', '--json', 'b'])).toEqual({
    json: true,
    failOn: 'medium',
    paths: ['a', 'b'],
    passwords: [],
    compare: false,
  });
  expect(parseArguments(['--fail-on', 'high', 'a'])).toMatchObject({ failOn: 'high' });
  expect(parseArguments(['--password', '-x', '--password=', 'a'])).toMatchObject({ passwords: ['-x', ''] });
  expect(parseArguments(['--fail-on=note', '--', '--json'])).toEqual({
    json: false,
    failOn: 'note',
    paths: ['--json'],
    passwords: [],
    compare: false,
  });
  expect(parseArguments(['--compare', 'a', 'b'])).toMatchObject({ compare: true, paths: ['a', 'b'] });
  for (const wrong of [
    [],
    ['--json'],
    ['--compare', 'a'],
    ['--colour', 'a'],
    ['--fail-on', 'bad', 'a'],
    ['a', '--fail-on'],
  ]) {
    expect(parseArguments(wrong)).toHaveProperty('wrong');
  }
});

test('a file: its report, with its hash, the same twice', async () => {
  const report = await inspector.inspect(evil);
  expect(report).toMatchObject({
    status: 'complete',
    verdict: 'runs-code',
    file: { path: evil, size: CALLS_SYSTEM.length },
  });
  expect(report.file.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(await inspector.inspect(evil))).toBe(JSON.stringify(report));
  expect([exitStatus(report, 'medium'), exitStatus(report, 'critical')]).toEqual([1, 1]);
});

test('what cannot be read is a failed report that says why', async () => {
  const none = await inspector.inspect(join(folder, 'none'));
  expect(none).toMatchObject({ status: 'failed', verdict: 'not-known', file: { sha256: null } });
  expect(none.problems.map(({ kind, what }) => [kind, plain(what)])).toEqual([
    ['unreadable', 'The file could not be read (ENOENT).'],
  ]);
  expect(exitStatus(none, 'medium')).toBe(2);
  const device = await inspector.inspect('/dev/zero');
  expect(plain(device.problems[0]?.what ?? [])).toBe('Not a regular file (a device).');
});

test('a folder: one report with a report for each file, in order, and links not followed', async () => {
  const report = await inspector.inspect(join(folder, 'models'));
  expect(report.files?.map(({ file, verdict }) => [file.path.slice(folder.length), verdict])).toEqual([
    ['/models/a\x1b[31m.txt', 'nothing-runs'],
    ['/models/deep/b.pkl', 'runs-code'],
  ]);
  expect([report.verdict, report.status]).toEqual(['runs-code', 'partial']);
  expect(report.findings[0]?.place.path).toEqual(['models/deep/b.pkl']);
  expect(report.problems.map(({ what }) => plain(what))).toEqual(['link was not read: a symbolic link.']);
  expect(exitStatus(report, 'medium')).toBe(1);
});

test('exit status: found outweighs unread, unread outweighs nothing', async () => {
  expect(exitStatus(await inspector.inspect(good), 'medium')).toBe(0);
  expect([combined([0, 2, 1]), combined([0, 2]), combined([0, 0]), combined([])]).toEqual([1, 2, 0, 0]);
});

test('the text for people names the verdict and the call, and nothing in it moves the cursor', async () => {
  const report = await inspector.inspect(evil);
  const shown = textReport(report);
  expect(shown).toContain('RUNS CODE');
  expect(shown).toContain(plain(report.summary.headline));
  expect(shown).toContain(report.file.sha256 ?? 'none');
  const all =
    textReport(await inspector.inspect(join(folder, 'models'))) +
    textReport(await inspector.inspect(join(folder, 'models/a\x1b[31m.txt')));
  expect(all).toContain('a\\u{1b}[31m.txt');

  expect(all + shown).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(folder.length + 110);
});

test('a cache of the hub: each blob has the name its link gives it', async () => {
  const cache = 'models--org--m';
  await mkdir(join(folder, `${cache}/blobs`), { recursive: true });
  await mkdir(join(folder, `${cache}/snapshots/${'a'.repeat(40)}`), { recursive: true });
  const blob = async (hash: string, name: string, content: string): Promise<void> => {
    await put(`${cache}/blobs/${hash}`, text(content));
    await symlink(`../../blobs/${hash}`, join(folder, `${cache}/snapshots/${'a'.repeat(40)}/${name}`));
  };
  await blob('1'.repeat(40), 'modeling.py', 'import os\nos.system("exit 7")\n');
  await blob('2'.repeat(40), 'config.json', '{"auto_map": {"AutoModel": "modeling.Model"}}');
  await symlink('/etc/hostname', join(folder, `${cache}/outside`));
  const report = await inspector.inspect(join(folder, cache));
  expect(report.files?.map(({ file }) => file.path.split('/').at(-1))).toEqual(['config.json', 'modeling.py']);
  expect([report.verdict, report.findings[0]?.rule]).toEqual(['runs-code', 'python.process']);
  expect(report.problems.map(({ what }) => plain(what))).toEqual(['outside was not read: a symbolic link.']);
});

test('a cache of the hub without its links: the list of files gives the names, and the report says whose it is', async () => {
  const cache = 'unlinked/models--org--m';
  const commit = 'b'.repeat(40);
  const put = async (path: string, content: string): Promise<void> => {
    await mkdir(join(folder, cache, path, '..'), { recursive: true });
    await writeFile(join(folder, cache, path), content);
  };
  await put(`blobs/${'1'.repeat(40)}`, 'import os\nos.system("exit 7")\n');
  await put(`blobs/${'2'.repeat(40)}`, '{"auto_map": {"AutoModel": "modeling.Model"}}');
  await put(`blobs/${'3'.repeat(64)}`, 'what nothing names\n');
  await put('refs/main', commit);
  const files = { 'modeling.py': { blob_id: '1'.repeat(40) }, 'config.json': { blob_id: '2'.repeat(40) } };
  await put(`trees/${commit}.json`, JSON.stringify({ format_version: 1, files }));
  const report = await inspector.inspect(join(folder, cache));
  const shown = `snapshots/${commit}`;
  expect(report.files?.map(({ file }) => file.path.slice(join(folder, cache).length + 1)).sort()).toEqual(
    [
      `blobs/${'3'.repeat(64)}`,
      'refs/main',
      `${shown}/config.json`,
      `${shown}/modeling.py`,
      `trees/${commit}.json`,
    ].sort(),
  );
  expect([report.verdict, report.findings[0]?.rule]).toEqual(['runs-code', 'python.process']);
  expect(report.metadata?.entries.map(({ key, value }) => [key.data, plain(value)])).toEqual([
    ['hub.model', 'org/m'],
    ['hub.revision', `${commit}, called main`],
    [
      'hub.names',
      '2 files kept under their hashes are called as the folder’s list of files calls them; 1 file has only a hash for a name: links that named them did not come with the folder.',
    ],
  ]);
  const { segments, size } = report.coverage;
  expect(segments).toHaveLength(5);
  expect(segments.reduce((end, { offset, length }) => (offset === end ? end + length : NaN), 0)).toBe(size);
});

test('what the files of a folder say about each other is in the text, too', async () => {
  await mkdir(join(folder, 'shards'), { recursive: true });
  const index = { metadata: {}, weight_map: { w: 'model-00001-of-00002.safetensors' } };
  await put('shards/model.safetensors.index.json', text(JSON.stringify(index)));
  const shown = textReport(await inspector.inspect(join(folder, 'shards')));
  expect(shown).toContain('A shard is missing');
});
