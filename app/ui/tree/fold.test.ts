import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldRuns, idOf, pathTo, visibleRows, type Node } from './fold.ts';

type Kind = 'w' | 'p';
const leaf = (id: string, value: Kind): Node<Kind> => ({ id, value, children: [] });
const parent = (id: string, children: readonly Node<Kind>[]): Node<Kind> => ({ id, value: 'w', children });
const run = (n: number, value: Kind, from = 0) =>
  Array.from({ length: n }, (_, i) => leaf((from + i).toString(), value));
const same = (a: Kind, b: Kind) => a === b;

describe('foldRuns', () => {
  it('leaves eight alike siblings alone and folds nine', () => {
    expect(foldRuns(run(8, 'w'), same)).toHaveLength(8);
    expect(foldRuns(run(9, 'w'), same).map(idOf)).toEqual(['0', '1', '2', 'fold:3-8']);
  });

  it('starts a new run at every change, so the odd one stands alone', () => {
    const nodes = [...run(200, 'w'), leaf('x', 'p'), ...run(190, 'w', 200)];
    expect(foldRuns(nodes, same).map(idOf)).toEqual([
      ...['0', '1', '2', 'fold:3-199', 'x', '200', '201', '202', 'fold:203-389'],
    ]);
  });

  it('never folds what holds something', () => {
    const nodes = Array.from({ length: 20 }, (_, i) => parent(`p${i.toString()}`, [leaf(`c${i.toString()}`, 'w')]));
    expect(foldRuns(nodes, same)).toHaveLength(20);
  });
});

describe('visibleRows', () => {
  const root = parent('root', [leaf('a', 'p'), parent('b', run(5000, 'w'))]);

  it('shows what is open, in order, with levels and positions', () => {
    const rows = visibleRows(root, new Set(['root']), same);
    expect(rows.map((r) => [r.id, r.level, r.position, r.set, r.open])).toEqual([
      ['root', 1, 1, 1, true],
      ['a', 2, 1, 2, null],
      ['b', 2, 2, 2, false],
    ]);
  });

  it('opens a large fold in parts', () => {
    const rows = visibleRows(root, new Set(['root', 'b', 'fold:3-4999']), same);
    expect(rows.length).toBeLessThan(70);
    expect(rows.find((r) => r.id === 'fold:3-102')?.level).toBe(4);
  });

  it('survives a hundred thousand levels without recursion', () => {
    let deep = leaf('end', 'w');
    for (let i = 0; i < 100_000; i++) deep = parent(`n${i.toString()}`, [deep]);
    expect(visibleRows(deep, new Set(), same)).toHaveLength(1);
  });

  it('reaches every node by opening the path to it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<Kind>('w', 'p'), { minLength: 1, maxLength: 300 }),
        fc.nat(),
        (kinds, at) => {
          const nodes = kinds.map((kind, i) => leaf(i.toString(), kind));
          const top = parent('top', nodes);
          const id = (at % nodes.length).toString();
          const path = pathTo(top, id, same);
          expect(path).not.toBeNull();
          expect(visibleRows(top, new Set(path), same).some((r) => r.id === id)).toBe(true);
        },
      ),
    );
  });
});
