import { describe, expect, it } from 'vitest';
import { depthBars, depthPaths, thin } from './depth.ts';

const profile = {
  points: [
    { step: 0, depth: 0 },
    { step: 50, depth: 10 },
    { step: 75, depth: 5 },
  ],
  maxDepth: 10,
  texts: 0,
  sections: [],
};

describe('depth drawings', () => {
  it('span the whole width and height', () => {
    const { line, area } = depthPaths(profile, 101, 1000, 52);
    expect(line).toBe('M0 52L500 2L750 27L1000 27');
    expect(area).toBe('M0 52L0 52L500 2L750 27L1000 27L1000 52Z');
  });

  it('are empty without points and flat without depth', () => {
    expect(depthPaths({ points: [], maxDepth: 0, texts: 0, sections: [] }, 0, 1000, 52)).toEqual({
      line: '',
      area: '',
    });
    expect(depthPaths({ points: [{ step: 0, depth: 0 }], maxDepth: 0, texts: 0, sections: [] }, 1, 1000, 52).line).toBe(
      'M0 52L1000 52',
    );
  });

  it('fill every row of the minimap, with the deepest of each', () => {
    expect(depthBars(profile, 100, 4)).toEqual([0, 0, 1, 0.5]);
    expect(depthBars(profile, 100, 1)).toEqual([1]);
    expect(depthBars({ points: [{ step: 0, depth: 3 }], maxDepth: 3, texts: 0, sections: [] }, 1, 5)).toEqual([
      1, 1, 1, 1, 1,
    ]);
  });

  it('keep one mark a place, the first', () => {
    expect(thin([0.101, 0.102, 0.5], (x) => x, 100)).toEqual([0.101, 0.5]);
  });
});
