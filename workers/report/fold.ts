import type { Draft } from '../rules/rule.ts';
import { prose } from './prose.ts';
import type { Severity } from './schema.ts';

/** Alike findings of one program that are told one by one. What runs code is never folded. */
const ONE_BY_ONE: Readonly<Record<Severity, number>> = {
  critical: Number.POSITIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
  medium: 40,
  low: 12,
  note: 12,
};

/** Folds findings of one rule and one part of the file: the last one told stands for the rest. Keeps the order. */
export function foldAlike(drafts: readonly Draft[]): Draft[] {
  const groups = new Map<string, number[]>();
  drafts.forEach((draft, i) => {
    const key = `${draft.severity} ${draft.rule} ${draft.place.path.join('\0')}`;
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  const dropped = new Set<number>();
  const standing = new Map<number, number[]>();
  for (const group of groups.values()) {
    const most = ONE_BY_ONE[drafts[group[0] ?? 0]?.severity ?? 'note'];
    const rest = group.slice(most);
    const last = group[most - 1];
    if (last === undefined || rest.length === 0) continue;
    standing.set(last, rest);
    for (const i of rest) dropped.add(i);
  }
  return drafts.flatMap((draft, i) => {
    if (dropped.has(i)) return [];
    const rest = standing.get(i);
    return rest === undefined
      ? [draft]
      : [
          withRest(
            draft,
            rest.flatMap((at) => drafts[at] ?? []),
          ),
        ];
  });
}

function withRest(draft: Draft, rest: readonly Draft[]): Draft {
  const count = rest.reduce((sum, one) => sum + one.count, draft.count);
  return { ...draft, count, what: prose`${draft.what} ${rest.length} more of this kind are not listed one by one.` };
}
