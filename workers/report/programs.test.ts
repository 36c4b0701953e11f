import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { analyse } from '../analyse/analyse.ts';
import { reportOf } from '../analyse/report.ts';
import { zip } from '../containers/zip/build-zip.ts';
import { CALLS_SYSTEM } from '../formats/torch/build-checkpoint.ts';
import { bytesSource } from '../source/sources.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import type { Program } from './schema.ts';

const engine = instantiate(loadModule());
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

async function programsIn(bytes: Uint8Array): Promise<readonly Program[]> {
  const analysis = await analyse(bytesSource(bytes, 'f'), engine);
  return (await reportOf(analysis, { path: 'f', size: bytes.length, sha256: null })).programs;
}

test('a program tells what it calls and how often, and the hash of its bytes', async () => {
  const [program] = await programsIn(CALLS_SYSTEM);
  expect(program?.callees?.map(({ count }) => count)).toEqual([1]);
  expect(program?.callees?.[0]?.name).toMatch(/\.system$/);
  expect(program?.sha256).toBe(createHash('sha256').update(CALLS_SYSTEM).digest('hex'));
});

test('calls of the same function count together; what another call gave has no name', async () => {
  const twice = await programsIn(latin1('\x80\x02cdatetime\ndate\nq\x00)R0h\x00)R0h\x00)R)R.'));
  expect(twice[0]?.callees).toEqual([
    { name: '', count: 1 },
    { name: 'datetime.date', count: 3 },
  ]);
});

test('a long program is not hashed unasked', async () => {
  const long = new Uint8Array((1 << 20) + 8).fill(0x30, 2);
  long.set([0x80, 4, 0x42], 0);
  new DataView(long.buffer).setUint32(3, 1 << 20, true);
  long[long.length - 1] = 0x2e;
  const [program] = await programsIn(long);
  expect(program).toBeDefined();
  expect(program?.sha256).toBeUndefined();
});

test('two programs of one name are told apart by what they lie in', async () => {
  const inner = zip([{ name: 'data.pkl', data: CALLS_SYSTEM }]);
  const outer = zip([
    { name: 'a.zip', data: inner },
    { name: 'b.zip', data: inner },
    { name: 'c.pkl', data: CALLS_SYSTEM },
  ]);
  expect((await programsIn(outer)).map(({ name }) => name)).toEqual(['a.zip › data.pkl', 'b.zip › data.pkl', 'c.pkl']);
});
