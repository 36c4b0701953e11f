import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, bytes } from '../../containers/zip/build-zip.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const document = (...objects: readonly (string | Uint8Array)[]): Uint8Array =>
  bytes(
    ascii('%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n'),
    ...objects.map((one) => (typeof one === 'string' ? ascii(one) : one)),
    ascii('\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  );
const inspect = (file: Uint8Array): Promise<Report> => inspectBytes(file, 'paper.pdf', engine);
const told = ({ findings }: Report): string[] =>
  findings.map(({ rule, severity }) => `${severity} ${rule}`).filter((line) => line.includes('pdf.'));
const packed = (text: string): Uint8Array =>
  bytes(
    ascii('5 0 obj<</Type /ObjStm/N 1/Filter/FlateDecode>>stream\n'),
    deflateSync(text),
    ascii('\nendstream endobj'),
  );

test('a paper is not known, and accused of nothing', async () => {
  const report = await inspect(
    document('3 0 obj<</S/URI/URI(http://x.example)>>endobj', packed('<</Type/Page/JSON 1>>')),
  );
  expect([told(report), report.verdict]).toEqual([[], 'not-known']);
});

test.each([
  ['<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>', 'medium pdf.script'],
  ['<</S/J#61vaScript/X 1>>', 'medium pdf.script'],
  ['<</S /Launch /F (cmd.exe)>>', 'high pdf.launch'],
  ['<</S/SubmitForm/F(http://x.example)>>', 'low pdf.form'],
  ['<</Names<</EmbeddedFiles 7 0 R>>>>', 'low pdf.attached'],
])('%s written out and packed: %s', async (object, expected) => {
  expect(told(await inspect(document(`4 0 obj${object}endobj`)))).toEqual([expected]);
  expect(told(await inspect(document(packed(object))))).toEqual([expected]);
});

test('a place is where the name stands', async () => {
  const file = document('4 0 obj<</S/Launch/F(x)>>endobj');
  const { offset, length } = (await inspect(file)).findings[0]?.place ?? { offset: 0, length: 0 };
  expect(String.fromCharCode(...file.subarray(offset, offset + length))).toBe('/Launch');
});

test('damaged ones are read without a fault', async () => {
  const whole = document(packed('<</S/Launch>>'), '4 0 obj<</S/JavaScript>>endobj');
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
      const report = await inspect(whole.with(at, value));
      expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
