import { basename, resolve } from 'node:path';
import { compare, type Comparison } from '../report/compare/compare.ts';
import { verdictOf } from '../report/compare/loading.ts';
import { countsOf, type Section, type Shown } from '../report/compare/section.ts';
import type { Side } from '../report/compare/side.ts';
import type { Report } from '../report/schema.ts';
import type { Arguments } from './arguments.ts';
import { compareText } from './compare-text.ts';
import { combined, exitStatus } from './exit.ts';
import type { Details, Inspector } from './inspect-path.ts';
import { savedReport } from './saved-report.ts';

/** Rows of a section that are given; the rest is counted. */
const MOST_ROWS = 10_000;

export interface Compared {
  readonly path: string;
  readonly report: Report;
  readonly side: Side;
  /** It is somebody's report, not the file. */
  readonly claimed: boolean;
}

/** Two paths compared. The exit status is that of inspecting both: a comparison makes nothing harmless. */
export async function comparePaths(
  inspector: Inspector,
  { paths, failOn }: Pick<Arguments, 'paths' | 'failOn'>,
): Promise<{ text: string; json: unknown; status: 0 | 1 | 2 }> {
  const [left, right] = [await read(inspector, paths[0] ?? ''), await read(inspector, paths[1] ?? '')];
  const comparison = compare(left.side, right.side);
  return {
    text: compareText(left, right, comparison),
    json: document(left, right, comparison),
    status: combined([exitStatus(left.report, failOn), exitStatus(right.report, failOn)]),
  };
}

async function read(inspector: Inspector, path: string): Promise<Compared> {
  const saved = await savedReport(path);
  if (saved !== null) return { path, report: saved, side: sideOf(saved, new Map()), claimed: true };
  const { report, details } = await inspector.inspectWhole(path);
  return { path, report, side: sideOf(report, details), claimed: false };
}

/** A report of a folder holds one for each file. */
function sideOf(report: Report, details: ReadonlyMap<string, Details>): Side {
  const { files, file } = report;
  if (files === undefined) return { kind: 'file', files: [{ path: '', report, ...details.get(file.path) }] };
  const folder = file.path.endsWith('/') ? file.path : `${file.path}/`;
  return {
    kind: 'folder',
    files: files.map((one) => ({
      path: one.file.path.startsWith(folder) ? one.file.path.slice(folder.length) : one.file.path,
      report: one,
      ...details.get(one.file.path),
    })),
  };
}

function document(left: Compared, right: Compared, { headline, relation, sections }: Comparison): unknown {
  return {
    comparison: 1,
    headline,
    relation,
    left: about(left),
    right: about(right),
    sections: sections.map(sectionOf),
  };
}

function about({ path, report, side, claimed }: Compared): unknown {
  const { engine, rules, file, status, findings } = report;
  const { size, sha256, formatName } = file;
  const name = basename(resolve(path));
  return {
    path,
    name,
    claimed,
    engine,
    rules,
    size,
    sha256,
    formatName,
    status,
    verdict: verdictOf(side),
    findings: findings.length,
  };
}

/** What is the same is counted, not listed. */
function sectionOf(section: Section): unknown {
  const { id, name, rows, show, partial } = section;
  const changed = rows.filter(({ change }) => change !== 'same');
  return {
    id,
    name,
    counts: countsOf(section),
    partial,
    rows: changed.slice(0, MOST_ROWS).map((row) => ({ change: row.change, ...withoutTexts(show(row)) })),
    omitted: Math.max(0, changed.length - MOST_ROWS),
  };
}

function withoutTexts({ texts: _, ...shown }: Shown): Omit<Shown, 'texts'> {
  return shown;
}
