import { describe, expect, it } from 'vitest';
import type { Artifact, Place } from '../../../workers/report/schema.ts';
import { indexTree, alike, entries } from './artifacts.ts';
import { owner } from './selection.ts';

const place = (path: string[], offset: number, length: number): Place => ({ path, offset, length, file: null });
function artifact(id: number, at: Place, children: Artifact[] = [], more: Partial<Artifact> = {}): Artifact {
  const name = at.path.at(-1) ?? '';
  return {
    id,
    name,
    kind: 'weights',
    format: null,
    size: at.length,
    place: at,
    worst: null,
    children,
    omitted: 0,
    ...more,
  };
}

const tree = artifact(0, place(['m'], 0, 1000), [
  artifact(1, place(['m', 'data.pkl'], 0, 50)),
  artifact(2, place(['m'], 900, 100)),
]);
const all = [...indexTree(tree).byId.values()];

describe('owner', () => {
  it('is the innermost artifact around a place', () => {
    expect(owner(all, place(['m', 'data.pkl'], 10, 1))).toBe(1);
    expect(owner(all, place(['m'], 950, 2))).toBe(2);
    expect(owner(all, place(['m'], 10, 2))).toBe(0);
  });

  it('is the nearest container for what the tree does not list', () => {
    expect(owner(all, place(['m', 'data.pkl', 'inner'], 500, 1))).toBe(1);
    expect(owner(all, place(['other'], 0, 1))).toBeNull();
  });
});

describe('indexTree', () => {
  it('knows every artifact, and says how many were left out', () => {
    const { root, byId } = indexTree({ ...tree, omitted: 7 });
    expect(byId.size).toBe(3);
    expect(root.children.map((c) => c.value.omitted)).toEqual([0, 0, 7]);
    expect(entries({ ...tree, omitted: 7 })).toBe('9 entries');
  });

  it('goes ten thousand levels deep', () => {
    let deep = tree;
    for (let i = 10; i < 10_010; i++) deep = artifact(i, place(['m'], 0, 1), [deep]);
    expect(indexTree(deep).byId.size).toBe(10_003);
  });
});

describe('alike', () => {
  it('never folds away a finding', () => {
    const entry = (worst: 'low' | null) => {
      const leaf = artifact(5, place(['a'], 0, 1), [], { worst });
      return indexTree(leaf).root.value;
    };
    expect(alike(entry(null), entry(null))).toBe(true);
    expect(alike(entry(null), entry('low'))).toBe(false);
  });
});
