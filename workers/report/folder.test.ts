import { describe, expect, it } from 'vitest';
import { folder, SMALL } from './exports/report.fixture.ts';
import { fileAt, folderReport, ownFindings, withAllFindings, withOwnFindings } from './folder.ts';

describe('a report on a folder', () => {
  it('is as bad as its worst file, or as what the files say about each other', () => {
    const quiet = { ...SMALL, verdict: 'nothing-runs' as const, findings: [] };
    expect(folderReport(SMALL, 'm', 'm', [quiet, SMALL], []).verdict).toBe('runs-code');
    expect(folderReport(SMALL, 'm', 'm', [quiet], []).verdict).toBe('nothing-runs');
    const [finding] = SMALL.findings;
    if (finding === undefined) throw new Error('no finding');
    const own = folderReport(SMALL, 'm', 'm', [quiet], [], [{ ...finding, severity: 'medium' }]);
    expect([own.verdict, own.summary.headline]).toEqual(['review', finding.title]);
  });

  it('with a part that was not read is never said to run nothing', () => {
    const quiet = { ...SMALL, verdict: 'nothing-runs' as const, findings: [] };
    const place = { path: ['m', 'gone'], offset: 0, length: 0, file: null };
    const report = folderReport(SMALL, 'm', 'm', [quiet], [{ kind: 'unreadable', place, what: ['gone'] }]);
    expect([report.verdict, report.status]).toEqual(['not-known', 'partial']);
  });

  it('is the same without and with what its files say anyway', () => {
    const report = folder(3);
    const short = withOwnFindings(report);
    expect(short.findings).toEqual(ownFindings(report));
    expect(short.findings.length).toBeLessThan(report.findings.length);
    expect(withAllFindings(short)).toEqual(report);
    expect(withAllFindings(report)).toEqual(report);
    expect(fileAt(report, report.files?.[2]?.findings[0]?.place ?? SMALL.tree.place)).toBe(report.files?.[2]);
  });
});
