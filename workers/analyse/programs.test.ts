import { expect, test } from 'vitest';
import { plain } from '../report/prose.ts';
import { bytesOf, EVIL, F, P } from '../rules/conformance/build.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const engine = instantiate(loadModule());
const READ = `${P(2)}K\x07.`;

/**
 * A frame that goes on behind its STOP: `pickle.load` of an open file begins its next stream behind STOP, of bytes in memory behind the
 * frame (CPython 3.8 to 3.13).
 */
test.each([
  ['behind STOP', `${EVIL}.`, READ],
  ['behind the frame', READ, `${EVIL}.`],
])('of two streams that may come next, the one %s is judged', async (_where, inside, outside) => {
  const report = await inspectBytes(bytesOf(`${P(4)}${F(2 + inside.length)}N.${inside}${outside}`), 'a.pkl', engine);
  expect(report.verdict).toBe('can-run-code');
  expect(report.programs.map(({ place }) => place.offset)).toEqual([0, 13, 13 + inside.length]);
  expect(report.coverage.accounted).toBe(report.coverage.size);
});

test('torch.load of a file takes its pickles one behind the other, whatever the frames say', async () => {
  const numbers = `${P(2)}\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.${P(2)}M\xe9\x03.`;
  const inside = `${EVIL}.`;
  const system = `${P(4)}${F(2 + inside.length)}}.`;
  const report = await inspectBytes(bytesOf(`${numbers}${system}${inside}${READ}${P(2)}].`), 'a.pt', engine);
  expect(report.verdict).toBe('runs-code');
  expect(report.loaders.find(({ id }) => id === 'torch.load-full')?.outcome).toBe('runs');
});

test('many frames that go on behind their STOP are not all followed twice, and that is told', async () => {
  const frame = `${P(4)}${F(2 + READ.length)}N.${READ}`;
  const told = async (count: number): Promise<string[]> =>
    (await inspectBytes(bytesOf(frame.repeat(count)), 'a.pkl', engine)).problems.map(({ what }) => plain(what));
  expect(await told(16)).toEqual([]);
  expect((await told(18)).join()).toContain('more than 16 frames go on behind their STOP');
});
