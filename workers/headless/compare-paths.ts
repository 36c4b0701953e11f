import { basename, resolve } from 'node:path';
import { compare } from '../report/compare/compare.ts';
import type { Side } from '../report/compare/side.ts';
import { comparisonDocument, type ComparedSide } from '../report/exports/comparison.ts';
import type { Report } from '../report/schema.ts';
import type { Arguments } from './arguments.ts';
import { compareText } from './compare-text.ts';
import { combined, exitStatus } from './exit.ts';
import type { Details, Inspector } from './inspect-path.ts';
import { savedReport } from './saved-report.ts';

/** Two paths compared. The exit status is that of inspecting both: a comparison makes nothing harmless. */
export async function comparePaths(
  inspector: Inspector,
  { paths, failOn }: Pick<Arguments, 'paths' | 'failOn'>,
): Promise<{ text: string; json: unknown; status: 0 | 1 | 2 }> {
  const [left, right] = [await read(inspector, paths[0] ?? ''), await read(inspector, paths[1] ?? '')];
  const comparison = compare(left.side, right.side);
  return {
    text: compareText(left, right, comparison),
    json: comparisonDocument(left, right, comparison),
    status: combined([exitStatus(left.report, failOn), exitStatus(right.report, failOn)]),
  };
}

async function read(inspector: Inspector, path: string): Promise<ComparedSide> {
  const named = { path, name: basename(resolve(path)) };
  const saved = await savedReport(path);
  if (saved !== null) return { ...named, report: saved, side: sideOf(saved, new Map()), claimed: true };
  const { report, details } = await inspector.inspectWhole(path);
  return { ...named, report, side: sideOf(report, details), claimed: false };
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
