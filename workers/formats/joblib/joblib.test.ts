import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../analyse/analyse.ts';
import type { PickleFact, TensorFact } from '../../facts.ts';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { bytesOf, c, CMD, EVIL, F, P, SYS, t, U } from '../../rules/conformance/build.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { readPickle } from '../pickle/read.ts';
import { array, bytesArray, COMPUTED, dtype, int, paddedArray, pickled, state, WRAPPER } from './build-joblib.ts';
import type { JoblibFact } from './fact.ts';

const engine = instantiate(loadModule());
const FIXTURES = join(import.meta.dirname, 'fixtures');
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(FIXTURES, name)));
const files = readdirSync(FIXTURES).filter((name) => name.endsWith('.joblib'));
const ordinary = files.filter((name) => !name.startsWith('evil'));
const inspect = (bytes: Uint8Array, name = 'model.joblib'): Promise<Report> => inspectBytes(bytes, name, engine);
const inspectText = (text: string): Promise<Report> => inspect(bytesOf(text));
const told = (report: Report): string[] =>
  report.findings.filter(({ severity }) => severity !== 'note').map(({ severity, rule }) => `${severity} ${rule}`);
const loader = (report: Report, id: string): string => {
  const row = report.loaders.find((one) => one.id === id);
  return row === undefined ? 'none' : `${row.outcome}${row.at === null ? '' : ` @${row.at.offset.toString()}`}`;
};
const pickles = async (bytes: Uint8Array): Promise<PickleFact[]> =>
  (await analyse(bytesSource(bytes, 'm.joblib'), engine)).facts.filter((fact) => fact.kind === 'pickle');

/** By file: where joblib itself read arrays, as generate.py measured it. */
const truth = new Map<string, { start: number; end: number; objects: boolean }[]>();
for (const line of readFileSync(join(FIXTURES, 'truth.tsv'), 'utf8').trim().split('\n')) {
  const [name = '', start, end, objects] = line.split('\t');
  truth.set(name, [...(truth.get(name) ?? []), { start: Number(start), end: Number(end), objects: objects === '1' }]);
}

describe('files joblib.dump wrote', () => {
  test.each(ordinary)('%s is explained to the last byte and accused of nothing', async (name) => {
    const report = await inspect(fixture(name), name);
    expect([report.verdict, report.status, told(report)]).toEqual(['nothing-runs', 'complete', []]);
    expect(report.coverage.accounted).toBe(report.coverage.size);
  });

  test.each([...truth.keys()])('%s: arrays are where joblib reads them', async (name) => {
    const { facts } = await analyse(bytesSource(fixture(name), name), engine);
    const tensors = facts.filter((fact): fact is TensorFact => fact.kind === 'tensor');
    const objects = facts.filter((fact): fact is PickleFact => fact.kind === 'pickle' && fact.role === 'inline');
    const found = [...tensors, ...objects].map(({ at }) => ({ start: at.offset, end: at.offset + at.length }));
    const expected = (truth.get(name) ?? []).map(({ start, end }) => ({ start, end }));
    expect(found.sort((a, b) => a.start - b.start)).toEqual(expected.sort((a, b) => a.start - b.start));
    expect(objects.length).toBe((truth.get(name) ?? []).filter((one) => one.objects).length);
  });

  test('arrays have names, types and shapes', async () => {
    const { facts } = await analyse(bytesSource(fixture('structured.p4.joblib'), 'model.joblib'), engine);
    const tensors = facts.filter((fact): fact is TensorFact => fact.kind === 'tensor');
    expect(tensors.map(({ name, dtype: type, shape }) => `${name} ${type} ${shape.join('x')}`)).toEqual([
      'model.joblib {a: float64, b: S3, c: int32[2], d: {e: U2}} 3',
    ]);
    const named = await analyse(bytesSource(fixture('dict.p4.joblib'), 'd.joblib'), engine);
    const names = named.facts.filter((fact): fact is TensorFact => fact.kind === 'tensor').map(({ name }) => name);
    expect(names).toEqual(['a', 'b', 's']);
  });

  test('pickle.load stops at the first array, and the row says where', async () => {
    const report = await inspect(fixture('dict.p4.joblib'));
    const first = truth.get('dict.p4.joblib')?.[0]?.start ?? -1;
    expect(loader(report, 'joblib.load')).toBe('loads');
    expect(loader(report, 'pickle.load')).toBe(`fails @${first.toString()}`);
    expect(plain(report.loaders.find(({ id }) => id === 'pickle.load')?.reason ?? [])).toContain(
      `byte ${first.toString()}`,
    );
  });

  test.each(ordinary.filter((name) => !name.startsWith('packed')))('%s can be stepped through', async (name) => {
    const bytes = fixture(name);
    const read = await readPickle(bytesSource(bytes, name), 0, { engine });
    const rows = await read.replay.rawRows(0, read.replay.trace.steps);
    expect(rows.length).toBe(read.replay.trace.steps);
    expect(rows.every((row, i) => i === 0 || row.offset > (rows[i - 1]?.offset ?? 0))).toBe(true);
    expect(rows.at(-1)?.offset).toBe(read.end - 1);
    const last = read.replay.trace.event(read.replay.trace.events - 1);
    for (const array of read.joblib?.arrays ?? []) {
      const event = read.replay.trace.event(array.event);
      expect(rows[event.step]?.top).toBe(event.result);
      expect(event.result).not.toBe(event.target);
      if (event.step < last.step)
        expect(rows[event.step + 1]?.offset).toBeGreaterThanOrEqual(array.data + array.length);
    }
    read.close();
  });
});

