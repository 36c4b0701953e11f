import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../analyse/analyse.ts';
import type { TensorFact } from '../../facts.ts';
import type { Report } from '../../report/schema.ts';
import { bytesOf, EVIL, P } from '../../rules/conformance/build.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { zip } from '../../containers/zip/build-zip.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { elementCount } from './dtype.ts';
import { parseHeader } from './header.ts';

const engine = instantiate(loadModule());
const FIXTURES = join(import.meta.dirname, 'fixtures');
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(FIXTURES, name)));
const names = readdirSync(FIXTURES).filter((name) => /\.np[yz]$/.test(name));
const inspect = (bytes: Uint8Array, name = 'a.npy'): Promise<Report> => inspectBytes(bytes, name, engine);
const told = (report: Report): string[] =>
  report.findings.filter(({ severity }) => severity !== 'note').map(({ severity, rule }) => `${severity} ${rule}`);
const loader = (report: Report, id: string): string => {
  const row = report.loaders.find((one) => one.id === id);
  return row === undefined ? 'none' : `${row.outcome}${row.at === null ? '' : ` @${row.at.offset.toString()}`}`;
};
const le = (n: number, width: number): string =>
  Array.from({ length: width }, (_, i) => String.fromCharCode((n >>> (8 * i)) & 255)).join('');
const npy = (header: string, data = '', version = 1): Uint8Array =>
  bytesOf(`\x93NUMPY${String.fromCharCode(version)}\0${le(header.length, version === 1 ? 2 : 4)}${header}${data}`);
const header = (descr: string, shape = '(2,)', order = 'False'): string =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

describe('files NumPy wrote', () => {
  test.each(names.filter((name) => !name.startsWith('evil')))('%s is explained to the last byte', async (name) => {
    const report = await inspect(fixture(name), name);
    expect([report.verdict, report.status]).toEqual(['nothing-runs', 'complete']);
    expect(report.coverage.accounted).toBe(report.coverage.size);
    expect(told(report).filter((rule) => !/^low numpy\.(objects|header\.large)$/.test(rule))).toEqual([]);
  });

  test.each([
    ['plain.npy', 'plain float64 2x3'],
    ['version2.npy', 'version2 float64 2x3'],
    ['fortran.npy', 'fortran float32 3x4'],
    ['scalar.npy', 'scalar >int16 '],
    ['nested.npy', 'nested {a: float64, b: {x: int32, y: S3}, c: float32[2, 2]} 3'],
    ['text.npy', 'text U3 2'],
  ])('%s is listed as %s', async (name, expected) => {
    const { facts } = await analyse(bytesSource(fixture(name), name), engine);
    const tensors = facts.filter((fact): fact is TensorFact => fact.kind === 'tensor');
    expect(tensors.map((one) => `${one.name} ${one.dtype} ${one.shape.join('x')}`)).toEqual([expected]);
    expect(tensors[0]?.storage.record?.length).toBe(tensors[0]?.bytes);
  });

  test('objects: refused by default, carried out when pickles are allowed', async () => {
    for (const name of ['evil-objects.npy', 'evil-nested.npy', 'evil.npz']) {
      const report = await inspect(fixture(name), name);
      expect([name, report.verdict, report.status]).toEqual([name, 'runs-code', 'complete']);
      expect(report.findings[0]?.rule).toBe('pickle.call.process');
      expect([loader(report, 'numpy.load-plain'), loader(report, 'numpy.load')]).toEqual([
        expect.stringMatching(/^refuses @/),
        expect.stringMatching(/^runs @/),
      ]);
    }
  });

  test('a pickle under the name of an array', async () => {
    const report = await inspect(fixture('evil-bare.npy'), 'evil-bare.npy');
    expect([report.verdict, loader(report, 'numpy.load-plain'), loader(report, 'numpy.load')]).toEqual([
      'runs-code',
      'refuses',
      expect.stringMatching(/^runs/),
    ]);
  });
});

