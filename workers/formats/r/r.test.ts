import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { call, char, closure, environment, int, list, NIL, numbers, pairs, promise, rds, symbol, text, workspace } from './build-r.ts'; // prettier-ignore

const engine = instantiate(loadModule());
const inspect = (bytes: Uint8Array, name = 'm.rds'): Promise<Report> => inspectBytes(bytes, name, engine);
const told = async (bytes: Uint8Array, name?: string): Promise<string[]> =>
  (await inspect(bytes, name)).findings
    .map(({ rule, severity }) => `${rule} ${severity}`)
    .filter((line) => line.startsWith('r.'));
const SYSTEM = call('system', text('id'));

describe('promises', () => {
  test('one that is the object runs when it is touched, and says what', async () => {
    const report = await inspect(rds(promise(SYSTEM)));
    expect([report.verdict, report.status]).toEqual(['runs-code', 'complete']);
    expect(plain(report.summary.headline)).toBe(
      'Loading this file with readRDS would run the R code it holds as soon as the object is touched.',
    );
    const [finding] = report.findings;
    expect(finding).toMatchObject({ rule: 'r.promise', severity: 'critical', place: { offset: 23 } });
    expect(plain(finding?.snippet ?? [])).toContain('system("id")');
    expect(finding?.place.length).toBe(report.file.size - 23);
  });

  test.each<[string, Uint8Array, string[]]>([
    ['in a list', rds(list(promise(call('f')))), ['r.promise critical']],
    ['of a workspace', workspace(['x', promise(call('f'))]), ['r.promise critical']],
    ['in an environment, to a program', rds(environment(pairs(['x', promise(SYSTEM)]))), ['r.promise critical']],
    ['in an environment, of arithmetic', rds(environment(pairs(['x', promise(call('+', numbers(1), numbers(1)))]))), ['r.waiting note']],
    ['in an environment, to a download', rds(environment(pairs(['x', promise(call('download.file', text('http://x')))]))), ['r.reach high']],
    ['to a function beside it', rds(environment(pairs(['x', promise(call('f'))], ['f', closure(SYSTEM)]))), ['r.promise critical', 'r.function note']],
    ['by way of a package', rds(environment(pairs(['x', promise(call(call('::', symbol('base'), symbol('system')), text('id')))]))), ['r.promise critical']],
    ['by its name', rds(environment(pairs(['x', promise(call('do.call', text('system'), list(text('id'))))]))), ['r.promise critical']],
    ['of a text', rds(environment(pairs(['x', promise(call('eval', call('parse', text('1'))))]))), ['r.promise critical']],
    ['with a value', rds(promise(SYSTEM, numbers(1))), []],
    ['of a constant', rds(promise(numbers(1))), []],
  ])('%s', async (_name, bytes, expected) => {
    expect(await told(bytes)).toEqual(expected);
  }); // prettier-ignore

  test('are seen in what is packed, and in what breaks off', async () => {
    expect(await told(new Uint8Array(gzipSync(rds(promise(SYSTEM)))))).toEqual(['r.promise critical']);
    const whole = rds(list(promise(SYSTEM), numbers(50)));
    const report = await inspect(whole.slice(0, -120));
    expect([report.verdict, report.status]).toEqual(['runs-code', 'partial']);
    expect(report.problems.map(({ kind }) => kind)).toContain('malformed');
  });
});

describe('functions', () => {
  test.each<[string, Uint8Array, string[]]>([
    ['a method for printing', workspace(['print.m', closure(SYSTEM)]), ['r.hook high']],
    ['R’s own name', workspace(['c', closure(SYSTEM)]), ['r.hook high']],
    ['a hook', workspace(['.Last', closure(call('{', call('<-', symbol('x'), SYSTEM)))]), ['r.hook high']],
    ['in an environment', rds(environment(pairs(['finalize', closure(SYSTEM)]))), ['r.hook high']],
    ['called when its variable is read', rds(environment(pairs(['v', closure(SYSTEM), 0x8000]))), ['r.active high']],
    ['an ordinary one', workspace(['run', closure(SYSTEM)]), ['r.function note']],
    ['a method that only prints', workspace(['print.m', closure(call('cat', symbol('x')))]), []],
    ['evaluating as models do', workspace(['update.m', closure(call('eval', symbol('call')))]), []],
  ])('%s', async (_name, bytes, expected) => {
    expect(await told(bytes, 'm.RData')).toEqual(expected);
  });

  test('bytecode is walked, constants and all', async () => {
    const code = [...int(21), ...int(1), ...numbers(3), ...int(4)];
    const expression = [...int(244), ...int(0), ...int(6), ...NIL, ...int(0), ...symbol('f'), ...int(0), ...NIL];
    const constants = [
      ...expression,
      ...int(243),
      ...int(0),
      ...int(1),
      ...symbol('system'),
      ...int(16),
      ...text('id'),
    ];
    expect(await told(rds(list(closure([...code, ...constants]))))).toEqual(['r.function note']);
    expect((await inspect(rds(closure([...code, ...constants])))).status).toBe('complete');
  });
});

