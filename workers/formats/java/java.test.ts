import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { walkJava } from './stream.ts';

const engine = instantiate(loadModule());
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(import.meta.dirname, 'fixtures', name)));
const inspect = (bytes: Uint8Array) => inspectBytes(bytes, 'm.ser', engine);
const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const utf = (text: string): number[] => [text.length >> 8, text.length & 255, ...ascii(text)];
const HEAD = [0xac, 0xed, 0, 5];
/** An object of a class without fields. */
const object = (name: string): number[] => [
  0x73,
  0x72,
  ...utf(name),
  ...new Array<number>(8).fill(1),
  2,
  0,
  0,
  0x78,
  0x70,
];

describe('what Java wrote', () => {
  test('values of plain classes are read to their end', async () => {
    const { classes, objects, stop } = walkJava(fixture('plain.ser'));
    expect([stop, objects]).toEqual([null, 4]);
    expect(classes.map(({ name }) => name)).toEqual([
      'java.util.HashMap',
      'java.util.Date',
      '[[D',
      '[D',
      'java.util.ArrayList',
      'java.lang.Integer',
      'java.lang.Number',
      'java.lang.String',
    ]);
    const report = await inspect(fixture('plain.ser'));
    expect([report.verdict, report.status, report.findings.map(({ rule }) => rule)]).toEqual([
      'nothing-runs',
      'complete',
      ['java.plain'],
    ]);
  });

  test('classes that write for themselves, enums and proxies, too', async () => {
    const bytes = fixture('own.ser');
    const report = await inspect(bytes);
    expect([report.verdict, report.status]).toEqual(['review', 'complete']);
    const [found] = report.findings;
    expect(found).toMatchObject({ rule: 'java.objects', severity: 'medium' });
    const { offset = 0, length = 0 } = found?.place.file?.[0] ?? {};
    expect(String.fromCharCode(...bytes.subarray(offset, offset + length))).toBe('Make$Child');
  });
});

describe('classes that run code when they are read', () => {
  test.each([
    'org.apache.commons.collections.functors.InvokerTransformer',
    '[Lorg.apache.commons.collections4.functors.ChainedTransformer;',
    'com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl',
    'clojure.core$comp$fn__4727',
    'java.rmi.server.UnicastRemoteObject',
  ])('%s', async (name) => {
    const report = await inspect(Uint8Array.from([...HEAD, ...object('java.util.HashMap'), ...object(name)]));
    expect(report.verdict).toBe('can-run-code');
    expect(report.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toContain('high java.gadget');
    expect(plain(report.findings[0]?.title ?? [])).toContain(name);
  });

  test('spelled with more bytes than it takes, as Java reads it', async () => {
    const name = 'org.apache.commons.collections.functors.InvokerTransformer';
    const long = ascii(name).flatMap((code) => [0xc0 | (code >> 6), 0x80 | (code & 0x3f)]);
    const head = [0x73, 0x72, long.length >> 8, long.length & 255, ...long];
    const report = await inspect(
      Uint8Array.from([...HEAD, ...head, ...new Array<number>(8).fill(1), 2, 0, 0, 0x78, 0x70]),
    );
    expect(plain(report.findings[0]?.title ?? [])).toContain(name);
  });

  test('behind more classes than are listed, that is told', () => {
    const many = Array.from({ length: 100_001 }, (_, i) => object(`c.C${i}`)).flat();
    const { capped, stop } = walkJava(Uint8Array.from([...HEAD, ...many]));
    expect([capped, stop]).toEqual([true, 'it names more classes than are listed']);
  });

  test('a program in an array of bytes is found', async () => {
    const program = ascii("cos\nsystem\n(S'x'\ntR.");
    const array = [
      0x75,
      0x72,
      ...utf('[B'),
      ...new Array<number>(8).fill(0),
      2,
      0,
      0,
      0x78,
      0x70,
      0,
      0,
      0,
      program.length,
    ];
    const report = await inspect(Uint8Array.from([...HEAD, ...array, ...program]));
    expect([report.programs.length, report.status]).toEqual([1, 'complete']);
  });

  test('also when the stream breaks off behind it', async () => {
    const bytes = Uint8Array.from([...HEAD, ...object('bsh.XThis'), 0x73, 0x72, 0, 9]);
    const report = await inspect(bytes);
    expect([report.verdict, report.status]).toEqual(['can-run-code', 'partial']);
    expect(report.problems.map(({ kind }) => kind)).toContain('malformed');
  });
});

describe('hostile streams end', () => {
  test.each<[string, number[], RegExp]>([
    ['a version that is none', [0xac, 0xed, 0, 4], /begins otherwise/],
    [
      'an array longer than the file',
      [...HEAD, 0x75, 0x72, ...utf('[B'), ...new Array<number>(8).fill(0), 2, 0, 0, 0x78, 0x70, 0x7f, 255, 255, 255],
      /breaks off/,
    ],
    ['a reference to nothing', [...HEAD, 0x71, 0, 0x7e, 0, 0], /did not come/],
    ['a list that did not begin', [...HEAD, 0x78], /did not begin/],
    ['bytes that begin nothing', [...HEAD, 0x70, 0x42], /nothing begins with 0x42/],
    [
      'a class that descends from itself',
      [...HEAD, 0x73, 0x72, ...utf('A'), ...new Array<number>(8).fill(0), 2, 0, 0, 0x78, 0x71, 0, 0x7e, 0, 0],
      /descends from itself/,
    ],
    [
      'objects of external form in no blocks',
      [...HEAD, 0x73, 0x72, ...utf('A'), ...new Array<number>(8).fill(0), 4, 0, 0, 0x78, 0x70],
      /in its own way/,
    ],
  ])('%s', (_, bytes, why) => {
    expect(walkJava(Uint8Array.from(bytes)).stop).toMatch(why);
  });

  test('two hundred thousand nested arrays need no deep stack', () => {
    const one = [
      0x75,
      0x72,
      ...utf('[Ljava.lang.Object;'),
      ...new Array<number>(8).fill(0),
      2,
      0,
      0,
      0x78,
      0x70,
      0,
      0,
      0,
      1,
    ];
    const more = [0x75, 0x71, 0, 0x7e, 0, 0, 0, 0, 0, 1];
    const bytes = new Uint8Array(4 + one.length + 10 * 200_000 + 1).fill(0x70);
    bytes.set([...HEAD, ...one]);
    for (let i = 0; i < 200_000; i += 1) bytes.set(more, 4 + one.length + 10 * i);
    expect(walkJava(bytes).stop).toBeNull();
  });

  test('whatever bytes are changed, it ends within them and throws nothing', () => {
    const files = [fixture('own.ser'), fixture('plain.ser').subarray(0, 900)];
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(899), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (file, changes) => {
          const bytes = file.slice();
          for (const [at, value] of changes) bytes[4 + (at % (bytes.length - 4))] = value;
          const { end, classes } = walkJava(bytes);
          expect(end).toBeLessThanOrEqual(bytes.length);
          for (const { offset, length } of classes) expect(offset + length).toBeLessThanOrEqual(bytes.length);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
