import { plain, prose } from '../prose.ts';
import { type Finding, SEVERITIES, type Severity } from '../schema.ts';
import { innerPath, keyOf } from './places.ts';
import { ends, pairUp, type Compare, type Row } from './section.ts';
import { isShortened, readFiles, type Side } from './side.ts';

interface Found {
  readonly finding: Finding;
  /** Rule and part of the file. */
  readonly at: string;
  /** All that is said of it. */
  readonly says: string;
}

/** Findings of the same rule in the same part of the file; first those that say the same. */
export const compareFindings: Compare = (left, right) => {
  const [l, r] = [foundIn(left), foundIn(right)];
  if (l.length + r.length === 0) return null;
  const exact = pairUp(
    l,
    r,
    ({ at, says }) => `${at} ${says}`,
    () => 'same',
  );
  const restLeft = exact.flatMap((row) => (row.change === 'removed' && row.left !== null ? [row.left] : []));
  const restRight = exact.flatMap((row) => (row.change === 'added' && row.right !== null ? [row.right] : []));
  const rest = pairUp(
    restLeft.flatMap((i) => l[i] ?? []),
    restRight.flatMap((i) => r[i] ?? []),
    ({ at }) => at,
    () => 'changed',
  ).map((row): Row => ({ ...row, left: back(row.left, restLeft), right: back(row.right, restRight) }));
  const rows = [...rest, ...exact.filter(({ change }) => change === 'same')];
  const severityOf = (row: Row): Severity => {
    const { left: a, right: b } = ends(row, l, r);
    return SEVERITIES.find((one) => one === a?.finding.severity || one === b?.finding.severity) ?? 'note';
  };
  return {
    id: 'findings',
    name: 'Findings',
    rows: rows
      .map((row) => ({ row, weight: SEVERITIES.indexOf(severityOf(row)) }))
      .sort((a, b) => a.weight - b.weight)
      .map(({ row }) => row),
    show: (row) => {
      const { left: a, right: b, any } = ends(row, l, r);
      return {
        name: any?.finding.title ?? [],
        left: a === null ? null : shown(a),
        right: b === null ? null : shown(b),
        severity: severityOf(row),
      };
    },
    partial: partialOf(left, right),
  };
};

function back(at: number | null, list: readonly number[]): number | null {
  return at === null ? null : (list[at] ?? null);
}

function foundIn(side: Side): Found[] {
  return readFiles(side).flatMap((file) =>
    file.report.findings.map((finding): Found => ({
      finding,
      at: `${finding.rule} ${keyOf(innerPath(file, finding.place.path))}`,
      says: JSON.stringify([finding.severity, plain(finding.title), plain(finding.snippet), finding.count]),
    })),
  );
}

function shown({ finding: { severity, snippet, where, count } }: Found) {
  const what = snippet.length > 0 ? snippet : where;
  return prose`${severity}: ${what}${count > 1 ? prose` (${count} alike)` : ''}`;
}

function partialOf(left: Side, right: Side) {
  const all = [...readFiles(left), ...readFiles(right)].map(({ report }) => report);
  const rules = new Set(all.map((report) => report.rules.hash));
  const left_ = all.reduce((sum, { leftOut }) => sum + (leftOut?.findings ?? 0), 0);
  return [
    ...(rules.size > 1
      ? [
          prose`They were judged by different versions of the rules: a difference may come from the rules, not from the files.`,
        ]
      : []),
    ...(left_ > 0 ? [prose`A shortened report leaves out ${left_} findings.`] : []),
    ...(left_ === 0 && all.some(isShortened) ? [prose`A report was shortened for a link.`] : []),
  ];
}
