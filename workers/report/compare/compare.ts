/** Compares two files, two folders, or a file with somebody's report. Pure and deterministic: left is before, right is after. */
import { compareCalls } from './calls.ts';
import { compareFiles, pairFiles } from './files.ts';
import { compareFindings } from './findings.ts';
import { headlineOf } from './headline.ts';
import { compareIdentity } from './identity.ts';
import { compareImports } from './imports.ts';
import { compareLoading } from './loading.ts';
import { compareMembers } from './members.ts';
import { compareMetadata } from './metadata.ts';
import { comparePrograms } from './programs.ts';
import { relationOf, type Relation } from './relation.ts';
import type { Compare, Section } from './section.ts';
import type { Side } from './side.ts';
import { compareTemplates } from './templates.ts';
import { compareTensors } from './tensors.ts';

/** The sections, in the order they are shown. */
const SECTIONS: readonly Compare[] = [
  compareFiles,
  compareLoading,
  compareFindings,
  compareImports,
  compareCalls,
  comparePrograms,
  compareTensors,
  compareMetadata,
  compareTemplates,
  compareMembers,
  compareIdentity,
];

export interface Comparison {
  /** One sentence. */
  readonly headline: string;
  readonly relation: Relation;
  readonly sections: readonly Section[];
}

export function compare(left: Side, right: Side): Comparison {
  const aligned = align(left, right);
  const sections = SECTIONS.flatMap((one) => one(left, one === compareFiles ? right : aligned) ?? []);
  const relation = relationOf(left, aligned, sections);
  // A file under another name is a difference, although its parts are compared under the old one.
  const moved = aligned !== right && relation.bytes === 'same';
  const told: Relation = moved ? { ...relation, bytes: 'differs' } : relation;
  return { headline: moved ? 'The same files, under other names.' : headlineOf(told), relation: told, sections };
}

/** Files that only have another name are compared under the one they had. */
function align(left: Side, right: Side): Side {
  const names = new Map<number, string>();
  for (const row of pairFiles(left, right)) {
    const before = row.left === null ? undefined : left.files[row.left];
    if (row.moved && row.right !== null && before !== undefined) names.set(row.right, before.path);
  }
  if (names.size === 0) return right;
  return { ...right, files: right.files.map((file, i) => ({ ...file, path: names.get(i) ?? file.path })) };
}