test('what packages, pointers and callers give', async () => {
  const altrep = (name: string, from: string): number[] => [
    ...int(238), ...int(2), ...symbol(name), ...int(2), ...symbol(from), ...NIL, ...text('/etc/passwd'), ...NIL,
  ]; // prettier-ignore
  expect(await told(rds(altrep('compact_intseq', 'base')))).toEqual([]);
  expect(await told(rds(altrep('mmap_integer', 'base')))).toEqual(['r.mapped medium']);
  expect(await told(rds(altrep('thing', 'evil')))).toEqual(['r.altrep medium']);
  expect(await told(rds([...int(22), ...NIL, ...NIL]))).toEqual(['r.pointer note']);
  expect(await told(rds([...int(247), ...int(0), ...int(1), ...char('env::1')]))).toEqual(['r.persistent low']);
});

test('references, names, and both versions are data', async () => {
  const again = [...int(2), ...symbol('a'), ...int(2), ...int(0x1ff), ...NIL];
  for (const version of [2, 3]) {
    const report = await inspect(
      rds(list(again, text('x', 'y'), [...int(0x20e), ...int(0), ...pairs(['class', text('m')])]), version),
    );
    expect([report.verdict, report.status, report.findings]).toEqual(['nothing-runs', 'complete', []]);
  }
  const { verdict, problems } = await inspect(rds([...int(2), ...int(0x9ff), ...NIL]));
  expect([verdict, problems.map(({ kind }) => kind).includes('malformed')]).toEqual(['not-known', true]);
});

test('text and the machine’s own byte order say the same', async () => {
  const words =
    'A\n3\n262658\n197888\n5\nUTF-8\n5\n252\n6\n1\n262153\n6\nsystem\n2\n16\n1\n262153\n4\ni\\144\\040\\n\n254\n';
  const report = await inspect(new TextEncoder().encode(words));
  expect([report.verdict, report.status, report.coverage.accounted]).toEqual(['runs-code', 'complete', words.length]);
  expect(plain(report.findings[0]?.snippet ?? [])).toContain('system("id \\n")');
  const little = (value: number): number[] => int(value).reverse();
  const item = [5, 252, 6].flatMap(little).concat(...[1, 0x40009, 1].map(little), 0x66, little(254));
  expect(await told(Uint8Array.from([0x42, 0x0a, ...[2, 0x40202, 0x20300].flatMap(little), ...item]))).toEqual([
    'r.promise critical',
  ]);
});

test('words of text may end with an empty one', async () => {
  const report = await inspect(new TextEncoder().encode('A\n2\n197888\n131840\n16\n1\n262153\n0\n\n'));
  expect([report.verdict, report.status]).toEqual(['nothing-runs', 'complete']);
});

test('deep nesting, endless lengths and damage end', async () => {
  const deep = rds([...Array.from({ length: 50_000 }, () => [...int(19), ...int(1)]).flat(), ...promise(SYSTEM)]);
  expect(await told(deep)).toEqual(['r.promise critical']);
  for (const length of [int(-1).concat(int(65_536), int(0)), int(0x7fffffff), int(-2)])
    expect((await inspect(rds([...int(14), ...length]))).status).toBe('partial');
  const whole = workspace(
    ['x', environment(pairs(['p', promise(SYSTEM)]))],
    ['print.m', closure(SYSTEM)],
    ['n', list(numbers(9), text('a'))],
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), async (at, value, cut) => {
      const report = await inspect(whole.with(at, value).slice(0, cut));
      expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
      expect(report.coverage.accounted).toBeLessThanOrEqual(cut);
      if (report.verdict === 'nothing-runs') expect(report.status).toBe('complete');
    }),
    { numRuns: 200 },
  );
});