describe('headers made by hand', () => {
  test.each([
    ['code', header(`__import__('os').system('x')`), 'medium numpy.header.code'],
    ['no dictionary', '[1]\n', 'low numpy.header.invalid'],
    ['a key too many', `{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'x': 1}\n`, 'low numpy.header.invalid'],
    ['a key too few', `{'descr': '<f8', 'shape': (2,)}\n`, 'low numpy.header.invalid'],
    ['a shape of floats', header(`'<f8'`, '(2.0,)'), 'low numpy.header.invalid'],
    ['an order that is a number', header(`'<f8'`, '(2,)', '0'), 'low numpy.header.invalid'],
    ['an unknown type', header(`'<f9'`), 'low numpy.header.invalid'],
    ['a negative shape', header(`'<f8'`, '(-2,)'), 'low numpy.header.invalid'],
    ['a shape beyond counting', header(`'<f8'`, '(99999999999, 99999999999)'), 'low numpy.header.invalid'],
    ['a shape beyond the file', header(`'<f8'`, '(3,)'), 'low problem.malformed'],
    [
      'a key twice',
      `{'shape': (9,), 'descr': '<f8', 'fortran_order': False, 'shape': (2,)}\n`,
      'low numpy.header.duplicate',
    ],
    ['a header of many blanks', header(`'<f8'`).padEnd(20_000), 'low numpy.header.large'],
  ])('%s', async (_, text, expected) => {
    const report = await inspect(npy(text, '\0'.repeat(16)));
    expect(told(report)).toContain(expected);
  });

  test.each([
    [`'|O'`], [`'O8'`], [`'object'`], [`[('a', '<f8'), ('b', [('c', 'O')])]`], [`('O', (1,))`], [`[('a', 'O', (2,))]`],
    [`{'aO': 1}`], [`['aO']`], [`'' 'O'`], [`'\\x4f'`],
  ])('%s is objects, and the pickle behind it is read', async (descr) => {
    const report = await inspect(npy(header(descr, '(1,)'), `${P(4)}${EVIL}.`));
    expect([report.verdict, loader(report, 'numpy.load'), loader(report, 'numpy.load-plain')]).toEqual([
      'runs-code',
      expect.stringMatching(/^runs/),
      expect.stringMatching(/^refuses/),
    ]);
  }); // prettier-ignore

  test('a pickle behind a header nobody can read is found', async () => {
    const report = await inspect(npy(header(`'<f9'`), `${P(4)}${EVIL}.`));
    expect(['runs-code', 'can-run-code']).toContain(report.verdict);
  });

  test('bytes after the array are told and searched', async () => {
    const report = await inspect(npy(header(`'<f8'`), '\0'.repeat(16) + `${P(4)}${EVIL}.`));
    expect(told(report)).toContain('low numpy.trailing');
    expect(report.verdict).toBe('can-run-code');
  });

  test('versions NumPy does not know', async () => {
    expect(told(await inspect(npy(header(`'<f8'`), '\0'.repeat(16), 9)))).toContain('low numpy.header.invalid');
  });
});

