import type { PickleFact } from '../facts.ts';
import { failureText } from '../formats/pickle/failures.ts';
import type { Trace } from '../formats/pickle/trace.ts';
import type { Ref } from '../formats/pickle/value.ts';
import { globalOf } from '../formats/torch/values.ts';
import type { Program as JudgedProgram } from '../rules/rule.ts';
import type { Callee } from './attachments.ts';
import { MAX_FILE_TEXT, prose } from './prose.ts';
import type { Program } from './schema.ts';

/** Names a program lists. */
const MAX_NAMES = 1000;
const MAX_CALLEES = 1000;

/** The programs of a report, with their hashes in the same order. */
export function programsOf(programs: readonly JudgedProgram[], hashes: readonly (string | null)[]): Program[] {
  const names = namesOf(programs.map(({ fact }) => fact));
  return programs.map((judged, i) => {
    const hash = hashes[i] ?? null;
    const program = programOf(judged, names[i] ?? '');
    return hash === null ? program : { ...program, sha256: hash };
  });
}

function programOf({ fact, interpretations }: JudgedProgram, name: string): Program {
  const [trace] = fact.traces;
  const { calls, imports, callees } = countsOf(trace);
  const names = [...new Set(interpretations.flatMap(({ names: list }) => list.map(({ full }) => full)))].sort(compare);
  return {
    id: fact.id,
    name,
    place: fact.at,
    steps: trace?.steps ?? 0,
    calls,
    imports,
    maxDepth: trace?.maxDepth ?? 0,
    memo: trace?.memoCount ?? 0,
    protocol: trace?.protocol ?? 0,
    ending:
      trace?.ending.kind === 'failed'
        ? { kind: 'failed', offset: trace.ending.offset, reason: prose`${failureText(trace.ending.code)}` }
        : { kind: 'stop' },
    names: names
      .slice(0, MAX_NAMES)
      .map((name) => (name.length > MAX_FILE_TEXT ? `${name.slice(0, MAX_FILE_TEXT)}…` : name)),
    callees,
  };
}

/** What tells each apart: where two have one name, what they lie in is said, too. */
function namesOf(facts: readonly PickleFact[]): string[] {
  const short = facts.map(({ source, index }) => nameOf(source.name, index));
  const counts = new Map<string, number>();
  for (const name of short) counts.set(name, (counts.get(name) ?? 0) + 1);
  return facts.map(({ source: { path }, index }, i) => {
    const name = short[i] ?? '';
    return counts.get(name) === 1 || path.length < 3 ? name : nameOf(path.slice(1).join(' › '), index);
  });
}

function nameOf(name: string, index: number): string {
  return index === 0 ? name : `${name}, stream ${(index + 1).toString()}`;
}

/** What a program calls, by name as written. The value that is called mostly comes from the memo, so it is looked at once. */
function countsOf(trace: Trace | undefined): { calls: number; imports: number; callees: readonly Callee[] } {
  const byRef = new Map<Ref, number>();
  const counts = new Map<string, number>();
  const name = (): void => {
    for (const [ref, count] of byRef) {
      const called = (trace === undefined ? '' : (globalOf(trace, ref)?.join('.') ?? '')).slice(0, MAX_FILE_TEXT);
      counts.set(called, (counts.get(called) ?? 0) + count);
    }
    byRef.clear();
  };
  const { calls, imports } = trace?.tally((callee, count) => {
    byRef.set(callee, (byRef.get(callee) ?? 0) + count);
    // A program may make what it calls anew for each call.
    if (byRef.size >= MAX_REFS) name();
  }) ?? { calls: 0, imports: 0 };
  name();
  const callees = [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => compare(a.name, b.name))
    .slice(0, MAX_CALLEES);
  return { calls, imports, callees };
}

/** Values that are called, before they are counted by name. */
const MAX_REFS = 65_536;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
