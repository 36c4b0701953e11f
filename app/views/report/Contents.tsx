import type { Artifact } from '../../../workers/report/schema.ts';
import { bytes, plural } from '../../ui/format.ts';
import { Mark } from '../../ui/Mark.tsx';
import type { Item } from '../../ui/tree/fold.ts';
import { Tree } from '../../ui/tree/Tree.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { kindWords, severityWords } from '../../ui/verdict.ts';
import { visible } from '../../../workers/report/prose.ts';
import { alike, nodeId, type Entry, type Index } from './artifacts.ts';
import { foldLabels } from './map/labels.ts';

interface ContentsProps {
  readonly root: Artifact;
  readonly index: Index;
  readonly selected: number | null;
  readonly onSelect: (artifact: number) => void;
}

/** What is inside what, with the worst finding of each. */
export function Contents({ root, index, selected, onSelect }: ContentsProps) {
  return (
    <Tree
      root={index.root}
      label="Contents"
      selected={selected === null ? null : nodeId(selected)}
      open={openAtFirst(root)}
      alike={alike}
      row={(item) => <TreeRow item={item} />}
      name={nameOf}
      onSelect={(item) => {
        if (item.kind === 'node' && item.node.value.kind === 'artifact') onSelect(item.node.value.artifact.id);
      }}
    />
  );
}

/** The root, and what leads to findings; a first level that is short anyway. */
function openAtFirst(root: Artifact): ReadonlySet<string> {
  const open = new Set([nodeId(root.id)]);
  const only = root.children.length === 1 ? root.children[0] : undefined;
  if (only !== undefined) open.add(nodeId(only.id));
  const todo = root.children.filter((c) => c.worst !== null);
  for (let next = todo.pop(); next !== undefined && open.size < 24; next = todo.pop()) {
    if (next.children.length > 0) open.add(nodeId(next.id));
    todo.push(...next.children.filter((c) => c.worst !== null));
  }
  return open;
}

function TreeRow({ item }: { readonly item: Item<Entry> }) {
  const artifact = artifactsOf(item)[0];
  if (artifact === undefined) return <span className="t3">{nameOf(item)}</span>;
  return (
    <>
      <i className={`sw ${artifact.kind}`} />
      <span className="cut">
        <Untrusted text={labelOf(item)} max={160} />
      </span>
      {artifact.worst !== null && <Mark kind={artifact.worst} />}
      <span className="sz">{bytes(artifactsOf(item).reduce((sum, a) => sum + a.size, 0))}</span>
    </>
  );
}

/** All artifacts a row stands for; none for the note about omitted ones. */
function artifactsOf(item: Item<Entry>): readonly Artifact[] {
  const nodes = item.kind === 'node' ? [item.node] : item.fold.nodes;
  return nodes.flatMap((n) => (n.value.kind === 'artifact' ? [n.value.artifact] : []));
}

function labelOf(item: Item<Entry>): string {
  const all = artifactsOf(item);
  const [first, last] = [all[0]?.name ?? '', all.at(-1)?.name ?? ''];
  return all.length > 1 ? foldLabels(first, last) : first;
}

function nameOf(item: Item<Entry>): string {
  const [artifact] = artifactsOf(item);
  if (artifact === undefined) {
    const value = item.kind === 'node' ? item.node.value : null;
    return value?.kind === 'omitted' ? `and ${plural(value.count, 'more entry', 'more entries')}` : '';
  }
  const parts = [visible(labelOf(item)), kindWords[artifact.kind].toLowerCase()];
  if (artifact.worst !== null) parts.push(severityWords[artifact.worst].toLowerCase());
  return [...parts, bytes(artifactsOf(item).reduce((sum, a) => sum + a.size, 0))].join(', ');
}