describe('against NumPy', () => {
  const PYTHON = (process.env['VITRINE_PYTHONS'] ?? 'python3').split(':')[0] ?? 'python3';
  const hasNumpy = spawnSync(PYTHON, ['-c', 'import numpy'], { stdio: 'ignore' }).status === 0;
  const types = [
    '<f8',
    '>i4',
    '|O',
    'O',
    'U5',
    'S0',
    'V3',
    '?',
    'b1',
    'e',
    'g',
    'M8[ns]',
    'm8',
    'float32',
    'object',
    'c16',
    'i9',
    'f',
    'x',
    '<U',
    '|b1',
    '=q',
    'a4',
  ];
  const scalar = fc.constantFrom(...types).map((type) => `'${type}'`);
  const { descr } = fc.letrec<{ descr: string }>((tie) => ({
    descr: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc
        .tuple(tie('descr'), fc.constantFrom('2', '(2,)', '(2, 3)', '()'))
        .map(([type, shape]) => `(${type}, ${shape})`),
      fc
        .array(tie('descr'), { minLength: 1, maxLength: 3 })
        .map((list) => `[${list.map((type, i) => `('f${i.toString()}', ${type})`).join(', ')}]`),
    ),
  }));

  test.skipIf(!hasNumpy)('types have the sizes NumPy gives them, and hold objects where it says so', () => {
    const headers = fc
      .sample(fc.tuple(descr, fc.constantFrom('(2,)', '()', '(2, 3)', '(0,)', '(True,)', '(2L,)')), {
        numRuns: 600,
        seed: 7,
      })
      .map(([type, shape]) => header(type, shape));
    const input = headers.map((text) => JSON.stringify(text)).join('\n');
    const lines = spawnSync(PYTHON, [join(import.meta.dirname, 'oracle.py')], { input })
      .stdout.toString()
      .trim()
      .split('\n');
    expect(lines.length).toBe(headers.length);
    const wrong: unknown[] = [];
    let known = 0;
    for (const [i, text] of headers.entries()) {
      const answer: unknown = JSON.parse(lines[i] ?? 'null');
      const { header: ours, notes } = parseHeader(text, false);
      const isRead = ours?.type != null && !notes.some(({ fatal }) => fatal);
      const mine = isRead ? [ours.shape.map(Number), ours.fortran, ours.type.itemSize, ours.type.hasObject] : null;
      // Stricter is allowed: then the report says that the header is not understood.
      if (mine !== null && JSON.stringify(mine) !== JSON.stringify(answer)) wrong.push({ text, mine, answer });
      if (mine !== null) known += 1;
      if (mine === null && answer !== null) wrong.push({ text, answer, notes });
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(known).toBeGreaterThan(200);
  });
});

describe('any bytes', () => {
  test('cut or changed anywhere: no throw, never called clean by mistake', async () => {
    for (const name of ['plain.npy', 'objects.npy', 'plain.npz']) {
      const bytes = fixture(name);
      for (let end = 17; end < bytes.length; end += 16) {
        const report = await inspect(bytes.slice(0, end), name);
        expect([name, end, report.verdict]).not.toEqual([name, end, 'nothing-runs']);
      }
    }
    const changed = fc.tuple(fc.constantFrom('plain.npy', 'objects.npy', 'nested.npy'), fc.nat(), fc.nat({ max: 255 }));
    await fc.assert(
      fc.asyncProperty(changed, async ([name, at, value]) => {
        const bytes = fixture(name);
        bytes[at % bytes.length] = value;
        const report = await inspect(bytes, name);
        if (report.verdict === 'nothing-runs') expect(report.coverage.accounted).toBe(report.coverage.size);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test('elements are counted without overflow', () => {
    expect([
      elementCount([]),
      elementCount([2, 0, 2n ** 70n]),
      elementCount([-1]),
      elementCount([2n ** 40n, 2n ** 40n]),
    ]).toEqual([1, 0, null, null]);
  });
});

test('a pickle as a member of an .npz: numpy.load gives its bytes, it does not load it', async () => {
  const archive = zip([
    { name: 'a.npy', data: npy(header(`'<f8'`), '\0'.repeat(16)) },
    { name: 'b.npy', data: bytesOf(`${P(4)}${EVIL}.`) },
  ]);
  const report = await inspect(archive, 'a.npz');
  expect([report.verdict, loader(report, 'numpy.load'), loader(report, 'numpy.load-plain')]).toEqual([
    'can-run-code',
    'loads',
    'loads',
  ]);
});

test('a pickle that loads an array that loads a pickle', async () => {
  const inner = npy(header(`[('a', [('b', 'O')])]`, '(1,)'), `${P(4)}${EVIL}.`);
  const text = String.fromCharCode(...inner);
  const bytes = `${P(4)}cnumpy\nload\n(c_io\nBytesIO\n(B${le(text.length, 4)}${text}tRN\x88tR.`;
  expect((await inspect(bytesOf(bytes), 'a.pkl')).verdict).toBe('runs-code');
});
