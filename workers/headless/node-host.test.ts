import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { SourceError } from '../source/byte-source.ts';
import { nodeHost } from './node-host.ts';

const folder = await mkdtemp(join(tmpdir(), 'vitrine-'));
afterAll(() => rm(folder, { recursive: true }));

test('a file on disk that shrinks while it is read is a changed file', async () => {
  const path = join(folder, 'shrinks');
  await writeFile(path, new Uint8Array(1000));
  const host = await nodeHost(path);
  expect(await host.read(990, 10)).toHaveLength(10);
  await truncate(path, 500);
  await expect(host.read(990, 10)).rejects.toMatchObject({ code: 'changed' });
  await host.close();
});

test('what is no regular file is unreadable, with the reason', async () => {
  await expect(nodeHost(folder)).rejects.toThrow(/a folder/);
  await expect(nodeHost(join(folder, 'none'))).rejects.toThrow(/ENOENT/);
  await expect(nodeHost('/dev/zero')).rejects.toThrow(/a device/);
  await expect(nodeHost(join(folder, 'none'))).rejects.toBeInstanceOf(SourceError);
});
