import { visible } from '../../../workers/report/prose.ts';
import { bytes, plural } from '../../ui/format.ts';
import { Mark } from '../../ui/Mark.tsx';
import type { Item } from '../../ui/tree/fold.ts';
import { Tree } from '../../ui/tree/Tree.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { kindWords, severityWords } from '../../ui/verdict.ts';
import { alike, nodeId, openAtFirst, type Entry, type Index } from './artifacts.ts';
import { foldLabels } from './map/labels.ts';

interface ContentsProps {
  readonly index: Index;
  readonly selected: number | null;
  readonly onSelect: (artifact: number) => void;
}

/** What is inside what, with the worst finding of each. */
export function Contents({ index, selected, onSelect }: ContentsProps) {
  return (
    <Tree
      root={index.root}
      label="Contents"
      selected={selected === null ? null : nodeId(selected)}
      open={openAtFirst(index.root)}
      alike={alike}
      row={(item) => <TreeRow item={item} />}
      name={nameOf}
      selectable={(item) => item.kind === 'node' && item.node.value.artifact !== null}
      onSelect={(item) => {
        const artifact = item.kind === 'node' ? item.node.value.artifact : null;
        if (artifact !== null) onSelect(artifact.id);
      }}
    />
  );
}

function TreeRow({ item }: { readonly item: Item<Entry> }) {
  const [entry] = entriesOf(item);
  if (entry === undefined || entry.omitted > 0) return <span className="t3">{nameOf(item)}</span>;
  return (
    <>
      <i className={`sw ${entry.kind}`} />
      <span className="cut">
        <Untrusted text={labelOf(item)} max={160} />
      </span>
      {entry.worst !== null && <Mark kind={entry.worst} />}
      <span className="sz">{bytes(sizeOf(item))}</span>
    </>
  );
}

/** All entries a row stands for. */
function entriesOf(item: Item<Entry>): readonly Entry[] {
  return item.kind === 'node' ? [item.node.value] : item.fold.nodes.map((n) => n.value);
}

function sizeOf(item: Item<Entry>): number {
  return entriesOf(item).reduce((sum, e) => sum + e.size, 0);
}

function labelOf(item: Item<Entry>): string {
  const all = entriesOf(item);
  const [first, last] = [all[0]?.name ?? '', all.at(-1)?.name ?? ''];
  return all.length > 1 ? foldLabels(first, last) : first;
}

function nameOf(item: Item<Entry>): string {
  const [entry] = entriesOf(item);
  if (entry === undefined) return '';
  if (entry.omitted > 0) return `and ${plural(entry.omitted, 'more entry', 'more entries')}`;
  const parts = [visible(labelOf(item)), kindWords[entry.kind].toLowerCase()];
  if (entry.worst !== null) parts.push(severityWords[entry.worst].toLowerCase());
  return [...parts, bytes(sizeOf(item))].join(', ');
}
