import { data, prose } from './prose.ts';
import type { Report } from './schema.ts';

/**
 * The report on a file whose form nothing tells, once another file of its folder says what is in it: the numbers of that one, and
 * nothing else. What was found in it stays. Where the search for hidden programs ended before the file did, that is said: bytes beyond are
 * known by their place alone, as the numbers of an archive are.
 */
export function numbersReport(report: Report, of: string): Report {
  const { file, tree, coverage, findings, problems } = report;
  const isOnlyFormless =
    report.verdict === 'not-known' &&
    tree.children.length === 0 &&
    report.programs.length === 0 &&
    findings.every(({ rule }) => /^problem\.(?:unsupported|unclaimed|limit)$/.test(rule)) &&
    problems.every(({ kind }) => kind === 'unsupported' || kind === 'unclaimed' || kind === 'limit');
  if (!isOnlyFormless) return report;
  const isSearched =
    problems.every(({ kind }) => kind !== 'limit') && findings.every(({ rule }) => rule !== 'problem.limit');
  return {
    ...report,
    file: { ...file, formatName: 'Numbers of a model beside it' },
    status: 'complete',
    verdict: 'nothing-runs',
    summary: {
      headline: ['Nothing in this file runs when you load it.'],
      call: null,
      certainty: null,
      detail: prose`It holds the numbers of ${data(of)} and nothing else: that file says where each of them is.${isSearched ? '' : NOT_SEARCHED}`,
    },
    findings: [],
    problems: [],
    tree: { ...tree, kind: 'weights', worst: null },
    coverage: {
      ...coverage,
      accounted: coverage.size,
      segments: [{ offset: 0, length: coverage.size, kind: 'weights', label: 'numbers', artifact: tree.id, parts: 1 }],
    },
  };
}

const NOT_SEARCHED = ' Not all of it was searched for hidden programs.';