describe('payloads', () => {
  const AFTER = fixture('evil-after.joblib').lastIndexOf(0x52);
  test.each([
    ['evil-after.joblib', AFTER],
    ['evil-late.joblib', fixture('evil-late.joblib').lastIndexOf(0x52)],
    ['evil-objects.joblib', fixture('evil-objects.joblib').lastIndexOf(0x52)],
  ])('%s', async (name, offset) => {
    const report = await inspect(fixture(name), name);
    expect([report.verdict, report.status]).toEqual(['runs-code', 'complete']);
    const [finding] = report.findings;
    expect([finding?.rule, finding?.place.offset]).toEqual(['pickle.call.process', offset]);
    expect(loader(report, 'joblib.load')).toBe(`runs @${offset.toString()}`);
  });

  test('elements that are opcodes to pickle.load and numbers to joblib', async () => {
    const report = await inspect(fixture('evil-numbers.joblib'));
    expect(report.verdict).toBe('runs-code');
    expect(loader(report, 'joblib.load')).toBe('loads');
    expect(loader(report, 'pickle.load')).toMatch(/^runs/);
  });

  test.each(['zlib', 'gzip', 'bz2', 'xz', 'lzma'])('packed with %s', async (method) => {
    const report = await inspect(fixture(`evil-packed-${method}.joblib`));
    expect([report.verdict, report.findings[0]?.place.offset]).toEqual(['runs-code', AFTER]);
  });

  test.each([
    ['after an array', pickled(`](${bytesArray('....')}${EVIL}e`)],
    ['after an array with padding', pickled(`](${paddedArray('abc', 7)}${EVIL}e`)],
    ['after padding of no length', pickled(`](${paddedArray('abc', 0)}${EVIL}e`)],
    [
      'behind a BUILD of the wrapper from the memo',
      pickled(`](${WRAPPER}q\x05${state({ dtype: dtype('u1'), shape: t(int(2)), order: U('C') })}b..h\x05}b..${EVIL}e`),
    ],
    ['the array keeps its own BUILD', pickled(`](${bytesArray('..')}}b${EVIL}e`)],
    [
      'by the constructor',
      pickled(
        `](${c('joblib.numpy_pickle', 'NumpyArrayWrapper')}${t(c('numpy', 'ndarray'), t(int(2)), U('C'), dtype('u1'))}R}b\x00..${EVIL}e`,
      ),
    ],
    [
      'by _reconstructor',
      pickled(
        `](${c('copy_reg', '_reconstructor')}${t(c('joblib.numpy_pickle', 'NumpyArrayWrapper'), c('__builtin__', 'object'), 'N')}R${state({ dtype: dtype('u1'), shape: t(int(2)), order: U('C') })}b..${EVIL}e`,
      ),
    ],
    [
      'what an object array gives is called',
      pickled(
        `${array({ dtype: dtype('O8', { flags: 63, order: '|' }), shape: t(int(1)), order: U('C') })}${SYS}.${t(CMD)}R`,
      ),
    ],
    [
      'in an object array after an array',
      pickled(
        `](${bytesArray('..')}${array({ dtype: dtype('O8', { flags: 63 }), shape: t(int(1)), order: U('C') })}${EVIL}.e`,
      ),
    ],
    [
      'in place of numbers, by the flags of the type',
      pickled(`](${array({ dtype: dtype('f8', { flags: 63 }), shape: t(int(1)), order: U('C') })}${EVIL}.e`),
    ],
    [
      'behind a frame that is longer than the pickle of an object array',
      pickled(
        `](${array({ dtype: dtype('O8', { flags: 63 }), shape: t(int(1)), order: U('C') })}${P(4)}${F(4)}N.ZZ${EVIL}e`,
      ),
    ],
  ])('%s', async (_, text) => {
    const report = await inspectText(text);
    expect(['runs-code', 'can-run-code']).toContain(report.verdict);
    expect(report.findings.some(({ rule }) => rule.startsWith('pickle.call') || rule === 'pickle.import.process')).toBe(
      true,
    );
  });

  test('a second file behind the first runs when a loader reads again; behind other bytes it is found', async () => {
    const [first, second] = [fixture('dict.p4.joblib'), fixture('evil-after.joblib')];
    for (const gap of [0, 40]) {
      const report = await inspect(Uint8Array.of(...first, ...new Uint8Array(gap).fill(0xff), ...second));
      const [finding] = report.findings;
      expect([report.verdict, finding?.place.offset]).toEqual(['can-run-code', first.length + gap + AFTER]);
      expect(loader(report, 'joblib.load')).toBe('loads');
    }
  });

  test('joblib before 1.2 knows no padding and goes on inside the array', async () => {
    const hidden = `]0${EVIL}0N.`;
    const report = await inspectText(pickled(`](${paddedArray(`....${hidden}`, hidden.length - 1)}e`));
    expect(report.verdict).toBe('runs-code');
    expect([loader(report, 'joblib.load'), loader(report, 'joblib.load-1.1')]).toEqual([
      'loads',
      expect.stringMatching(/^runs/),
    ]);
  });

  test('a BUILD inside a frame reads behind the frame', async () => {
    const inside = `](${array({ dtype: dtype('u1'), shape: t(int(4)), order: U('C') })}${EVIL}`;
    const report = await inspectText(`${P(4)}${F(inside.length)}${inside}\xff\xff\xff\xffe.`);
    expect([report.verdict, report.status]).toEqual(['runs-code', 'complete']);
    expect(loader(report, 'joblib.load')).toMatch(/^runs/);
  });
});

