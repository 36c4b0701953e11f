/** The container tree by id, and as nodes for the tree widget. No recursion: the tree is as deep as the file wants. */
import type { Artifact, ByteKind, Severity } from '../../../workers/report/schema.ts';
import { plural } from '../../ui/format.ts';
import type { Node } from '../../ui/tree/fold.ts';
import { foldered } from './folders.ts';

/** What a row shows. `artifact` is null for a folder that only names make, and for the note about omitted entries. */
export interface Entry {
  /** Text from the file. */
  readonly name: string;
  readonly artifact: Artifact | null;
  readonly kind: ByteKind;
  readonly size: number;
  readonly worst: Severity | null;
  /** Entries left out of the report here. */
  readonly omitted: number;
}

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
    for (const child of next.children) todo.push(child);
  }
  // Children come after their parent, so from the end every child is made before it is needed.
  const nodes = new Map<number, Node<Entry>>();
  for (const artifact of order.reverse()) nodes.set(artifact.id, nodeOf(artifact, nodes));
  const root = nodes.get(tree.id) ?? nodeOf(tree, nodes);
  return { byId: new Map(order.map((a) => [a.id, a])), root };
}

function nodeOf(artifact: Artifact, nodes: ReadonlyMap<number, Node<Entry>>): Node<Entry> {
  const { name, kind, size, worst, omitted } = artifact;
  const id = nodeId(artifact.id);
  const children = foldered(
    id,
    artifact.children.flatMap((child) => nodes.get(child.id) ?? []),
  );
  if (omitted > 0) {
    const value: Entry = { name: '', artifact: null, kind: 'padding', size: 0, worst: null, omitted };
    children.push({ id: `${id}+`, value, children: [] });
  }
  return { id, value: { name, artifact, kind, size, worst, omitted: 0 }, children };
}

/** Alike neighbours share a row: same kind and format, nothing found in either. */
export function alike({ artifact: a }: Entry, { artifact: b }: Entry): boolean {
  if (a === null || b === null) return false;
  return a.kind === b.kind && a.format === b.format && a.worst === null && b.worst === null;
}

/** "393 entries": everything inside, folded or left out. */
export function entries(tree: Artifact): string {
  let count = 0;
  const todo = [tree];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    count += next.children.length + next.omitted;
    for (const child of next.children) todo.push(child);
  }
  return count === 0 ? '' : plural(count, 'entry', 'entries');
}

/** What is open at first: the root, a folder that is alone, and the way to findings. */
export function openAtFirst(root: Node<Entry>): ReadonlySet<string> {
  const open = new Set<string>();
  const todo = [root];
  for (let next = todo.pop(); next !== undefined && open.size < 24; next = todo.pop()) {
    if (next.children.length === 0) continue;
    open.add(next.id);
    const [only, ...others] = next.children;
    for (const child of next.children) {
      if (child.value.worst !== null || (child === only && others.length === 0)) todo.push(child);
    }
  }
  return open;
}
