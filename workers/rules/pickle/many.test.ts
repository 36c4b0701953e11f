import { expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { bytesOf, c, CMD, G, NS, P, R, SYS, t, U } from '../conformance/build.ts';
import { inspectBytes } from '../conformance/inspect.ts';

const engine = instantiate(loadModule());

async function told(program: string): Promise<{ worst: string; problems: string[] }> {
  const { findings, problems } = await inspectBytes(bytesOf(program), 'm.pkl', engine);
  return { worst: findings[0]?.rule ?? 'none', problems: problems.map(({ what }) => plain(what)) };
}

const list = (...items: readonly string[]): string => `](${items.join('')}e`;
const PARTIAL = c('functools', 'partial');
const call = (count: number): string =>
  P(2) +
  R(c('functools', 'reduce'), c('operator', 'call'), list(...Array<string>(count).fill(PARTIAL), SYS, CMD)) +
  '.';

test('a call behind many others of one reduce is followed', async () => {
  expect(await told(call(900))).toEqual({ worst: 'pickle.call.process', problems: [] });
});

test('of more calls than are followed that is said, and what they give is not known', async () => {
  expect(await told(call(1_100))).toEqual({
    worst: 'pickle.import.process',
    problems: ['Of a call for every item of a list, the first 1,000 were followed.'],
  });
});

test('a text of more parts than are folded is not known, rather than the one its first parts make', async () => {
  const parts = [...Array<string>(100_001).fill('h\0'), U('sys'), U('tem')];
  const name = R(G('builtins', 'str.join'), `${U('')}q\0`, list(...parts));
  const module = R(G('importlib', 'import_module'), U('os'));
  const { worst } = await told(`${P(4)}${R(R(G('builtins', 'getattr'), module, name), CMD)}.`);
  expect(worst).toBe('pickle.import.reach');
});

test('of a state with more keys than are looked at that is said, once somebody asks for one', async () => {
  const state = (keys: number): string =>
    `}(${Array.from({ length: keys }, (_, i) => `${U(`k${i.toString()}`)}N`).join('')}u`;
  const says = 'Of a state with more than 10,000 keys the first were looked at.';
  expect((await told(`${NS}${state(10_000)}bNa.`)).problems).toEqual([]);
  expect((await told(`${NS}${state(10_001)}bNa.`)).problems).toEqual([says]);
  expect((await told(`${NS}${t('N', state(10_001))}bNa.`)).problems).toEqual([says]);
});
