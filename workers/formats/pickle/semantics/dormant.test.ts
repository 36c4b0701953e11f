import { describe, expect, test } from 'vitest';
import { analyse } from '../../../analyse/analyse.ts';
import { reportOf } from '../../../analyse/report.ts';
import type { Report } from '../../../report/schema.ts';
import { bytesSource } from '../../../source/sources.ts';
import { instantiate } from '../../../wasm/engine.ts';
import { loadModule } from '../../../wasm/load.node.ts';

const engine = instantiate(loadModule());

/** `marshal.dumps(compile(…))` of `import os`, `def f(x=('a', 1)): return os.system('id')` and `f()`, by version of CPython. */
const CODE: Readonly<Record<string, string>> = {
  '2.7':
    'YwAAAAAAAAAAAgAAAEAAAABzIwAAAGQAAGQBAGwAAFoAAGQFAGQEAIQBAFoBAGUBAIMAAAFkAQBTKAYAAABp/////050AQAAAGFpAQAAAGMBAAAAAQAAAAIAAABDAAAAcw0AAAB0AABqAQBkAQCDAQBTKAIAAABOdAIAAABpZCgCAAAAdAIAAABvc3QGAAAAc3lzdGVtKAEAAAB0AQAAAHgoAAAAACgAAAAAcwQAAAB4LnB5dAEAAABmAgAAAHMCAAAAAAEoAgAAAFIAAAAAaQEAAAAoAgAAAFICAAAAUgUAAAAoAAAAACgAAAAAKAAAAABzBAAAAHgucHl0CAAAADxtb2R1bGU+AQAAAHMEAAAADAEMAg==',
  '3.6':
    '4wAAAAAAAAAAAAAAAAMAAABAAAAAcxwAAABkAGQBbABaAGQHZARkBYQBWgFlAYMAAQBkAVMAKQjpAAAAAE7aAWHpAQAAAGMBAAAAAAAAAAEAAAACAAAAQwAAAHMKAAAAdABqAWQBgwFTACkCTtoCaWQpAtoCb3PaBnN5c3RlbSkB2gF4qQByCAAAAPoEeC5wedoBZgIAAABzAgAAAAABcgoAAACpAnICAAAAcgMAAAApAXILAAAAKQJyBQAAAHIKAAAAcggAAAByCAAAAHIIAAAAcgkAAADaCDxtb2R1bGU+AQAAAHMEAAAACAEKAg==',
  '3.8':
    'YwAAAAAAAAAAAAAAAAAAAAADAAAAQAAAAHMcAAAAZABkAWwAWgBkBWQDZASEAVoBZQGDAAEAZAFTACkG6QAAAABOqQLaAWHpAQAAAGMBAAAAAAAAAAAAAAABAAAAAwAAAEMAAABzCgAAAHQAoAFkAaEBUwApAk7aAmlkKQLaAm9z2gZzeXN0ZW0pAdoBeKkAcggAAAD6BHgucHnaAWYCAAAAcwIAAAAAAXIKAAAAKQFyAQAAACkCcgUAAAByCgAAAHIIAAAAcggAAAByCAAAAHIJAAAA2gg8bW9kdWxlPgEAAABzBAAAAAgBCgI=',
  '3.11':
    'YwAAAAAAAAAAAAAAAAIAAAAAAAAA8yoAAACXAGQAZAFsAFoAZARkA4QBWgECAGUBpgAAAKsAAAAAAAAAAAABAGQBUwApBekAAAAATqkC2gFh6QEAAABjAQAAAAAAAAAAAAAAAwAAAAMAAADzKgAAAJcAdAEAAAAAAAAAAAAAagEAAAAAAAAAAGQBpgEAAKsBAAAAAAAAAABTACkCTtoCaWQpAtoCb3PaBnN5c3RlbSkB2gF4cwEAAAAg+gR4LnB52gFmcgsAAAACAAAAcxAAAACAAN0JC4wZkDSJH4wf0AIY8wAAAAApAXICAAAAKQJyBwAAAHILAAAAqQByDAAAAHIKAAAA+gg8bW9kdWxlPnIOAAAAAQAAAHMxAAAA8AMBAQHYAAmACYAJgAnwAgEBGfAAAQEZ8AABARnwAAEBGeAAAYABgQOEA4ADgAOAA3IMAAAA',
};
const codeOf = (version: string): Uint8Array => Uint8Array.from(atob(CODE[version] ?? ''), (c) => c.charCodeAt(0));

const word = (n: number): number[] => [n & 0xff, (n >> 8) & 0xff, (n >> 16) & 0xff, n >> 24];
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const short = (text: string): number[] => [0x8c, text.length, ...utf8(text)];
/** BINBYTES, BINSTRING and BINUNICODE of it; a list of one value. */
const binBytes = (bytes: Uint8Array): number[] => [0x42, ...word(bytes.length), ...bytes];
const listOf = (value: readonly number[]): Uint8Array => Uint8Array.from([0x80, 4, 0x5d, ...value, 0x61, 0x2e]);

async function reportOn(bytes: Uint8Array): Promise<Report> {
  const analysis = await analyse(bytesSource(bytes, 'list.pkl'), engine);
  const report = await reportOf(analysis, { path: 'list.pkl', size: bytes.length, sha256: null });
  analysis.session.close();
  return report;
}

const codeFindings = (report: Report): Report['findings'] =>
  report.findings.filter(({ rule }) => rule === 'pickle.nested.code');

describe('code that nothing loads', () => {
  test.each(Object.keys(CODE))('of Python %s is noted with its place, its names and its texts', async (version) => {
    const code = codeOf(version);
    const report = await reportOn(listOf(binBytes(code)));
    const [finding, ...others] = codeFindings(report);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'low', place: { offset: 8, length: code.length } });
    expect(JSON.stringify(finding?.what)).toMatch(/"os".*"system".*"id"/);
    expect(report).toMatchObject({ status: 'complete', verdict: 'nothing-runs' });
  });

  test('in a .pyc, in an 8-bit string of Python 2, in a text that stands for bytes', async () => {
    const code = codeOf('3.11');
    const pyc = Uint8Array.from([0xa7, 0x0d, 0x0d, 0x0a, ...new Uint8Array(12), ...code]);
    const old = codeOf('2.7');
    const text = utf8(String.fromCharCode(...codeOf('3.6')));
    const values = [binBytes(pyc), [0x54, ...word(old.length), ...old], [0x58, ...word(text.length), ...text]];
    for (const value of values) expect(codeFindings(await reportOn(listOf(value)))).toHaveLength(1);
  });

  test('too long to be held is told all the same', async () => {
    const long = Uint8Array.from([...codeOf('3.11'), ...new Uint8Array(100_000)]);
    expect(codeFindings(await reportOn(listOf(binBytes(long))))).toMatchObject([{ severity: 'note' }]);
  });

  test('is not told twice when the program loads it', async () => {
    const loads = [...short('marshal'), ...short('loads'), 0x93, ...binBytes(codeOf('3.11')), 0x85, 0x52];
    const report = await reportOn(listOf(loads));
    expect(codeFindings(report)).toEqual([]);
    expect(report.findings.length).toBeGreaterThan(0);
  });

  test('is nothing that only begins alike', async () => {
    const cut = codeOf('3.11').subarray(0, 60);
    const floats = new Uint8Array(new Float32Array(200).fill(0.5).buffer);
    for (const bytes of [cut, floats, new Uint8Array(300), new Uint8Array(300).fill(0x63), utf8('city of\nnames\n')])
      expect(codeFindings(await reportOn(listOf(binBytes(bytes))))).toEqual([]);
  });
});
