import { describe, expect, it } from 'vitest';
import { CARDED, folder } from '../../workers/report/exports/report.fixture.ts';
import type { Report } from '../../workers/report/schema.ts';
import { decodeLink, encodeLink, MAX_LINK } from './report-link.ts';

async function made(report: Report, names = true) {
  const link = await encodeLink(report, { names });
  if (link.kind !== 'link') throw new Error('too long');
  expect(link.fragment.length).toBeLessThanOrEqual(MAX_LINK);
  expect(await decodeLink(link.fragment)).toEqual({ kind: 'report', report: link.report });
  return link.report;
}

describe('a link to a folder', () => {
  it('brings the whole report back while there is room', async () => {
    const report = folder(2);
    expect(await made(report)).toEqual(report);
  });

  it('leaves out what is in the files first, then evidence, and says so in it', async () => {
    const report = await made(folder(40));
    expect(report.files).toHaveLength(80);
    expect(report.leftOut?.contents).toBeGreaterThan(80);
    expect(report.files?.[0]?.leftOut?.contents).toBeGreaterThan(0);
    expect(report.leftOut?.evidence).toBeGreaterThan(0);
    expect(report.findings.filter(({ severity }) => severity === 'critical')).toHaveLength(40);
    expect(report.files?.every(({ file }) => file.sha256 !== null)).toBe(true);
  });

  it('keeps the worst files when not all of them fit, and counts the others with their findings', async () => {
    const whole = folder(400);
    const report = await made(whole);
    const [files = [], gone = 0] = [report.files, report.leftOut?.files];
    expect(files.length + gone).toBe(800);
    expect(files.every(({ verdict }) => verdict === 'runs-code')).toBe(true);
    expect(report.findings.length + (report.leftOut?.findings ?? 0)).toBe(whole.findings.length);
    expect(report.verdict).toBe('runs-code');
  });

  it('counts what is left out once, with and without names', async () => {
    const counts = async (names: boolean) => {
      const { leftOut } = await made(folder(200), names);
      return leftOut?.findings ?? 0;
    };
    const [named, bare] = [await counts(true), await counts(false)];
    expect([named, bare].every((n) => n > 0 && n <= 401)).toBe(true);
    const small = await made(folder(2), false);
    const inside = (small.files ?? []).reduce((n, { leftOut }) => n + (leftOut?.evidence ?? 0), 0);
    expect(small.leftOut?.evidence).toBe(inside);
  });

  it('never holds more than whoever opens it would take', async () => {
    const [first] = folder(1).files ?? [];
    if (first === undefined) throw new Error('no file');
    const alike = Array.from({ length: 900 }, () => first.problems).flat();
    const problem = { kind: 'limit' as const, place: first.tree.place, what: ['x'.repeat(3000)] };
    const report = { ...folder(1), problems: [...alike, ...Array.from({ length: 500 }, () => problem)] };
    expect((await encodeLink(report, { names: true })).kind).toBe('too-long');
  });

  it('has the cards of no file', async () => {
    const report = folder(1);
    const files = report.files?.map((file) => ({ ...file, cards: CARDED.cards ?? [] })) ?? [];
    expect((await made({ ...report, files })).files?.some((file) => file.cards !== undefined)).toBe(false);
  });
});
