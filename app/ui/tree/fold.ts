/** Folding: a run of many alike siblings is one row until somebody asks for it. Pure. */

export interface Node<T> {
  readonly id: string;
  readonly value: T;
  readonly children: readonly Node<T>[];
}

/** Siblings `first` to `last` as one row. */
export interface Fold<T> {
  readonly id: string;
  readonly nodes: readonly Node<T>[];
}

export type Item<T> =
  { readonly kind: 'node'; readonly node: Node<T> } | { readonly kind: 'fold'; readonly fold: Fold<T> };

/** One visible row. `set` and `position` are for assistive technology. */
export interface Row<T> {
  readonly id: string;
  readonly parent: string | null;
  readonly level: number;
  readonly position: number;
  readonly set: number;
  readonly item: Item<T>;
  /** null: nothing to unfold. */
  readonly open: boolean | null;
}

/** Runs longer than this fold. */
const LONGEST_RUN = 8;
/** How many of a folded run stay in sight, to show what the run is made of. */
const SAMPLES = 3;
/** Rows an unfolded run shows at once; more are folded again in parts. */
const PART = 100;

/** `alike(a, b)` says whether two neighbours may share a row; nodes with children of their own never do. */
export function visibleRows<T>(
  root: Node<T>,
  open: ReadonlySet<string>,
  alike: (a: T, b: T) => boolean,
): readonly Row<T>[] {
  const rows: Row<T>[] = [];
  const todo: Omit<Row<T>, 'open'>[] = [
    { id: root.id, parent: null, level: 1, position: 1, set: 1, item: { kind: 'node', node: root } },
  ];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const inside = under(next.item, alike);
    const unfolded = inside.length === 0 ? null : open.has(next.id);
    rows.push({ ...next, open: unfolded });
    if (unfolded !== true) continue;
    // A stack: the last child goes in first.
    for (let i = inside.length - 1; i >= 0; i--) {
      const item = inside[i];
      if (item === undefined) continue;
      todo.push({ id: idOf(item), parent: next.id, level: next.level + 1, position: i + 1, set: inside.length, item });
    }
  }
  return rows;
}

/** Ids that must be open for node `id` to be in sight, itself not included; null when there is no such node. */
export function pathTo<T>(root: Node<T>, id: string, alike: (a: T, b: T) => boolean): readonly string[] | null {
  const todo: { item: Item<T>; path: readonly string[] }[] = [{ item: { kind: 'node', node: root }, path: [] }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (idOf(next.item) === id) return next.path;
    const path = [...next.path, idOf(next.item)];
    for (const item of under(next.item, alike)) {
      if (item.kind === 'node' || item.fold.nodes.some((n) => n.id === id)) todo.push({ item, path });
    }
  }
  return null;
}

function under<T>(item: Item<T>, alike: (a: T, b: T) => boolean): readonly Item<T>[] {
  return item.kind === 'node' ? foldRuns(item.node.children, alike) : unfold(item.fold);
}

/** Siblings, with every run of more than LONGEST_RUN alike leaves cut to a few samples and one fold. */
export function foldRuns<T>(nodes: readonly Node<T>[], alike: (a: T, b: T) => boolean): readonly Item<T>[] {
  const items: Item<T>[] = [];
  for (let start = 0; start < nodes.length;) {
    const end = runEnd(nodes, start, alike);
    const shown = end - start > LONGEST_RUN ? start + SAMPLES : end;
    for (const node of nodes.slice(start, shown)) items.push({ kind: 'node', node });
    if (shown < end) items.push(foldOf(nodes.slice(shown, end)));
    start = end;
  }
  return items;
}

function runEnd<T>(nodes: readonly Node<T>[], start: number, alike: (a: T, b: T) => boolean): number {
  let end = start + 1;
  for (; end < nodes.length; end++) {
    const a = nodes[end - 1];
    const b = nodes[end];
    if (a === undefined || b === undefined || a.children.length > 0 || b.children.length > 0) break;
    if (!alike(a.value, b.value)) break;
  }
  return end;
}

/** A fold opened: its nodes, or folds of parts of it when there are many. */
function unfold<T>({ nodes }: Fold<T>): readonly Item<T>[] {
  if (nodes.length <= PART) return nodes.map((node) => ({ kind: 'node', node }));
  const size = Math.max(PART, Math.ceil(nodes.length / PART));
  const parts: Item<T>[] = [];
  for (let i = 0; i < nodes.length; i += size) parts.push(foldOf(nodes.slice(i, i + size)));
  return parts;
}

function foldOf<T>(nodes: readonly Node<T>[]): Item<T> {
  const ids = [nodes[0]?.id ?? '', nodes.at(-1)?.id ?? ''];
  return { kind: 'fold', fold: { id: `fold:${ids.join('-')}`, nodes } };
}

export function idOf<T>(item: Item<T>): string {
  return item.kind === 'node' ? item.node.id : item.fold.id;
}
