import { constants, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ascii, bytes, type Member, zip } from '../containers/zip/build-zip.ts';
import { CALLS_SYSTEM } from '../formats/torch/build-checkpoint.ts';
import { LIMITS } from '../limits.ts';
import { plain } from '../report/prose.ts';
import { bytesSource } from '../source/sources.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { type Analysis, analyse } from './analyse.ts';
import { Budgets } from './budgets.ts';

const engine = instantiate(loadModule());
const read = (file: Uint8Array): Promise<Analysis> => analyse(bytesSource(file, 'f'), engine);
const limits = ({ facts }: Analysis): string[] =>
  facts.flatMap((fact) => (fact.kind === 'problem' && fact.problem === 'limit' ? [plain(fact.what)] : []));

test('a budget gives what is left, or nothing', () => {
  const budgets = new Budgets(0);
  expect(budgets.take('tensors', LIMITS.tensors - 1)).toBe(LIMITS.tensors - 1);
  expect(budgets.afford('tensors', 2)).toBe(false);
  expect(budgets.take('tensors', 5)).toBe(1);
  expect(budgets.left('tensors')).toBe(0);
});

test('entries that share the same bytes are not read over and over', async () => {
  const shared = bytes(ascii('text '.repeat(1_000_000)));
  const members = Array.from(
    { length: 100 },
    (_, i): Member =>
      ({
        name: `${i}.txt`,
        data: i === 0 ? shared : new Uint8Array(0),
        sameAs: i === 0 ? undefined : 0,
        central: { compressedSize: shared.length, size: shared.length },
      }) as Member,
  );
  const analysis = await read(zip(members));
  expect(limits(analysis).some((text) => text.includes('members share so many bytes'))).toBe(true);
}, 60_000);

test('a bomb is stopped, called one, and what was unpacked of it is read', async () => {
  // One stream in pieces that end at a byte each.
  const piece = (data: Uint8Array): Uint8Array =>
    deflateRawSync(data, { level: 9, finishFlush: constants.Z_SYNC_FLUSH });
  const zeros = piece(new Uint8Array(1024 * 1024));
  const count = LIMITS.bomb / (1024 * 1024) + 4;
  const deflated = bytes(piece(CALLS_SYSTEM), ...Array.from({ length: count }, () => zeros));
  const analysis = await read(zip([{ name: 'a/data.pkl', data: new Uint8Array(0), deflated, central: { size: 10 } }]));
  expect(analysis.facts.some((fact) => fact.kind === 'zip' && fact.code === 'ratio')).toBe(true);
  expect(analysis.facts.some((fact) => fact.kind === 'pickle')).toBe(true);
  expect(limits(analysis).length).toBeGreaterThan(0);
}, 60_000);

test('thousands of problems are counted after the first ones', async () => {
  const members = Array.from({ length: LIMITS.problems + 50 }, (_, i): Member => ({
    name: `${i}`,
    data: new Uint8Array(0),
    ghost: true,
    central: { offset: 1 },
  }));
  const analysis = await read(zip(members));
  expect(analysis.facts.filter((fact) => fact.kind === 'problem').length).toBe(LIMITS.problems + 1);
  expect(limits(analysis).at(-1)).toMatch(/more problems are not listed/);
});
