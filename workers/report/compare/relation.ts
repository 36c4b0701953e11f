/** How two sides relate, in a few words a sentence can be made of. Pure. */
import { pairFiles } from './files.ts';
import { changeOf as changeOfMember, isCode, membersOf } from './members.ts';
import { keyOf } from './places.ts';
import { countsOf, pairUp, type Change, type Section } from './section.ts';
import { readFiles, type Side } from './side.ts';
import { isListed, pairTensors, sameForm, totalOf } from './tensors.ts';

/** `none`: neither side has any. */
export type Sameness = 'same' | 'differs' | 'unknown' | 'none';

/**
 * same       the same bytes
 * arguments  other bytes, that import the same names and call the same functions, perhaps not as often
 * differs    imports or calls something else, or other code of another kind
 * added      only the right side has any; removed: only the left
 */
export type CodeChange = 'same' | 'arguments' | 'differs' | 'added' | 'removed' | 'unknown' | 'none';

export interface Relation {
  readonly bytes: Exclude<Sameness, 'none'>;
  /** Names, types and shapes. */
  readonly tensors: Sameness;
  readonly forms: { readonly added: number; readonly removed: number; readonly reshaped: number };
  /** The data of tensors that are on both sides in the same form. */
  readonly data: { readonly same: number; readonly differ: number; readonly unknown: number };
  readonly code: CodeChange;
  /** Metadata and templates. */
  readonly text: Sameness;
  /** Members of containers, whatever they hold. */
  readonly members: Sameness;
  /** Everything of both sides was read. */
  readonly whole: boolean;
}

export function relationOf(left: Side, right: Side, sections: readonly Section[]): Relation {
  const section = (id: string): Section | undefined => sections.find((one) => one.id === id);
  const whole = [left, right].every((side) => side.files.every(({ report }) => report?.status === 'complete'));
  const files = new Set(pairFiles(left, right).map(({ change, moved }) => (moved ? 'changed' : change)));
  return {
    bytes: samenessOf(files),
    ...tensorRelation(left, right),
    code: codeOf(left, right, section, whole),
    text: both(rowsOf(section('metadata')), rowsOf(section('templates'))),
    members: rowsOf(section('members')),
    whole,
  };
}

function samenessOf(changes: ReadonlySet<Change>): Exclude<Sameness, 'none'> {
  if (changes.has('changed') || changes.has('added') || changes.has('removed')) return 'differs';
  return changes.has('unknown') || changes.size === 0 ? 'unknown' : 'same';
}

function tensorRelation(left: Side, right: Side): Pick<Relation, 'tensors' | 'forms' | 'data'> {
  const forms = { added: 0, removed: 0, reshaped: 0 };
  const data = { same: 0, differ: 0, unknown: 0 };
  const [l, r] = [totalOf(left), totalOf(right)];
  if (l + r === 0) return { tensors: 'none', forms, data };
  if (!isListed(left) || !isListed(right)) {
    return {
      tensors: l === r ? 'unknown' : 'differs',
      forms: { ...forms, added: Math.max(0, r - l), removed: Math.max(0, l - r) },
      data: { ...data, unknown: Math.min(l, r) },
    };
  }
  const { left: a, right: b, rows } = pairTensors(left, right);
  for (const row of rows) {
    const [x, y] = [at(a.tensors, row.left), at(b.tensors, row.right)];
    if (row.change === 'added') forms.added += 1;
    else if (row.change === 'removed') forms.removed += 1;
    else if (x === undefined || y === undefined) continue;
    else if (!sameForm(x, y)) forms.reshaped += 1;
    else data[row.change === 'changed' ? 'differ' : row.change] += 1;
  }
  const differs = l !== r || forms.added + forms.removed + forms.reshaped > 0;
  const unlisted = a.unlisted + b.unlisted > 0;
  return { tensors: differs ? 'differs' : unlisted ? 'unknown' : 'same', forms, data };
}

function at<T>(list: readonly T[], index: number | null): T | undefined {
  return index === null ? undefined : list[index];
}

function codeOf(left: Side, right: Side, section: (id: string) => Section | undefined, whole: boolean): CodeChange {
  const programs = section('programs');
  const others = otherCode(left, right);
  const [l, r] = [hasCode(left), hasCode(right)];
  if (!l && !r) return whole ? 'none' : 'unknown';
  if (!l) return 'added';
  if (!r) return 'removed';
  const changes = new Set([...(programs?.rows ?? []), ...others].map(({ change }) => change));
  const sameBytes = samenessOf(changes);
  if (sameBytes === 'same') return 'same';
  const names = [section('imports'), section('calls')].flatMap((one) => (one === undefined ? [] : [one]));
  const namesDiffer = names.some(({ rows }) => rows.some(({ change }) => change === 'added' || change === 'removed'));
  if (namesDiffer || others.some(({ change }) => change !== 'same' && change !== 'unknown')) return 'differs';
  if (sameBytes === 'unknown') return 'unknown';
  // Lists that are cut short may hide a name.
  return names.some(({ partial }) => partial.length > 0) ? 'unknown' : 'arguments';
}

function hasCode(side: Side): boolean {
  return (
    readFiles(side).some(({ report }) => report.programs.length > 0 || isCode(report.tree)) ||
    codeMembers(side).length > 0
  );
}

/** Python, native programs and the like: whole files, and members of containers. */
function otherCode(left: Side, right: Side): { readonly change: Change }[] {
  const files = pairFiles(left, right).filter(({ left: a, right: b }) => {
    const sides = [a === null ? null : left.files[a], b === null ? null : right.files[b]];
    return sides.some((file) => file?.report?.programs.length === 0 && isCode(file.report.tree));
  });
  const members = pairUp(codeMembers(left), codeMembers(right), ({ path }) => keyOf(path), changeOfMember);
  return [...files, ...members];
}

/** Without pickle programs: those are compared as programs. */
function codeMembers(side: Side): ReturnType<typeof membersOf> {
  const pickles = new Set(
    readFiles(side).flatMap(({ report }) => report.programs.map(({ place }) => JSON.stringify(place.path))),
  );
  return membersOf(side).filter(
    ({ artifact }) => isCode(artifact) && !pickles.has(JSON.stringify(artifact.place.path)),
  );
}

function rowsOf(section: Section | undefined): Sameness {
  if (section === undefined) return 'none';
  const { added, removed, changed, unknown } = countsOf(section);
  if (added + removed + changed > 0) return 'differs';
  return unknown > 0 || section.partial.length > 0 ? 'unknown' : 'same';
}

function both(a: Sameness, b: Sameness): Sameness {
  for (const one of ['differs', 'unknown', 'same'] as const) if (a === one || b === one) return one;
  return 'none';
}