describe('arrays whose end is not known', () => {
  test.each([
    ['a computed shape', array({ dtype: dtype('u1'), shape: COMPUTED, order: U('C') })],
    ['a type nobody knows', array({ dtype: `${c('mylib', 'dtype9')})R`, shape: t(int(2)), order: U('C') })],
    ['a state put together', `${WRAPPER}${c('mylib', 'state')})Rb`],
  ])('%s: told, nothing is called clean, the rest is searched', async (_, wrapper) => {
    const report = await inspectText(pickled(`](${wrapper}....${EVIL}e`));
    expect(told(report).some((rule) => rule.endsWith('joblib.array.unknown'))).toBe(true);
    expect(report.status).not.toBe('complete');
    expect(report.verdict).toBe('runs-code');
    const quiet = await inspectText(pickled(`](${wrapper}....e`));
    expect(quiet.verdict).toBe('review');
  });

  test.each([
    ['an array longer than the file', array({ dtype: dtype('f8'), shape: t(int(1000)), order: U('C') })],
    ['a negative shape', array({ dtype: dtype('f8'), shape: t(int(-1)), order: U('C') })],
    ['elements of no bytes', array({ dtype: dtype('V0', { size: 0 }), shape: t(int(1)), order: U('C') })],
    ['no type', array({ shape: t(int(1)), order: U('C') })],
    [
      'an object array without its pickle',
      array({ dtype: dtype('O8', { flags: 63 }), shape: t(int(1)), order: U('C') }),
    ],
  ])('%s: joblib raises', async (_, wrapper) => {
    const report = await inspectText(pickled(`](${wrapper}....e`));
    expect(loader(report, 'joblib.load')).toMatch(/^fails/);
    expect(report.verdict).not.toBe('nothing-runs');
  });

  test('a planted method', async () => {
    const planted = array({ dtype: dtype('u1'), shape: t(int(1)), order: U('C'), read: c('mylib', 'f') });
    expect(told(await inspectText(pickled(`](${planted}.e`)))).toContain('high joblib.array.planted');
  });

  test('a type that lies about objects', async () => {
    const fields = `${c('numpy', 'dtype')}${t(U('V8'), '\x89', '\x88')}R(${int(3)}${U('|')}N${t(U('a'))}}${U('a')}${t(dtype('O8', { flags: 63 }), int(0))}s${int(8)}${int(1)}${int(0)}tb`;
    const report = await inspectText(pickled(array({ dtype: fields, shape: t(int(1)), order: U('C') }) + 'xxxxxxxx'));
    expect(told(report)).toContain('high joblib.array.forged');
  });
});

