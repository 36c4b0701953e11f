/** The container tree as the list of things whose bytes can be shown. */
import type { Artifact, Place, Program, Range, Report } from '../../../workers/report/schema.ts';

/** Depth-first, with depth for the indent. An explicit stack: trees come from files. */
export function flatten(root: Artifact): readonly { readonly artifact: Artifact; readonly depth: number }[] {
  const out: { artifact: Artifact; depth: number }[] = [];
  const open = [{ artifact: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    out.push(next);
    const { artifact, depth } = next;
    for (let i = artifact.children.length - 1; i >= 0; i--) {
      const child = artifact.children[i];
      if (child !== undefined) open.push({ artifact: child, depth: depth + 1 });
    }
  }
  return out;
}

export function findArtifact(report: Report, id: number): Artifact | null {
  return flatten(report.tree).find(({ artifact }) => artifact.id === id)?.artifact ?? null;
}

/**
 * The artifact a program's offsets count in. Two members can have the same name on purpose: then the one that holds the
 * program's bytes.
 */
export function sourceOf(report: Report, program: Program): Artifact | null {
  const same = flatten(report.tree).filter(({ artifact }) => samePath(artifact.place.path, program.place.path));
  const start = program.place.file?.[0]?.offset;
  const holds = same.find(({ artifact }) => start !== undefined && artifact.place.file?.some((r) => inside(r, start)));
  return (holds ?? same[0])?.artifact ?? null;
}

/** Offset in the dropped file of byte 0 of an artifact stored in one piece; null when it is not. */
export function fileOrigin(place: Place, size: number): number | null {
  const range = place.file?.length === 1 ? place.file[0] : undefined;
  return range?.length === size ? range.offset : null;
}

export function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

function inside(range: Range, offset: number): boolean {
  return offset >= range.offset && offset < range.offset + range.length;
}
