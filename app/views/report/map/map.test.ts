import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteKind, Segment } from '../../../../workers/report/schema.ts';
import { foldLabels } from './labels.ts';
import { lens, type Hit } from './lens.ts';
import { pins, xOf } from './pins.ts';
import { rod, tintsOf } from './rod.ts';

const kinds: readonly ByteKind[] = ['program', 'weights', 'text', 'structure', 'padding', 'compressed', 'unclaimed'];

/** Segments one after another from [kind, length, label]. */
function file(...parts: readonly (readonly [ByteKind, number, string])[]): Segment[] {
  let offset = 0;
  return parts.map(([kind, length, label], artifact) => {
    const segment = { kind, length, label, artifact, parts: 1, offset };
    offset += length;
    return segment;
  });
}

const torch = file(
  ['structure', 64, 'ZIP header'],
  ['program', 68_569, 'data.pkl'],
  ['structure', 87, 'ZIP header'],
  ['weights', 125_000_000, 'data/0'],
  ...Array.from({ length: 199 }, (_, i) => ['weights', 3_000_000, `data/${(i + 1).toString()}`] as const),
  ['unclaimed', 2048, 'unclaimed'],
  ...Array.from({ length: 191 }, (_, i) => ['weights', 3_100_000, `data/${(i + 200).toString()}`] as const),
  ['structure', 26_600, 'ZIP directory'],
);
const call: Hit = { offset: 64 + 24_000, length: 1, severity: 'critical' };

const segmentsOf = fc
  .array(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 2 ** 40 })), { minLength: 1, maxLength: 400 })
  .map((parts) => file(...parts.map(([k, n], i) => [k, n, `m/${i.toString()}`] as const)));

describe('lens', () => {
  it('gives room to the program, splits it at the call, and folds weights', () => {
    const parts = lens(torch, [call]);
    expect(parts.map((p) => p.name)).toEqual([
      ...['ZIP header', 'data.pkl', 'data.pkl', 'data.pkl', 'ZIP header', 'data/0', 'data/1–199'],
      ...['unclaimed', 'data/200–390', 'ZIP directory'],
    ]);
    expect(parts[2]).toMatchObject({ hit: 'critical', length: 1, offset: call.offset });
    expect(parts[6]).toMatchObject({ kind: 'weights', count: 199 });
    expect((parts[1]?.width ?? 0) + (parts[3]?.width ?? 0)).toBeGreaterThan(25);
  });

  it('covers every byte once, in order, within the width, whatever the file', () => {
    fc.assert(
      fc.property(segmentsOf, fc.array(fc.nat(2 ** 30), { maxLength: 9 }), (segments, at) => {
        const hits = at.map((offset): Hit => ({ offset, length: 1, severity: 'high' }));
        const parts = lens(segments, hits);
        const last = segments.at(-1);
        let offset = 0;
        for (const part of parts) {
          expect(part.offset).toBe(offset);
          expect(part.width).toBeGreaterThan(0);
          offset += part.length;
        }
        expect(offset).toBe((last?.offset ?? 0) + (last?.length ?? 0));
        expect(parts.length).toBeLessThanOrEqual(16);
        expect(parts.reduce((sum, p) => sum + p.width, 0)).toBeCloseTo(100);
      }),
    );
  });

  it('stays quick with many programs', () => {
    const many = file(...Array.from({ length: 40_000 }, (_, i) => ['program', 100, `p${i.toString()}`] as const));
    const start = performance.now();
    expect(lens(many, [call]).length).toBeLessThanOrEqual(16);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('rod', () => {
  it('is at true scale and whole', () => {
    fc.assert(
      fc.property(segmentsOf, (segments) => {
        const last = segments.at(-1);
        const size = (last?.offset ?? 0) + (last?.length ?? 0);
        const stretches = rod(segments, size, 500);
        let x = 0;
        for (const s of stretches) {
          expect(s.x).toBe(x);
          x += s.width;
        }
        expect(x).toBe(500);
      }),
    );
  });

  it('shows the kind most bytes of a bucket are', () => {
    expect(rod(file(['program', 60, ''], ['weights', 40, '']), 100, 1).map((s) => s.kind)).toEqual(['program']);
    expect(rod(file(['program', 10, ''], ['weights', 90, '']), 100, 10)).toMatchObject([
      { kind: 'program', x: 0, width: 1 },
      { kind: 'weights', x: 1, width: 9 },
    ]);
  });

  it('tints neighbouring weights differently', () => {
    const tints = tintsOf(file(['weights', 4096, ''], ['weights', 4096, ''], ['weights', 64, ''], ['text', 5, '']));
    expect(tints[0]).not.toBe(tints[1]);
    expect(tints[3]).toBe(0);
  });
});

describe('pins', () => {
  const drawn = [
    { offset: 0, length: 100, width: 50 },
    { offset: 100, length: 10, width: 50 },
  ];

  it('stand where their bytes are drawn', () => {
    expect(xOf(drawn, { offset: 50, length: 0 })).toBe(25);
    expect(xOf(drawn, { offset: 105, length: 0 })).toBe(75);
    expect(xOf(drawn, { offset: 500, length: 1 })).toBe(100);
  });

  it('share a spot when they are close, the worst in front', () => {
    const hits: Hit[] = [
      { offset: 10, length: 1, severity: 'critical' },
      { offset: 11, length: 1, severity: 'high' },
      { offset: 60, length: 1, severity: 'low' },
      { offset: 109, length: 1, severity: 'medium' },
    ];
    expect(pins(drawn, hits)).toMatchObject([
      { hit: 0, severity: 'critical', more: 1 },
      { hit: 3, severity: 'medium', more: 0, flip: true },
    ]);
  });

  it('never lets two labels share a stretch', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(109), { maxLength: 12 }), (offsets) => {
        const placed = pins(
          drawn,
          offsets.map((offset): Hit => ({ offset, length: 1, severity: 'high' })),
        );
        placed.reduce((end, { x, room, flip }) => {
          expect(flip ? x - room : x).toBeGreaterThanOrEqual(end - 0.001);
          return flip ? x : x + room;
        }, 0);
      }),
    );
  });
});

describe('foldLabels', () => {
  it('shares the common start', () => {
    expect(foldLabels('data/1', 'data/199')).toBe('data/1–199');
    expect(foldLabels('blk.0.w', 'blk.27.w')).toBe('blk.0.w–27.w');
    expect(foldLabels('a', 'b')).toBe('a – b');
    expect(foldLabels('x', 'x')).toBe('x');
  });
});
