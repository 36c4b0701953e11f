import { exceptionOf, failureText } from '../formats/pickle/failures.ts';
import type { Act } from '../formats/pickle/semantics/act.ts';
import type { Interpretation } from '../formats/pickle/semantics/interpret.ts';
import type { EngineId } from '../formats/pickle/trace.ts';
import { prose, type Prose } from '../report/prose.ts';
import type { Outcome } from '../report/schema.ts';
import type { Program } from '../rules/rule.ts';
import { callSeverity, isUnknownImport } from '../rules/severity.ts';

/** What one loader does with one program. `offset` is in the program's source. */
export interface RunOutcome {
  readonly outcome: Outcome;
  readonly reason: Prose;
  readonly offset: number | null;
  readonly ranBefore: boolean;
}

export interface Machine {
  /** Engines in order of preference: the first that read the program differently, else the one all agree with. */
  readonly engines: readonly EngineId[];
  /** Whether it answers persistent ids. */
  readonly persistent: boolean;
  /** It reads from the file itself, which makes room for as many bytes as are asked for before it looks how many there are. */
  readonly fromFile?: true;
}

/** Executes a program in thought: what runs before it ends (or comes to `until`, an offset, or to `stop`), and how it ends. */
export function runProgram(
  program: Program,
  machine: Machine,
  { until, stop = null }: { readonly until?: number | undefined; readonly stop?: Stop | null } = {},
): RunOutcome {
  const interpretation = pick(program, machine);
  if (interpretation === undefined)
    return { outcome: 'unknown', reason: ['The program was not read.'], offset: null, ranBefore: false };
  const end = endOf(program, interpretation, machine, stop);
  const acts = interpretation.acts
    .filter((act) => end === null || act.event === null || act.event.step < end.step)
    .filter((act) => until === undefined || act.event === null || act.event.offset < until);
  const run = acts.find((act) => isRun(act));
  if (run !== undefined) {
    const after = end === null ? '' : ', then stops';
    return { outcome: 'runs', reason: prose`${run.shown}${after}`, offset: run.offset, ranBefore: end !== null };
  }
  const unsure = acts.find((act) => isUnsure(act));
  if (unsure !== undefined)
    return {
      outcome: 'unknown',
      reason: prose`${unsure.shown}: not known here`,
      offset: unsure.offset,
      ranBefore: false,
    };
  if (end !== null) return { outcome: 'fails', reason: end.reason, offset: end.offset, ranBefore: false };
  return { outcome: 'loads', reason: ['Nothing runs.'], offset: null, ranBefore: false };
}

function pick(program: Program, { engines }: Machine): Interpretation | undefined {
  for (const engine of engines) {
    const found = program.interpretations.find(({ trace }) => trace.engine === engine);
    if (found !== undefined) return found;
  }
  return program.interpretations[0];
}

/** Where a loader stops, and why. */
export interface Stop {
  readonly step: number;
  readonly offset: number;
  readonly reason: Prose;
  /** The class of what it raises, where that is known. */
  readonly exception?: string;
}

/** Where a loader stops that carries out a program; null: it comes to the end, or the program was not read. */
export function stopOf(program: Program, machine: Machine): Stop | null {
  const interpretation = pick(program, machine);
  return interpretation === undefined ? null : endOf(program, interpretation, machine, null);
}

/** Where the loader stops before STOP: an opcode that fails, an id nobody answers, a name that cannot exist. */
function endOf(program: Program, interpretation: Interpretation, machine: Machine, stop: Stop | null): Stop | null {
  const { trace } = interpretation;
  const ends: Stop[] = stop === null ? [] : [stop];
  if (trace.ending.kind === 'failed')
    ends.push({
      step: trace.ending.step,
      offset: trace.ending.offset,
      reason: prose`${failureText(trace.ending.code)}`,
      exception: exceptionOf(trace.ending.code, trace.ending.opcode),
    });
  const raises = machine.engines[0]?.startsWith('c') === true ? interpretation.raises.c : interpretation.raises.python;
  if (raises !== null) ends.push({ ...raises, reason: prose`${raises.what}.` });
  const use = [PERSID, BINPERSID].map((opcode) => trace.firstUse(opcode)).filter((found) => found !== null);
  if (!machine.persistent)
    ends.push(
      ...use.map((found) => ({
        ...found,
        reason: ['It has no answer to persistent ids.'],
        exception: 'UnpicklingError',
      })),
    );
  const buffer = trace.firstUse(NEXT_BUFFER);
  if (buffer !== null) ends.push({ ...buffer, reason: ['It was given no buffers.'], exception: 'UnpicklingError' });
  const frame = trace.anomalies.find(({ code, value }) => code === 'frame-beyond-end' && value >= NO_MACHINE);
  if (frame !== undefined && machine.fromFile === true && program.fact.source.path.length === 1)
    ends.push({
      ...frame,
      reason: prose`No machine has room for a frame of ${frame.value} bytes.`,
      exception: 'MemoryError',
    });
  for (const act of interpretation.acts) {
    if (act.kind !== 'spelling' || act.event === null || act.name?.flags.includes('nul') === true) continue;
    ends.push({
      step: act.event.step,
      offset: act.offset,
      reason: prose`there is no ${act.shown}`,
      exception: 'AttributeError',
    });
  }
  return ends.sort((a, b) => a.step - b.step)[0] ?? null;
}

/** Bytes that 64-bit processors cannot address. */
const NO_MACHINE = 2 ** 47;

const PERSID = 0x50;
const BINPERSID = 0x51;
const NEXT_BUFFER = 0x97;

/** A dangerous call, in the program or in a pickle it loads. */
export function isRun(act: Act): boolean {
  if (act.kind === 'call' || act.kind === 'mutate')
    return callSeverity(act) === 'critical' || callSeverity(act) === 'high';
  return act.kind === 'nested' && (act.child ?? []).some((child) => child.acts.some((inner) => isRun(inner)));
}

function isUnsure(act: Act): boolean {
  if (act.kind === 'nested')
    return act.child === null || act.child.some((child) => child.acts.some((inner) => isUnsure(inner)));
  if (act.kind === 'computed') return act.name === null;
  if (isUnknownImport(act)) return true;
  return (act.kind === 'unknown' && !(act.isNew && act.match === 'package')) || act.kind === 'extension';
}
