import type { Fact, IdentityFact, OddityFact, ProblemFact } from '../facts.ts';
import type { RCode } from '../formats/r/codes.ts';
import type { LoaderOutcome } from '../report/schema.ts';
import type { RuleInput } from '../rules/rule.ts';
import { fixed, type Placed, row } from './rows.ts';

/**
 * What R makes of objects (readRDS) and workspaces (load), compressed or not. Tried with R 4.2; that readRDS refuses a promise from 4.4.0 on
 * is from R's NEWS (CVE-2024-27322).
 */
export function rRows({ facts }: RuleInput): LoaderOutcome[] {
  const file = facts.find((fact): fact is IdentityFact => fact.kind === 'identity' && isR(fact, facts));
  if (file === undefined) return [];
  const { path } = file.at;
  const own = facts.filter(({ at }) => at.path.join('\0') === path.join('\0'));
  const outcome = outcomeOf(own);
  if (file.format === 'rdata') return [row('r.load', 'load(f)', 'any version of R', outcome)];
  const refused = promiseAtRoot(own);
  return [
    row('r.readRDS>=4.4', 'readRDS(f)', 'R 4.4.0 and later', refused ?? outcome),
    row('r.readRDS<4.4', 'readRDS(f)', 'R 4.3 and older', outcome),
  ];
}

/** The file, or all that a compressed stream unpacks to: R does that by itself. */
function isR({ format, at: { path } }: IdentityFact, facts: readonly Fact[]): boolean {
  if (format !== 'rds' && format !== 'rdata') return false;
  return path.length === 1 || (path.length === 2 && facts.some((fact) => isStream(fact)));
}

function isStream(fact: Fact): boolean {
  return fact.kind === 'identity' && fact.at.path.length === 1 && STREAMS.has(fact.format);
}

/** What R unpacks (src/main/connections.c, `gzfile_open`). */
const STREAMS: ReadonlySet<string> = new Set(['gzip', 'bzip2', 'xz', 'lzma']);

function outcomeOf(own: readonly Fact[]): Placed {
  const first = (...codes: readonly RCode[]): OddityFact | undefined =>
    own.find(
      (fact): fact is OddityFact =>
        fact.kind === 'oddity' && fact.format === 'r' && codes.some((code) => code === fact.code),
    );
  const broken = own.find((fact): fact is ProblemFact => fact.kind === 'problem' && STOPS.has(fact.problem));
  if (broken?.problem === 'malformed') return fixed('fails', broken.what, broken.at);
  const left = first('persistent');
  if (left !== undefined) return fixed('fails', ['It asks its caller for objects that the file only names.'], left.at);
  const promise = first('promise', 'reach');
  if (promise !== undefined) return fixed('runs', ['What it gives runs an expression once it is touched.'], promise.at);
  const called = first('hook', 'active');
  if (called !== undefined) return fixed('runs', called.what, called.at);
  if (broken !== undefined) return fixed('unknown', broken.what, broken.at);
  const other = first('altrep', 'mapped');
  return other === undefined ? fixed('loads', ['Nothing runs.']) : fixed('unknown', other.what, other.at);
}

const STOPS: ReadonlySet<ProblemFact['problem']> = new Set(['malformed', 'limit', 'unreadable', 'reader-failed']);

/** The object itself is a promise; those inside another one are read by every version. */
function promiseAtRoot(own: readonly Fact[]): Placed | null {
  const root = own.find((fact) => fact.kind === 'metadata' && fact.key === 'object');
  const found = own.find(
    (fact) =>
      fact.kind === 'oddity' &&
      fact.format === 'r' &&
      (fact.code === 'promise' || fact.code === 'reach') &&
      fact.at.offset === root?.at.offset,
  );
  return found === undefined ? null : fixed('refuses', ['It gives out no promise.'], found.at);
}
