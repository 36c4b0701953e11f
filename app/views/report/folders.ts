/** Folders out of names: archives list `a/b/c`, people read trees. Pure. */
import { SEVERITIES, type ByteKind, type Severity } from '../../../workers/report/schema.ts';
import type { Node } from '../../ui/tree/fold.ts';
import type { Entry } from './artifacts.ts';

/** Deeper names keep their slashes. */
const DEEPEST = 6;

interface Folder {
  readonly id: string;
  readonly name: string;
  readonly children: (Node<Entry> | Folder)[];
  readonly folders: Map<string, Folder>;
}

/** Siblings by the folders in their names, in the order in which each folder first appears. */
export function foldered(parent: string, siblings: readonly Node<Entry>[]): Node<Entry>[] {
  const top: Folder = { id: parent, name: '', children: [], folders: new Map() };
  for (const node of siblings) {
    const parts = partsOf(node.value.name);
    const name = parts.at(-1) ?? '';
    const folder = parts.slice(0, -1).reduce(enter, top);
    folder.children.push(parts.length > 1 ? { ...node, value: { ...node.value, name } } : node);
  }
  return nodesOf(top);
}

/** Odd names (absolute, with `..`, with empty parts) are shown as they are: that they are odd is the point. */
function partsOf(name: string): readonly string[] {
  const parts = name.replace(/\/$/, '').split('/');
  if (parts.length < 2 || parts.some((p) => p === '' || p === '.' || p === '..')) return [name];
  const folders = parts.slice(0, Math.min(DEEPEST, parts.length - 1));
  return [...folders, name.slice(folders.join('/').length + 1)];
}

function enter(folder: Folder, name: string): Folder {
  const known = folder.folders.get(name);
  if (known !== undefined) return known;
  const made: Folder = { id: `${folder.id}/${name}`, name, children: [], folders: new Map() };
  folder.folders.set(name, made);
  folder.children.push(made);
  return made;
}

/** As deep as DEEPEST at most. */
function nodesOf(folder: Folder): Node<Entry>[] {
  return folder.children.map((child) => {
    if (!('folders' in child)) return child;
    const children = nodesOf(child);
    return { id: child.id, value: sumOf(child.name, children), children };
  });
}

function sumOf(name: string, children: readonly Node<Entry>[]): Entry {
  const sizes = new Map<ByteKind, number>();
  let size = 0;
  let worst: Severity | null = null;
  for (const { value } of children) {
    size += value.size;
    sizes.set(value.kind, (sizes.get(value.kind) ?? 0) + value.size);
    worst = worse(worst, value.worst);
  }
  const [kind] = [...sizes].sort((a, b) => b[1] - a[1])[0] ?? ['structure' as const];
  return { name, artifact: null, kind, size, worst, omitted: 0 };
}

function worse(a: Severity | null, b: Severity | null): Severity | null {
  return SEVERITIES.find((s) => s === a || s === b) ?? null;
}
