import { expect, test } from 'vitest';
import { analyse } from '../../analyse/analyse.ts';
import { reportOf } from '../../analyse/report.ts';
import { torchZip } from '../../containers/zip/build-zip.ts';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const OBJECT = '\x80\x02c__torch__\nM\nq\x00)\x81}b.';

async function reportOn(source: string, more: Record<string, Uint8Array> = {}, object = OBJECT): Promise<Report> {
  const bytes = torchZip('m', {
    version: ascii('3\n'),
    'data.pkl': ascii(object),
    'constants.pkl': ascii('\x80\x02).'),
    'code/__torch__.py': ascii(source),
    ...more,
  });
  const analysis = await analyse(bytesSource(bytes, 'm.pt'), engine);
  return reportOf(analysis, { path: 'm.pt', size: bytes.length, sha256: null });
}

const source = (method: string, call: string): string =>
  `class M(Module):\n  __parameters__ = []\n  w : Tensor\n  def ${method}(self: __torch__.M,\n    x: Tensor) -> Tensor:\n    ${call}\n    return x\n`;

async function told(method: string, call: string): Promise<string[]> {
  return rules(await reportOn(source(method, call)));
}

const rules = (report: Report): string[] => report.findings.map(({ rule, severity }) => `${rule} ${severity}`);
const loads = (report: Report): string[] =>
  report.loaders.flatMap(({ id, outcome }) => (/jit|<2.6|2.5$/.test(id) ? [`${id} ${outcome}`] : []));

test('a program that computes says no more than that', async () => {
  for (const call of [
    '_0 = torch.add(x, x, alpha=1.)',
    '_0 = ops.torchvision.nms(x, x, 0.5)',
    '_0 = __torch__.f\n    _1 = _0(x, annotate(List[int], [1]), )',
    '_0 = (getattr(self.layers, "0")).forward(x, )',
  ])
    expect(await told('forward', call), call).toEqual([]);
  const report = await reportOn(source('forward', '_0 = torch.add(x, x, alpha=1)'));
  expect(report.verdict).toBe('nothing-runs');
  expect(plain(report.summary.headline)).toContain('running it computes');
  expect(loads(report)).toEqual(['torch.jit.load loads', 'torch.load<2.6 loads', 'torch.load-weights-2.5 loads']);
});

test('what is not followed in full is something to look at', async () => {
  const add = source('forward', '_0 = torch.add(x, x)');
  for (const [what, report] of [
    ['not parsed', await reportOn(source('forward', '_0 = ^Mine(1)(x)'))],
    ['a name from nowhere', await reportOn(source('forward', '_0 = mine(x)'))],
    ['an attribute whose name is put together', await reportOn(source('forward', '_0 = getattr(x, "s" "ave")'))],
    ['an attribute with an escape', await reportOn(source('forward', '_0 = getattr(x, "\\163ave")'))],
    ['a method of its own of that name', await reportOn(`${add}  def save(self: __torch__.M):\n    (self).save()\n`)],
    ['an operator that opens what it is told', await reportOn(source('forward', '_0 = ops.torchaudio.sox_io_load(x)'))],
    ['bytecode that is cut', await reportOn(add, { 'bytecode.pkl': ascii('\x80\x02)') })],
    ['the oldest kind of program', await reportOn(add, { 'model.json': ascii('{}') })],
    [
      'a source that is no text, and Python elsewhere',
      await reportOn(add, { 'code/__torch__/a.py': ascii('#\0\x01\xff\xfe\0\x02'), 'extra/b.py': ascii('x = 1\n') }),
    ],
    ['a source that is none', await reportOn(add, { 'code/__torch__/a.py': ascii('no source') })],
  ] as const)
    expect([what, report.verdict, rules(report)[0]]).toEqual([what, 'review', 'torch.script medium']);
});

test('torch.load compares letters as they are, torch.jit.load does not', async () => {
  const evil = '\x80\x02cos\nsystem\nX\x02\0\0\0id\x85R.';
  const writes = source('forward', '_0 = torch.save(x, "/tmp/x")');
  const bytes = torchZip('m', {
    version: ascii('3\n'),
    'data.pkl': ascii(evil),
    'CONSTANTS.PKL': ascii('\x80\x02).'),
    'code/__torch__.py': ascii(writes),
  });
  const report = await reportOf(await analyse(bytesSource(bytes, 'm.pt'), engine), {
    path: 'm.pt',
    size: bytes.length,
    sha256: null,
  });
  expect(rules(report)).toContain('torch.script.file critical');
  expect(loads(report).slice(0, 2)).toEqual(['torch.jit.load fails', 'torch.load<2.6 runs']);
  expect(plain(report.summary.headline)).toContain('would');
});

test('torch.jit.load knows few opcodes and names, and runs no Python', async () => {
  const add = source('forward', '_0 = torch.add(x, x)');
  const evil = await reportOn(add, {}, '\x80\x02cos\nsystem\nX\x02\0\0\0id\x85R.');
  expect([evil.verdict, loads(evil)[0]]).toEqual(['runs-code', 'torch.jit.load fails']);
  const framed = await reportOn(add, {}, '\x80\x04\x95\x02\0\0\0\0\0\0\0N.');
  expect(loads(framed)[0]).toBe('torch.jit.load fails');
});

