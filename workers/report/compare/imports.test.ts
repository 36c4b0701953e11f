import { expect, test } from 'vitest';
import { compareImports } from './imports.ts';
import { call, checkpoint, side, tensorsFile, told } from './sides-fixture.node.ts';

test('names that came and went', async () => {
  const clean = await side(checkpoint({ a: [1] }));
  const evil = await side(checkpoint({ a: [1] }, 'm', call('echo 1')));
  expect(told(compareImports(clean, evil)!)).toEqual(['added os.system: – → imported']);
  expect(told(compareImports(evil, clean)!)).toEqual(['removed os.system: imported → –']);
  const none = await side(tensorsFile({ a: [1] }));
  expect(compareImports(none, none)).toBeNull();
});

test('a list that is full, or was cut for a link, is told', async () => {
  const { kind, files } = await side(checkpoint({ a: [1] }));
  const report = files[0]!.report!;
  const names = Array.from({ length: 1000 }, (_, i) => i.toString());
  const full = { ...report, programs: report.programs.map((program) => ({ ...program, names })) };
  const leftOut = { findings: 0, evidence: 0, contents: 1, names: false };
  const partial = (changed: typeof report) =>
    compareImports({ kind, files }, { kind, files: [{ path: '', report: changed }] })!.partial.length;
  expect([partial(report), partial(full), partial({ ...report, leftOut })]).toEqual([0, 1, 1]);
});
