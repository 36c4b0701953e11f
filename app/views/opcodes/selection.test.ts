import { describe, expect, it } from 'vitest';
import type { Report } from '../../../workers/report/schema.ts';
import { wished } from './selection.ts';

function finding(id: string, program: number, step: number) {
  return {
    id,
    severity: 'high',
    evidence: { kind: 'program', program, step, from: step, to: step, bytes: { marks: [], hit: {} } },
  };
}
const report = {
  programs: [
    { id: 0, steps: 100 },
    { id: 7, steps: 10 },
    { id: 9, steps: 0 },
  ],
  findings: [finding('a', 7, 4), finding('b', 0, 60)],
} as unknown as Report;

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
