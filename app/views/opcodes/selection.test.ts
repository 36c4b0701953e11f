import { describe, expect, it } from 'vitest';
import { SMALL } from '../../../workers/report/exports/report.fixture.ts';
import type { Finding, Report } from '../../../workers/report/schema.ts';
import { wished } from './selection.ts';

const [model] = SMALL.findings;
const [program] = SMALL.programs;
if (model?.evidence.kind !== 'program' || program === undefined) throw new Error('the fixture has a program');
const { evidence } = model;

function finding(id: string, of: number, step: number): Finding {
  return { ...SMALL.findings[0]!, id, evidence: { ...evidence, program: of, step, from: step, to: step } };
}
const report: Report = {
  ...SMALL,
  programs: [
    { ...program, id: 0, steps: 100 },
    { ...program, id: 7, steps: 10 },
    { ...program, id: 9, steps: 0 },
  ],
  findings: [finding('a', 7, 4), finding('b', 0, 60)],
};

describe('wished', () => {
  it('starts at the worst finding', () => {
    expect(wished(report, { view: 'opcodes' })).toEqual({ program: 7, step: 4 });
  });

  it('follows a finding, a program, a step', () => {
    expect(wished(report, { view: 'opcodes', finding: 'b' })).toEqual({ program: 0, step: 60 });
    expect(wished(report, { view: 'opcodes', program: 0 })).toEqual({ program: 0, step: 60 });
    expect(wished(report, { view: 'opcodes', program: 0, step: 3 })).toEqual({ program: 0, step: 3 });
    expect(wished(report, { view: 'opcodes', program: 0, finding: 'a' })).toEqual({ program: 0, step: 60 });
  });

  it('ignores what the report does not have', () => {
    expect(wished(report, { view: 'opcodes', program: 0, step: 1e9 })).toEqual({ program: 0, step: 99 });
    expect(wished(report, { view: 'opcodes', program: 55, step: 2 })).toEqual({ program: 0, step: 2 });
    expect(wished(report, { view: 'opcodes', finding: 'gone', program: 9 })).toEqual({ program: 9, step: 0 });
    expect(wished({ ...report, programs: [], findings: [] }, { view: 'opcodes' })).toBeNull();
  });
});
