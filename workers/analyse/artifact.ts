import type { Artifact, ByteKind } from '../report/schema.ts';
import { type ByteSource, placeIn } from '../source/byte-source.ts';

/** A node of the container tree before anything is judged. */
export type ArtifactTree = Omit<Artifact, 'worst' | 'children'> & { readonly children: readonly ArtifactTree[] };

/** The same while it grows. */
export interface ArtifactNode {
  readonly id: number;
  readonly source: ByteSource;
  kind: ByteKind;
  format: string | null;
  readonly children: ArtifactNode[];
  omitted: number;
}

export function newNode(id: number, source: ByteSource, kind: ByteKind): ArtifactNode {
  return { id, source, kind, format: null, children: [], omitted: 0 };
}

/** As deep as containers nest, which is limited. */
export function treeOf(node: ArtifactNode): ArtifactTree {
  const { id, source, kind, format, omitted } = node;
  const children = node.children.map(treeOf).sort((a, b) => startOf(a) - startOf(b) || a.id - b.id);
  return {
    id,
    name: source.name,
    kind,
    format,
    size: source.size,
    place: placeIn(source, 0, source.size),
    children,
    omitted,
  };
}

function startOf({ place }: ArtifactTree): number {
  return place.file?.[0]?.offset ?? 0;
}
