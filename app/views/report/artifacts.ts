/** The container tree by id, and as nodes for the tree widget. No recursion: the tree is as deep as the file wants. */
import type { Artifact, Severity } from '../../../workers/report/schema.ts';
import { plural } from '../../ui/format.ts';
import type { Node } from '../../ui/tree/fold.ts';

/** A row of the tree: an artifact, or a note that some were left out. */
export type Entry =
  { readonly kind: 'artifact'; readonly artifact: Artifact } | { readonly kind: 'omitted'; readonly count: number };

export interface Index {
  readonly byId: ReadonlyMap<number, Artifact>;
  readonly root: Node<Entry>;
}

export function nodeId(artifact: number): string {
  return `a${artifact.toString()}`;
}

export function indexTree(tree: Artifact): Index {
  const order: Artifact[] = [];
  const todo = [tree];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    order.push(next);
    todo.push(...next.children);
  }
  // Children come after their parent, so from the end every child is made before it is needed.
  const nodes = new Map<number, Node<Entry>>();
  for (const artifact of order.reverse()) nodes.set(artifact.id, nodeOf(artifact, nodes));
  const root = nodes.get(tree.id) ?? nodeOf(tree, nodes);
  return { byId: new Map(order.map((a) => [a.id, a])), root };
}

function nodeOf(artifact: Artifact, nodes: ReadonlyMap<number, Node<Entry>>): Node<Entry> {
  const children = artifact.children.flatMap((child) => nodes.get(child.id) ?? []);
  const id = nodeId(artifact.id);
  if (artifact.omitted > 0) {
    const value: Entry = { kind: 'omitted', count: artifact.omitted };
    children.push({ id: `${id}+`, value, children: [] });
  }
  return { id, value: { kind: 'artifact', artifact }, children };
}

/** Alike neighbours share a row: same kind and format, nothing found in either. */
export function alike(a: Entry, b: Entry): boolean {
  if (a.kind !== 'artifact' || b.kind !== 'artifact') return false;
  const [x, y] = [a.artifact, b.artifact];
  return x.kind === y.kind && x.format === y.format && x.worst === null && y.worst === null;
}

/** "393 entries": everything inside, folded or left out. */
export function entries(tree: Artifact): string {
  let count = 0;
  const todo = [tree];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    count += next.children.length + next.omitted;
    todo.push(...next.children);
  }
  return count === 0 ? '' : plural(count, 'entry', 'entries');
}

const order: readonly (Severity | null)[] = ['critical', 'high', 'medium', 'low', 'note', null];

export function worse(a: Severity | null, b: Severity | null): Severity | null {
  return order.indexOf(a) <= order.indexOf(b) ? a : b;
}