describe('side files of joblib up to 0.9', () => {
  const side = (name: string): string =>
    pickled(
      `${c('joblib.numpy_pickle', 'NDArrayWrapper')})\x81${state({ filename: name, subclass: c('numpy', 'ndarray') })}b`,
    );
  test.each([
    [U('m.pkl_01.npy'), []],
    [U('../x.npy'), ['high joblib.file.outside']],
    [U('/etc/x.npy'), ['high joblib.file.outside']],
    [U('\\\\host\\share\\x.npy'), ['high joblib.file.outside']],
    [U('c:x.npy'), ['high joblib.file.outside']],
    [`${c('mylib', 'name')})R`, ['medium joblib.file.outside', 'medium pickle.unknown.call']],
  ])('%j', async (name, expected) => {
    const report = await inspectText(side(name));
    expect(told(report).sort()).toEqual(expected);
    expect(loader(report, 'joblib.load')).toMatch(/^unknown/);
  });
});

describe('any bytes', () => {
  const sound = (report: Report): void => {
    expect(report.coverage.accounted).toBeLessThanOrEqual(report.coverage.size);
    if (report.verdict === 'nothing-runs') {
      expect([report.status, report.coverage.accounted]).toEqual(['complete', report.coverage.size]);
    }
  };

  test('cut anywhere: never called clean', async () => {
    for (const name of ['dict.p4.joblib', 'objects.p2.joblib', 'evil-after.joblib']) {
      const bytes = fixture(name);
      for (let end = 1; end < bytes.length; end += 16) {
        const report = await inspect(bytes.slice(0, end));
        expect([name, end, report.verdict]).not.toEqual([name, end, 'nothing-runs']);
        sound(report);
      }
    }
  });

  test('bits flipped, and anything after a wrapper', async () => {
    const seeds = [
      fixture('dict.p4.joblib'),
      fixture('objects.p4.joblib'),
      bytesOf(pickled(`](${paddedArray('abc', 3)}e`)),
    ];
    const flipped = fc
      .tuple(fc.constantFrom(...seeds), fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([seed, at, mask]) => {
        const bytes = seed.slice();
        const i = at % bytes.length;
        bytes[i] = (bytes[i] ?? 0) ^ mask;
        return bytes;
      });
    const appended = fc.uint8Array({ maxLength: 80 }).map((tail) => {
      const head = bytesOf(`${P(3)}](${WRAPPER}`);
      return Uint8Array.of(...head, ...tail);
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(flipped, appended), async (bytes) => {
        sound(await inspect(bytes));
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('deep and wide types cost a bounded look', async () => {
    let type = dtype('f8');
    for (let i = 0; i < 24; i += 1) {
      const field = (name: string, key: string): string => `${U(name)}${t(key, int(0))}`;
      type = `${c('numpy', 'dtype')}${t(U('V8'), '\x89', '\x88')}R(${int(3)}${U('|')}N${t(U('a'), U('b'))}}(${field('a', `${type}q${String.fromCharCode(i)}`)}${field('b', `h${String.fromCharCode(i)}`)}u${int(16)}${int(1)}${int(0)}tb`;
    }
    const report = await inspectText(pickled(array({ dtype: type, shape: t(int(1)), order: U('C') }) + 'x'.repeat(16)));
    expect(report.verdict).not.toBe('runs-code');
  });
});

test('the program of a joblib file comes first, those of its object arrays after it', async () => {
  const facts = await pickles(fixture('objects.p4.joblib'));
  expect(facts.map(({ role, id }) => `${id.toString()} ${role}`)).toEqual(['0 bare', '1 inline']);
  const { facts: all } = await analyse(bytesSource(fixture('objects.p4.joblib'), 'm'), engine);
  const joblib = all.find((fact): fact is JoblibFact => fact.kind === 'joblib');
  expect([joblib?.pickle, joblib?.inner, joblib?.arrays]).toEqual([0, [1], 1]);
});
