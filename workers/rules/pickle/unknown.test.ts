import { expect, test } from 'vitest';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { bytesOf, P } from '../conformance/build.ts';
import { call, create, type Literal } from '../conformance/evasions/program.ts';
import { inspectBytes } from '../conformance/inspect.ts';

const engine = instantiate(loadModule());
async function told(make: typeof call, name: string, ...args: readonly Literal[]): Promise<string[]> {
  const { findings } = await inspectBytes(bytesOf(`${P(4)}${make(name, ...args).bytes}.`), 'm.pkl', engine);
  return findings.map(({ rule, severity }) => `${severity} ${rule}`).filter((line) => line.includes('.construct'));
}

test('library classes that are given a path or address, or that stand for something outside, are told', async () => {
  expect(await told(call, 'joblib.memory:Memory', 'x')).toEqual(['medium pickle.unknown.construct']);
  expect(await told(call, 'sklearn.pipeline:Pipeline', '/etc/passwd')).toEqual(['medium pickle.unknown.construct']);
  expect(await told(call, 'sklearn.pipeline:Pipeline', 'http://x.example/')).toEqual([
    'medium pickle.unknown.construct',
  ]);
  expect(await told(call, 'sklearn.pipeline:Pipeline', 'steps', '../x')).toEqual(['medium pickle.unknown.construct']);
  expect(await told(call, 'sklearn.pipeline:Pipeline', 'steps')).toEqual(['low pickle.unknown.construct']);
  expect(await told(create, 'joblib.memory:Memory')).toEqual([]);
});
