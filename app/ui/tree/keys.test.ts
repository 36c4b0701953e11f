import { describe, expect, it } from 'vitest';
import { visibleRows, type Node } from './fold.ts';
import { moveTo } from './keys.ts';

const node = (id: string, children: readonly Node<null>[] = []): Node<null> => ({ id, value: null, children });
const root = node('root', [node('data', [node('zero')]), node('version')]);
const rows = visibleRows(root, new Set(['root', 'data']), () => false);
const press = (key: string, at: number, ctrlKey = false) =>
  moveTo({ key, ctrlKey, altKey: false, metaKey: false }, rows, at, (r) => r.id);

describe('keys of a tree', () => {
  it('walks and stops at both ends', () => {
    expect(press('ArrowDown', 0)).toEqual({ kind: 'go', to: 1 });
    expect(press('ArrowDown', 3)).toEqual({ kind: 'go', to: 3 });
    expect(press('ArrowUp', 0)).toEqual({ kind: 'go', to: 0 });
    expect(press('End', 0)).toEqual({ kind: 'go', to: 3 });
  });

  it('folds before it goes up, and goes into what is open', () => {
    expect(press('ArrowLeft', 1)).toEqual({ kind: 'fold', open: false });
    expect(press('ArrowLeft', 2)).toEqual({ kind: 'go', to: 1 });
    expect(press('ArrowRight', 1)).toEqual({ kind: 'go', to: 2 });
    expect(press('ArrowRight', 2)).toBeNull();
  });

  it('jumps to names by letter, going round', () => {
    expect(press('v', 0)).toEqual({ kind: 'go', to: 3 });
    expect(press('d', 3)).toEqual({ kind: 'go', to: 1 });
    expect(press('q', 0)).toBeNull();
  });

  it('leaves modified and other keys to the page', () => {
    expect(press('v', 0, true)).toBeNull();
    expect(press('?', 0)).toBeNull();
    expect(press('Escape', 0)).toBeNull();
  });
});
