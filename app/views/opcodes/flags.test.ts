import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { SEVERITIES, type Finding, type Severity } from '../../../workers/report/schema.ts';
import { byteFlags, flagsOf, neighbour, programFindings, severityAt, type ProgramFinding } from './flags.ts';

function finding(severity: Severity, program: number, from: number, to: number, step = to): Finding {
  return {
    id: `t@x:${step.toString(16)}`,
    rule: 't',
    severity,
    title: ['t'],
    where: ['w'],
    snippet: ['s'],
    place: { path: ['x'], offset: 0, length: 1, file: null },
    what: ['w'],
    certainty: { word: 'Certain', reason: ['r'] },
    todo: [],
    evidence: {
      kind: 'program',
      program,
      step,
      from,
      to,
      lines: [],
      opcodes: [],
      bytes: { offset: 0, hex: '', marks: [], hit: { offset: 0, length: 1 } },
    },
    references: [],
    count: 1,
  };
}
function flagged(severity: Severity, from: number, to: number): ProgramFinding {
  return programFindings([finding(severity, 0, from, to)])[0]!;
}

describe('flags', () => {
  it('show the worst finding of each step', () => {
    const flags = flagsOf([flagged('medium', 5, 20), flagged('critical', 10, 12), flagged('note', 0, 6)]);
    expect(flags).toEqual([
      { from: 0, to: 4, severity: 'note' },
      { from: 5, to: 9, severity: 'medium' },
      { from: 10, to: 12, severity: 'critical' },
      { from: 13, to: 20, severity: 'medium' },
    ]);
    expect(severityAt(flags, 12)).toBe('critical');
    expect(severityAt(flags, 21)).toBeUndefined();
  });

  it('agree with asking every finding', () => {
    const range = fc.tuple(fc.nat(60), fc.nat(20), fc.constantFrom(...SEVERITIES));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        const flags = flagsOf(ranges.map(([from, length, severity]) => flagged(severity, from, from + length)));
        for (let step = 0; step < 90; step++) {
          const here = ranges.filter(([from, length]) => step >= from && step <= from + length).map((r) => r[2]);
          expect(severityAt(flags, step)).toBe(SEVERITIES.find((s) => here.includes(s)));
        }
      }),
    );
  });

  it('mark the bytes a finding names, and the deciding one', () => {
    const marked = { ...flagged('high', 1, 2), marks: [{ offset: 40, length: 3 }], hit: { offset: 50, length: 1 } };
    const at = byteFlags([marked, { ...marked, marks: [], hit: { offset: 60, length: 0 } }]);
    expect([39, 40, 42, 43, 50, 51, 60].map(at)).toEqual([
      undefined,
      'high',
      'high',
      undefined,
      'high',
      undefined,
      undefined,
    ]);
  });

  it('leave out findings that are not about a program', () => {
    const bytes = { offset: 0, hex: '', marks: [], hit: { offset: 0, length: 0 } };
    expect(programFindings([{ ...finding('low', 0, 1, 2), evidence: { kind: 'bytes', bytes } }])).toEqual([]);
  });
});

describe('neighbour', () => {
  const all = programFindings([finding('critical', 1, 3, 8), finding('low', 0, 90, 95), finding('note', 0, 10, 12)]);

  it('goes by place, across programs, and around', () => {
    expect(neighbour(all, { program: 0, step: 0 }, 1)?.step).toBe(12);
    expect(neighbour(all, { program: 0, step: 12 }, 1)?.step).toBe(95);
    expect(neighbour(all, { program: 0, step: 95 }, 1)).toMatchObject({ program: 1, step: 8 });
    expect(neighbour(all, { program: 1, step: 8 }, 1)?.step).toBe(12);
    expect(neighbour(all, { program: 0, step: 12 }, -1)).toMatchObject({ program: 1, step: 8 });
  });

  it('is nothing without findings', () => {
    expect(neighbour([], { program: 0, step: 0 }, 1)).toBeNull();
  });
});
