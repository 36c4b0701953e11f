import { describe, expect, test } from 'vitest';
import { analyse } from '../../../analyse/analyse.ts';
import { reportOf } from '../../../analyse/report.ts';
import type { Report } from '../../../report/schema.ts';
import { bytesSource } from '../../../source/sources.ts';
import { instantiate } from '../../../wasm/engine.ts';
import { loadModule } from '../../../wasm/load.node.ts';
import { readPickle } from '../read.ts';
import { interpret } from './interpret.ts';
import { nameClass } from './tame.ts';

const engine = instantiate(loadModule());
const utf8 = new TextEncoder();

const short = (text: string): number[] => [0x8c, text.length, ...utf8.encode(text)];
const global = (module: string, name: string): number[] => [...short(module), ...short(name), 0x93];
/** LONG_BINGET. */
const get = (key: number): number[] => [0x6a, ...word(key)];
const word = (n: number): number[] => [n & 0xff, (n >> 8) & 0xff, (n >> 16) & 0xff, n >> 24];

const OBJECTS = 250_000;

/**
 * A list of objects as protocol 4 writes them, each with a state of its own. Memo: the class, the list, a key, then object after object.
 */
function objects(at: number, between: readonly number[]): Uint8Array {
  const bytes: number[] = [0x80, 4, ...global('shop.items', 'Item'), 0x94, 0x30, 0x5d, 0x94, ...short('price'), 0x94];
  bytes.push(0x30, 0x28);
  for (let i = 0; i < OBJECTS; i++) {
    bytes.push(0x68, 0, 0x29, 0x81, 0x94, 0x7d, 0x28, 0x68, 2, ...short(`echo ${i.toString()}`), 0x75, 0x62);
    if (i % 1000 === 999) bytes.push(0x65, ...(i === at ? between : []), 0x28);
  }
  bytes.push(0x65, 0x2e);
  return Uint8Array.from(bytes);
}

async function reportOn(bytes: Uint8Array): Promise<Report> {
  const analysis = await analyse(bytesSource(bytes, 'objects.pkl'), engine);
  const report = await reportOf(analysis, { path: 'objects.pkl', size: bytes.length, sha256: null });
  analysis.session.close();
  return report;
}

/** `os.system("echo 0")`, `os.system("echo 1")`, …, and what stands between two of them. */
function commands(at: number, between: readonly number[]): Uint8Array {
  const bytes: number[] = [0x80, 4, ...global('os', 'system'), 0x94, 0x30];
  for (let i = 0; i < OBJECTS; i++) {
    bytes.push(0x68, 0, ...short(`echo ${i.toString()}`), 0x85, 0x52, 0x30);
    if (i === at) bytes.push(...between);
  }
  bytes.push(0x4e, 0x2e);
  return Uint8Array.from(bytes);
}

describe('a quarter of a million commands', () => {
  test('are counted to the last one, and nothing else is kept of most', async () => {
    const source = bytesSource(commands(-1, []), 'commands.pkl');
    const run = await readPickle(source, 0, { engine, hold: 1 << 20 });
    const [trace] = run.traces;
    const { acts, unfinished } = interpret(trace!, source, () => undefined);
    const told = acts.filter(({ kind }) => kind === 'call');
    expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(OBJECTS);
    expect([told.length, unfinished.length, run.problems.length]).toEqual([256, 0, 0]);
    expect(trace!.event(OBJECTS).tame).toBe(true);
    run.close();
  });

  test('hide no other call among them', async () => {
    const call = [...global('subprocess', 'call'), ...short('exit 7'), 0x85, 0x52, 0x30];
    const source = bytesSource(commands(220_999, call), 'commands.pkl');
    const run = await readPickle(source, 0, { engine });
    const last = interpret(run.traces[0]!, source, () => undefined).acts.at(-1);
    expect([last?.name?.full, last?.text]).toEqual(['subprocess.call', 'exit 7']);
    run.close();
  });
});

describe('a quarter of a million small objects', () => {
  test('are counted to the last one', async () => {
    const report = await reportOn(objects(-1, []));
    expect(report).toMatchObject({ status: 'complete', verdict: 'review' });
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]?.count).toBe(OBJECTS);
  });

  test('hide no call among them', async () => {
    const call = [...global('os', 'system'), ...short('exit 7'), 0x85, 0x52, 0x30];
    const report = await reportOn(objects(220_999, call));
    expect(report).toMatchObject({ status: 'complete', verdict: 'runs-code' });
    expect(JSON.stringify(report.findings.filter(({ severity }) => severity === 'critical'))).toContain('exit 7');
  });

  test('hide no command in the state of one of them', async () => {
    // os.system(getattr(object 200,000, 'price')), long after the object was made.
    const object = get(3 + 200_000);
    const attribute = [...global('builtins', 'getattr'), ...object, ...short('price'), 0x86, 0x52];
    const report = await reportOn(objects(230_999, [...global('os', 'system'), ...attribute, 0x85, 0x52, 0x30]));
    expect(report).toMatchObject({ status: 'complete', verdict: 'runs-code' });
    expect(JSON.stringify(report.findings)).toContain('echo 200000');
  });

  test('are not tame once a name among them means something else', async () => {
    // shop.items.Item = os.system by setattr: what is made from then on is looked at one by one.
    const change = [...global('builtins', 'setattr'), ...global('shop', 'items'), ...short('Item')];
    const report = await reportOn(objects(999, [...change, ...global('os', 'system'), 0x87, 0x52, 0x30]));
    expect(report.verdict).toBe('runs-code');
  });
});

test('what may be tame', () => {
  const [harmless, asNew, asCall, mayChange, many] = [1, 2, 4, 8, 16];
  expect(nameClass('shop.items', 'Item', 4)).toBe(asNew | asCall);
  expect(nameClass('os', 'system', 4)).toBe(asNew | asCall);
  expect(nameClass('datetime', 'timedelta', 4) & asCall).toBe(asCall);
  expect(nameClass('torch._utils', '_rebuild_tensor_v2', 2) & (asCall | many)).toBe(asCall | many);
  expect(nameClass('torch', 'FloatStorage', 2) & harmless).toBe(harmless);
  for (const [module, name] of [
    ['builtins', 'getattr'],
    ['builtins', 'setattr'],
    ['functools', 'partial'],
    ['pickle', 'loads'],
    ['nobody.knows', 'system'],
    ['nobody.knows', 'a.b'],
  ] as const)
    expect([name, nameClass(module, name, 4) & (asNew | asCall | mayChange | harmless)]).toEqual([name, mayChange]);
});
