import { describe, expect, it } from 'vitest';
import type { ByteKind, Severity } from '../../../workers/report/schema.ts';
import type { Node } from '../../ui/tree/fold.ts';
import type { Entry } from './artifacts.ts';
import { foldered } from './folders.ts';

const leaf = (name: string, size = 1, kind: ByteKind = 'weights', worst: Severity | null = null): Node<Entry> => ({
  id: `id ${name}`,
  value: { name, artifact: null, kind, size, worst, omitted: 0 },
  children: [],
});
const shape = (nodes: readonly Node<Entry>[]): unknown =>
  nodes.map(({ value, children }) => (children.length === 0 ? value.name : { [value.name]: shape(children) }));

describe('foldered', () => {
  it('makes folders of names, in order', () => {
    const nodes = foldered('a0', [leaf('m/data.pkl'), leaf('m/data/0'), leaf('m/data/1'), leaf('m/version')]);
    expect(shape(nodes)).toEqual([{ m: ['data.pkl', { data: ['0', '1'] }, 'version'] }]);
  });

  it('sums size, worst finding and main kind', () => {
    const [folder] = foldered('a0', [
      leaf('m/p', 5, 'program', 'high'),
      leaf('m/w', 90),
      leaf('m/x', 5, 'text', 'critical'),
    ]);
    expect(folder?.value).toMatchObject({ size: 100, worst: 'critical', kind: 'weights' });
  });

  it('shows odd names as they are', () => {
    const odd = ['/etc/passwd', '../up', 'a//b', 'plain', ''];
    expect(
      shape(
        foldered(
          'a0',
          odd.map((n) => leaf(n)),
        ),
      ),
    ).toEqual(odd);
  });

  it('keeps what leads to a node: ids stay, and are unique', () => {
    const nodes = foldered('a0', [leaf('m/x'), leaf('m/x')]);
    expect(nodes[0]?.children.map((c) => c.id)).toEqual(['id m/x', 'id m/x']);
    expect(nodes[0]?.id).toBe('a0/m');
  });

  it('goes no deeper than it must for a name of a thousand slashes', () => {
    const [top] = foldered('a0', [leaf(Array.from({ length: 1000 }, () => 'd').join('/'))]);
    let depth = 0;
    for (let n = top; n !== undefined; n = n.children[0]) depth += 1;
    expect(depth).toBe(7);
  });
});