test('files that it writes and reads, operators that are not PyTorch’s', async () => {
  expect(await told('__setstate__', 'torch.save(x, "/tmp/x")')).toContain('torch.script.file critical');
  expect(await told('forward', '_0 = torch.from_file("/etc/passwd", False, 4)')).toContain(
    'torch.script.file critical',
  );
  expect(await told('helper', '_0 = ops.aten.save(x, "y")')).toContain('torch.script.file high');
  expect(await told('forward', '_0 = ops.mine.run(x)')).toContain('torch.script.operator medium');
  expect(await told('forward', '_0 = __torch__.torch.classes.mine.Engine.__new__(x)')).toContain(
    'torch.script.operator medium',
  );
});

test('the bytecode beside the sources is looked at, too', async () => {
  const add = source('forward', '_0 = torch.add(x, x)');
  const bytecode = (...names: string[]): Record<string, Uint8Array> => ({
    'bytecode.pkl': ascii(
      `\x80\x02(K\x08(X\x01\0\0\0f(${names.map((name) => `X${String.fromCharCode(name.length)}\0\0\0${name}`).join('')}ttt.`,
    ),
  });
  expect(rules(await reportOn(add, bytecode('aten::add', 'prim::TupleConstruct')))).toEqual([]);
  expect(rules(await reportOn(add, bytecode('aten::add', 'aten::save')))[0]).toBe('torch.script.file critical');
  const given = '\x80\x02ccollections\nOrderedDict\n(X\x0a\0\0\0aten::savet\x85R.';
  expect(rules(await reportOn(add, { 'bytecode.pkl': ascii(given) }))[0]).toBe('torch.script.file critical');
  expect(rules(await reportOn(add, bytecode('mine::run')))).toContain('torch.script.operator medium');
  expect(rules(await reportOn(add, bytecode('__torch__.torch.classes.mine.E')))).toContain(
    'torch.script.operator medium',
  );
});

test('a class of a native library in the object', async () => {
  const object = '\x80\x02c__torch__.torch.classes.mine\nEngine\nq\x00)\x81}b.';
  const report = await reportOn(source('forward', '_0 = torch.add(x, x)'), {}, object);
  expect(rules(report)).toEqual(['torch.script medium', 'pickle.unknown.library note']);
});

test('a method that no class of the program has is looked for among the operators', async () => {
  const report = await reportOn(source('forward', '_0 = (x[0]).save("/tmp/x")'));
  expect([rules(report)[0], loads(report)[0]]).toEqual(['torch.script.file critical', 'torch.jit.load runs']);
  expect(await told('forward', '_0 = x.save\n    _1 = _0("/tmp/x")')).toContain('torch.script.file critical');
  expect(await told('forward', '_0 = getattr(x, "save")("/tmp/x")')).toContain('torch.script.file critical');
});

/** Held against torch.jit.load of torch 2.15. */
test('its unpickler reads the constants first, and stops where it does not follow', async () => {
  const code = source('forward', '_0 = torch.add(x, x)');
  const jit = async (more: Record<string, Uint8Array>, object = OBJECT): Promise<[string | undefined, string]> => {
    const row = (await reportOn(code, more, object)).loaders.find(({ id }) => id === 'torch.jit.load');
    return [row?.outcome, plain(row?.reason ?? [])];
  };
  const constants = (text: string): Record<string, Uint8Array> => ({ 'constants.pkl': ascii(text) });
  const storage = `\x80\x02(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\x000X\x03\0\0\0cpuK\x02tQ\x85.`;
  expect((await jit({}))[0]).toBe('loads');
  expect(await jit(constants('\xa0\x02).'))).toEqual(['fails', 'Its own unpickler reads protocol 2 only.']);
  expect(await jit(constants('\x80\x03).'))).toEqual(['fails', 'Its own unpickler reads protocol 2 only.']);
  expect(await jit(constants('\x80\x02)'))).toEqual(['fails', 'the data ends inside an opcode, or before STOP.']);
  expect((await jit(constants('\x80\x02I5\n.')))[1]).toContain('does not know INT');
  expect((await jit(constants('\x80\x02ctorch\nFloavStorage\n.')))[1]).toContain('does not know torch.FloavStorage');
  expect(await jit(constants(storage))).toEqual(['fails', 'There is no record of storage 0.']);
  expect((await jit({ ...constants(storage), 'constants/0': new Uint8Array(8) }))[0]).toBe('loads');
  expect((await jit({}, OBJECT.replace('nM\n', 'nN\n').replace('__torch__\nM', '__torch__\nN')))[1]).toContain(
    'does not know __torch__.N',
  );
});

test('a state that was set before its unpickler stops has run', async () => {
  const code = source('__setstate__', 'torch.save(x, "f")');
  const row = async (object: string): Promise<string | undefined> =>
    (await reportOn(code, {}, object)).loaders.find(({ id }) => id === 'torch.jit.load')?.outcome;
  expect(await row(OBJECT)).toBe('runs');
  expect(await row(OBJECT.slice(0, -1))).toBe('runs');
  expect(await row(OBJECT.replace('b.', ''))).toBe('fails');
});
