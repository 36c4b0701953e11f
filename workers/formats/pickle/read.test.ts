import { expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { looksLikePickle, readPickle } from './read.ts';
import { name } from './show.ts';

const engine = instantiate(loadModule());
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const read = (text: string) => readPickle(bytesSource(ascii(text), 'x.pkl'), 0, { engine });
const EVIL = 'cos\nsystem\n(X\x06\0\0\0exit 7tR';

test('a call is an event with its callee and arguments', async () => {
  const { traces, end } = await read(`${EVIL}.`);
  const trace = traces[0];
  if (!trace) throw new Error('no trace');
  expect([traces.length, trace.steps, trace.events, end]).toEqual([1, 6, 2, 26]);
  const call = trace.event(1);
  expect(call).toMatchObject({ kind: 'call', opcode: 0x52, offset: 24, step: 4, from: 0, length: 1 });
  expect(plain(name(trace, 0))).toBe('os.system');
  expect(trace.items(call.args, 10).map((r) => trace.value(r))).toEqual([
    { kind: 'text', text: 'exit 7', length: 6, whole: true },
  ]);
  expect([trace.inert(call.args), trace.inert(call.target)]).toEqual([true, false]);
});

test('engines that read other bytes get a trace of their own', async () => {
  const run = await read('\x80\x04\x95\x06\0\0\0\0\0\0\0cnumpyos\nsystem\nX\x06\0\0\0exit 7\x85R.');
  expect(run.traces.map((t) => [t.engine, plain(t.events > 0 ? name(t, 0) : []), t.ending.kind])).toEqual([
    ['c', 'numpyos.system', 'stop'],
    ['c-drop', 'os.system', 'stop'],
    ['python', '', 'failed'],
  ]);
});

test('engines that agree share one trace', async () => {
  expect((await read('I0x1f\n.')).traces.map((t) => t.engine)).toEqual(['c']);
});

test('steps, states, search and offsets agree', async () => {
  const { replay } = await read(`\x80\x02${EVIL}q\x01.`);
  const page = await replay.opcodes(0, 256);
  expect(page.rows.map((r) => `${r.name} ${plain(r.argument)}`.trim())).toEqual([
    'PROTO 2',
    'GLOBAL os.system',
    'MARK',
    "BINUNICODE 'exit 7'",
    'TUPLE',
    'REDUCE calls os.system',
    'BINPUT 1',
    'STOP',
  ]);
  const state = await replay.step(5);
  expect(state?.stack.map((c) => [c.kind, plain(c.text), c.taken])).toEqual([
    ['tuple', "('exit 7',)", true],
    ['name', 'os.system', true],
  ]);
  expect(state?.left.map((c) => plain(c.text))).toEqual(['os.system(…)']);
  expect(await replay.stepAt(26)).toBe(5);
  expect(await replay.find({ from: 0, direction: 1, class: 'call' })).toBe(5);
  expect(await replay.find({ from: 7, direction: -1, class: 'name' })).toBe(1);
  expect(await replay.find({ from: 0, direction: 1, text: 'EXIT' })).toBe(3);
  expect(await replay.find({ from: 0, direction: 1, text: 'tuple' })).toBe(4);
  expect(await replay.find({ from: 0, direction: 1, text: '0x1a' })).toBe(5);
  expect((await replay.step(7))?.memo).toMatchObject([{ key: 1, writtenAt: 6, reads: 0 }]);
  expect((await replay.profile(100)).points.map((p) => p.depth)).toEqual([0, 1, 1, 2, 2, 1, 1, 0]);
});

test('the step of a byte is found wherever it lies', async () => {
  const numbers = 40_000;
  const { replay } = await read(`(${'K\x07'.repeat(numbers)}t.`);
  for (const step of [0, 1, 16_383, 16_384, 16_385, 32_768, numbers, numbers + 1, numbers + 2]) {
    const at = step === 0 ? 0 : Math.min(2 * step - 1, 2 * numbers + 1) + Math.max(0, step - numbers - 1);
    expect(await replay.stepAt(at)).toBe(step);
    expect((await replay.opcodes(step, 1)).rows[0]?.offset).toBe(at);
    if (step > 0 && step <= numbers) expect(await replay.stepAt(at + 1)).toBe(step);
  }
  expect(await replay.stepAt(2 * numbers + 3)).toBeNull();
});

test('a byte is gone to with the rows around it, in whole pages', async () => {
  const numbers = 1_000;
  const { replay } = await read(`(${'K\x07'.repeat(numbers)}t.`);
  const around = { before: 10, after: 60, pageSize: 64 };
  const steps = async (offset: number) => {
    const landing = await replay.rowsAt(offset, around);
    return [landing?.step, landing?.page.first, landing?.page.rows.length];
  };
  expect(await steps(1 + 2 * 199)).toEqual([200, 128, 192]);
  expect(await steps(0)).toEqual([0, 0, 64]);
  expect(await steps(2 * numbers + 2)).toEqual([numbers + 2, 960, 43]);
  expect(await replay.rowsAt(2 * numbers + 3, around)).toBeNull();
});

test('only what loads, imports or goes on for a while looks like a pickle', async () => {
  const looks = (text: string) => looksLikePickle(bytesSource(ascii(text), 'x'), 0, { engine });
  expect(await looks(`${EVIL}.`)).toBe(true);
  expect(await looks(EVIL)).toBe(true);
  expect(await looks('\x80\x04zz.')).toBe(false);
  expect(await looks('Hello, world')).toBe(false);
  expect(await looks('')).toBe(false);
});
