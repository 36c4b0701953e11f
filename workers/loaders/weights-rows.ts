import type { LoaderOutcome } from '../report/schema.ts';
import { prose, type Prose } from '../report/prose.ts';
import type { Raise } from '../formats/pickle/semantics/raises.ts';
import type { Program } from '../rules/rule.ts';
import type { RunOutcome, Stop } from './run.ts';
import { type Placed, placed, row, worstOf } from './rows.ts';
import type { Carried } from './torch-body.ts';
import { fixText } from './weights-fix.ts';
import { type Need, needsOf } from './weights-needs.ts';
import { judgeNeeds } from './weights-only.ts';
import { closestTrace } from './weights-protocol.ts';
import { NEWEST, VERSIONS } from './weights-table.ts';

/** What torch.load(weights_only=True) of a version does with these programs, one after the other. Each is looked at once. */
export function weightsOutcomes(
  programs: readonly Program[],
): (version?: number, carried?: readonly Carried[]) => Placed {
  const needs = new Map(programs.map((program) => [program, needsOfProgram(program)]));
  const all = programs.map((program) => ({ program, stop: null }));
  return (version = NEWEST, carried = all) =>
    worstOf(
      carried.map(({ program, stop }) => placed(program, weightsOutcome(needs.get(program) ?? null, version, stop))),
    );
}

/** The newest version, and a row for each older range that differs from the one after it. */
export function weightsRows(outcomeOf: (version: number) => Placed): readonly LoaderOutcome[] {
  let newer = outcomeOf(NEWEST);
  const rows = [row('torch.load-weights', 'weights_only=True', NEWEST_LABEL, newer)];
  for (const { from, label } of VERSIONS.slice(1)) {
    const outcome = outcomeOf(from);
    if (!isAlike(outcome, newer))
      rows.push(row(`torch.load-weights-${idOf(from)}`, 'weights_only=True', label, outcome));
    newer = outcome;
  }
  return rows;
}

const NEWEST_LABEL = 'newest; older ones have a row where they differ';

function isAlike(a: Placed, b: Placed): boolean {
  return a.outcome === b.outcome && a.at?.offset === b.at?.offset;
}

function idOf(version: number): string {
  return `${Math.floor(version / 100).toString()}.${(version % 100).toString()}`;
}

function needsOfProgram({ fact, pastProtocol, interpretations }: Program): readonly Need[] | null {
  if (pastProtocol !== undefined) return pastProtocol;
  const trace = closestTrace(fact.traces);
  if (trace === undefined) return null;
  const raise = interpretations.find((one) => one.trace === trace)?.raises.call ?? null;
  return raise === null ? needsOf(trace) : upTo(raise, needsOf(trace));
}

/** A call that raises whoever makes it. What is asked by the same step comes first: whether it may be called at all. */
function upTo({ step, offset, what }: Raise, needs: readonly Need[]): readonly Need[] {
  return [
    ...needs.filter((need) => need.step <= step),
    { kind: 'raises', key: null, module: null, step, offset, what },
    ...needs.filter((need) => need.step > step),
  ];
}

function weightsOutcome(needs: readonly Need[] | null, version: number, stop: Stop | null): RunOutcome {
  if (needs === null) return { outcome: 'unknown', reason: ['No program was read.'], offset: null, ranBefore: false };
  const result = judgeNeeds(needs, version);
  if (stop !== null && (result.does === 'loads' || result.step > stop.step))
    return { outcome: 'fails', reason: stop.reason, offset: stop.offset, ranBefore: false };
  if (result.does === 'loads')
    return { outcome: 'loads', reason: ['Everything in it is allowed.'], offset: null, ranBefore: false };
  const reason = prose`${sentence(result.what)}${fixText(result, version)}`;
  return { outcome: result.does, reason, offset: result.offset, ranBefore: false };
}

function sentence(what: Prose): Prose {
  const [head, ...rest] = what;
  const first = typeof head === 'string' ? head.charAt(0).toUpperCase() + head.slice(1) : head;
  return first === undefined ? what : prose`${[first, ...rest]}.`;
}
