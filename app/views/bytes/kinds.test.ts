import { describe, expect, it } from 'vitest';
import type { Artifact, Coverage, Finding, HexBlock, Place, Range, Segment } from '../../../workers/report/schema.ts';
import { fileOrigin, flatten, sourceOf } from './artifacts.ts';
import { findingsIn, findingSpans, mapper, ownerOf } from './kinds.ts';

function place(path: string[], offset: number, length: number, file: Range[] | null): Place {
  return { path, offset, length, file };
}
function artifact(id: number, at: Place, children: Artifact[] = []): Artifact {
  const name = at.path.at(-1)!;
  return { id, name, kind: 'compressed', format: null, size: at.length, place: at, worst: null, children, omitted: 0 };
}
function segment(offset: number, length: number, kind: Segment['kind']): Segment {
  return { offset, length, kind, label: kind, artifact: 0, parts: 1 };
}
const coverage: Coverage = {
  size: 100,
  accounted: 90,
  read: 0,
  segments: [
    segment(0, 10, 'structure'),
    segment(10, 50, 'program'),
    segment(60, 30, 'weights'),
    segment(90, 10, 'unclaimed'),
  ],
};
const root = artifact(0, place(['f'], 0, 100, [{ offset: 0, length: 100 }]));

describe('ownerOf', () => {
  it('is the segment a byte of the file lies in', () => {
    const owner = ownerOf(root, coverage);
    expect([0, 9, 10, 59, 60, 95, 12].map((at) => owner(at).kind)).toEqual([
      'structure',
      'structure',
      'program',
      'program',
      'weights',
      'unclaimed',
      'program',
    ]);
    expect(owner(100).segment).toBeNull();
  });

  it('looks through a member stored in pieces', () => {
    const pieces = [
      { offset: 58, length: 4 },
      { offset: 8, length: 4 },
    ];
    const member = artifact(1, place(['f', 'm'], 0, 8, pieces));
    const owner = ownerOf(member, coverage);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((at) => owner(at).kind[0])).toEqual(['p', 'p', 'w', 'w', 's', 's', 'p', 'p']);
    expect(mapper(pieces)(8)).toBeNull();
  });

  it('is the artifact itself when its bytes only exist unpacked', () => {
    expect(ownerOf(artifact(1, place(['f', 'm'], 0, 8, null)), coverage)(3)).toEqual({
      kind: 'compressed',
      segment: null,
    });
  });
});

describe('findings in bytes', () => {
  const bytes: HexBlock = { offset: 0, hex: '', marks: [], hit: { offset: 5, length: 2 } };
  const evidence = { kind: 'bytes' as const, bytes };
  const inMember = {
    severity: 'high',
    place: place(['f', 'm'], 5, 2, [{ offset: 15, length: 2 }]),
    evidence,
  } as Finding;
  const inflated = { severity: 'low', place: place(['f', 'z'], 5, 2, null), evidence } as Finding;
  const member = artifact(1, place(['f', 'm'], 0, 20, [{ offset: 10, length: 20 }]));

  it('are shown in their member and, when stored, in the file', () => {
    expect(findingsIn(member, [inMember, inflated]).map((f) => f.range.offset)).toEqual([5]);
    expect(findingsIn(root, [inMember, inflated]).map((f) => f.range.offset)).toEqual([15]);
    expect(findingSpans(findingsIn(root, [inMember]))).toEqual([{ from: 15, to: 16, severity: 'high' }]);
  });

  it('are the telling bytes, not the whole place', () => {
    const marks = [{ offset: 7, length: 3 }];
    const wide = {
      ...inMember,
      place: member.place,
      evidence: { kind: 'bytes', bytes: { ...bytes, marks } },
    } as Finding;
    expect(findingsIn(member, [wide]).map((f) => f.range)).toEqual(marks);
    expect(findingsIn(root, [wide]).map((f) => f.range)).toEqual([{ offset: 17, length: 3 }]);
  });

  it('are the place when two readings are compared without bytes', () => {
    const rows = { rows: [], leftLabel: '', rightLabel: '', bytes: null };
    const compared = { ...inMember, evidence: { kind: 'compare', ...rows } } as Finding;
    expect(findingsIn(root, [compared]).map((f) => f.range)).toEqual([{ offset: 15, length: 2 }]);
  });
});

describe('artifacts', () => {
  it('are listed in order, with their depth', () => {
    const tree = artifact(0, place(['f'], 0, 9, null), [
      artifact(1, place(['f', 'a'], 0, 1, null), [artifact(2, place(['f', 'a', 'b'], 0, 1, null))]),
      artifact(3, place(['f', 'c'], 0, 1, null)),
    ]);
    expect(flatten(tree).map((n) => [n.artifact.id, n.depth])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 1],
    ]);
  });

  it('take the member that holds the program when two have one name', () => {
    const tree = artifact(0, root.place, [
      artifact(1, place(['f', 'm'], 0, 10, [{ offset: 10, length: 10 }])),
      artifact(2, place(['f', 'm'], 0, 10, [{ offset: 50, length: 10 }])),
    ]);
    const program = { place: place(['f', 'm'], 2, 8, [{ offset: 52, length: 8 }]) };
    expect(sourceOf({ tree } as never, program as never)?.id).toBe(2);
    expect(sourceOf({ tree } as never, { place: place(['f', 'm'], 0, 1, null) } as never)?.id).toBe(1);
    expect(sourceOf({ tree } as never, { place: place(['f', 'x'], 0, 1, null) } as never)).toBeNull();
  });

  it('have an origin in the file only when stored in one piece', () => {
    expect(fileOrigin(place(['f'], 0, 10, [{ offset: 40, length: 10 }]), 10)).toBe(40);
    expect(fileOrigin(place(['f'], 0, 10, [{ offset: 40, length: 4 }]), 10)).toBeNull();
    expect(fileOrigin(place(['f'], 0, 10, null), 10)).toBeNull();
  });
});
