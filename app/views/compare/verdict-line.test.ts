import { expect, test } from 'vitest';
import type { Side } from '../../../workers/report/compare/side.ts';
import { SMALL } from '../../../workers/report/exports/report.fixture.ts';
import type { Verdict } from '../../../workers/report/schema.ts';
import { verdictLine } from './verdict-line.ts';

const side = (verdict: Verdict): Side => ({ kind: 'file', files: [{ path: '', report: { ...SMALL, verdict } }] });

test('both verdicts are said, and the mark is that of the worse', () => {
  expect(verdictLine(side('nothing-runs'), side('runs-code'))).toEqual({
    mark: 'critical',
    text: 'The verdict changed: before “Nothing runs”, after “Runs code”.',
  });
  expect(verdictLine(side('runs-code'), side('nothing-runs')).mark).toBe('critical');
  expect(verdictLine(side('not-known'), side('nothing-runs')).mark).toBe('unknown');
  expect(verdictLine(side('runs-code'), side('runs-code')).text).toBe('Both run code when they are loaded.');
});
