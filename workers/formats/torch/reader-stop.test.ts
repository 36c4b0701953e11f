import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ascii, type Member, type Options, zip } from '../../containers/zip/build-zip.ts';
import { plain } from '../../report/prose.ts';
import type { LoaderOutcome } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { stateDict } from './build-checkpoint.ts';

const engine = instantiate(loadModule());
const TENSOR = { name: 'w', key: '0', shape: [2], numel: 2 };

/** The row of torch.load(f, weights_only=False) for an archive with changed members, changed end, or a tensor from elsewhere. */
async function load(
  members: Readonly<Record<string, Partial<Member>>>,
  options: Options = {},
  device = 'cpu',
): Promise<LoaderOutcome | undefined> {
  const written = {
    'a/data.pkl': { data: stateDict([{ ...TENSOR, device }]) },
    'a/byteorder': { data: ascii('little') },
    'a/data/0': { data: new Uint8Array(8) },
    'a/version': { data: ascii('3\n') },
  };
  const all = Object.entries(written).map(([name, member]) => ({ name, ...member, ...members[name] }));
  const report = await inspectBytes(zip(all, options), 'a.pt', engine);
  return report.loaders.find(({ id }) => id === 'torch.load-full');
}

/** Held against torch 2.15. */
test.each<[string, Readonly<Record<string, Partial<Member>>>, Options, string]>([
  ['several disks', {}, { end: { disk: 2, directoryDisk: 2 } }, 'several disks'],
  ['fewer entries on this disk', {}, { end: { entriesHere: 3 } }, 'several disks'],
  [
    'more entries than the directory holds',
    {},
    { end: { entriesHere: 5, entries: 5 } },
    'no room for its entries|breaks off',
  ],
  ['an entry on another disk', { 'a/data/0': { central: { disk: 3 } } }, {}, 'is on another disk'],
  ['a stored entry of two sizes', { 'a/data/0': { central: { size: 9 } } }, {}, 'has sizes that cannot be'],
  [
    'an entry that ends behind the file',
    { 'a/data/0': { central: { compressedSize: 9999, size: 9999 } } },
    {},
    'ends behind the file',
  ],
  ['a record that is listed and not there', { 'a/byteorder': { central: { offset: 5 } } }, {}, 'byteorder'],
  ['a Zip64 locator that points nowhere', {}, { zip64: { locatorOffset: 1e6 } }, 'past the end'],
])('torch opens no archive with %s', async (_what, members, options, why) => {
  const row = await load(members, options);
  expect(row?.outcome).toBe('fails');
  expect(plain(row?.reason ?? [])).toMatch(new RegExp(why));
});

test('what it needs not look at may be odd', async () => {
  expect((await load({}))?.outcome).toBe('loads');
  expect((await load({}, { zip64: true }))?.outcome).toBe('loads');
  expect((await load({ 'a/data/0': { central: { flags: 1 << 11 } } }))?.outcome).toBe('loads');
});

test('small records are read when they are compressed, too', async () => {
  const packed = (text: string): Partial<Member> => ({ data: ascii(text), deflated: deflateRawSync(ascii(text)) });
  expect((await load({ 'a/byteorder': packed('little') }))?.outcome).toBe('loads');
  expect(plain((await load({ 'a/byteorder': packed('littlexx') }))?.reason ?? [])).toContain('littlexx');
});

test('a tensor from a device nobody has', async () => {
  for (const device of ['cuda:3', 'mps', 'meta', 'npu:0']) expect((await load({}, {}, device))?.outcome).toBe('loads');
  expect(plain((await load({}, {}, 'cpt'))?.reason ?? [])).toBe('It knows no device cpt.');
});
