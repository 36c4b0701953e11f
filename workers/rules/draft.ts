import { opcodeName } from '../formats/pickle/opcodes.ts';
import type { EngineId } from '../formats/pickle/trace.ts';
import { code, data, prose, type Prose } from '../report/prose.ts';
import type { Certainty, Severity } from '../report/schema.ts';
import { placeIn } from '../source/byte-source.ts';
import { capped, type Exposure } from './exposure.ts';
import type { Occurrence } from './occurrences.ts';
import type { Draft, EvidenceRequest, Program } from './rule.ts';
import { writtenText } from './wording.ts';
import { byteText, partName } from '../report/where.ts';

/** What a rule says about one occurrence; where it is and what it shows follows from the occurrence. */
export interface Statement {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: Prose;
  readonly what: Prose;
  readonly certainty?: Certainty;
  readonly effect?: Draft['effect'];
  readonly snippet?: Prose;
}

export function draftOf(one: Occurrence, statement: Statement): Draft {
  const { act, program, source } = one;
  const { effect } = statement;
  const when = WHEN[program.exposure];
  return {
    rule: statement.rule,
    severity: capped(statement.severity, program.exposure),
    title: statement.title,
    where: whereText(one),
    snippet: statement.snippet ?? prose`${opcodeText(one)}${act.shown}`,
    place: placeIn(source, act.offset, act.length),
    what: [...statement.what, ...engineText(one)],
    certainty: statement.certainty ?? certaintyOf(one),
    count: act.count,
    evidence: evidenceOf(one),
    ...(effect === undefined ? {} : { effect: when === undefined ? effect : { ...effect, when } }),
  };
}

/** Programs that loading the file does not carry out: what somebody has to do first. */
const WHEN: Readonly<Partial<Record<Exposure, string>>> = {
  again: 'when a loader reads another pickle from it',
  unopened: 'when somebody extracts a part of it and loads that',
  weights: 'when somebody loads a record of its weights as a pickle',
};

/** "data.pkl, step 6,074, byte 0x05fff". */
export function whereText({ act, source }: Occurrence): Prose {
  const name = partName(source.path);
  const byte = byteText(act.offset);
  return act.event === null ? prose`${name}, ${byte}` : prose`${name}, step ${act.event.step}, ${byte}`;
}

function opcodeText({ act }: Occurrence): Prose {
  return act.event === null ? [] : [code(opcodeName(act.event.opcode)), ' '];
}

function evidenceOf(one: Occurrence): EvidenceRequest {
  const { act, program, source } = one;
  const isReplayed =
    one.loadedBy === null && act.event !== null && act.child === null && one.engines.includes(firstEngine(program));
  if (!isReplayed) return { kind: 'bytes', source, offset: act.offset, length: act.length };
  return { kind: 'step', program: program.fact.id, event: act.event, lines: linesOf(one) };
}

/** Replays exist for the first engine's trace. */
function firstEngine(program: Program): EngineId {
  return program.fact.traces[0]?.engine ?? 'c';
}

/** Pseudo-Python, never valid to run: `import_` does not exist. */
function linesOf({ act }: Occurrence): { text: Prose; hit: boolean }[] {
  const lines: { text: Prose; hit: boolean }[] = [];
  if (act.name !== null) {
    const { module, name } = act.name.written;
    const comment = writtenText(act).length === 0 ? [] : prose`  # ${data(act.name.full, 120)}`;
    lines.push({
      text:
        name === ''
          ? prose`import_("${data(module, 120)}")`
          : prose`import_("${data(module, 120)}").${data(name, 120)}${comment}`,
      hit: act.kind === 'import' || act.kind === 'spelling',
    });
  }
  if (act.kind !== 'import' && act.kind !== 'spelling') lines.push({ text: act.shown, hit: true });
  return lines;
}

/** A pickle has no branches: what stands in it is done, unless an engine stops before. */
function certaintyOf(one: Occurrence): Certainty {
  if (!one.isShared)
    return {
      word: 'Likely',
      reason: [`Only some loaders read the bytes this way: ${one.engines.map((id) => ENGINES[id]).join(', ')}.`],
    };
  if (!one.act.known)
    return { word: 'Likely', reason: ['The call is certain, its arguments are only known while loading.'] };
  if (one.act.name?.flags.includes('nul') === true)
    return {
      word: 'Likely',
      reason: ['The module’s name holds a NUL: CPython 3.11 to mid-2026 stops reading there, others refuse it.'],
    };
  const when = WHEN[one.program.exposure];
  if (when !== undefined)
    return {
      word: 'Possible',
      reason: [`Loaders that read the file as it is meant do not carry it out. It runs ${when}.`],
    };
  return { word: 'Certain', reason: ['The call is on the only path through the program.'] };
}

export const ENGINES: Readonly<Record<string, string>> = {
  c: 'CPython’s C unpickler',
  'c-drop': 'the C unpickler reading from memory, as torch.load does with a ZIP',
  'c-latin1': 'the C unpickler with encoding="latin1"',
  python: 'the unpickler written in Python',
  joblib: 'joblib’s unpickler, which reads arrays between opcodes',
  'joblib-latin1': 'joblib under Python 2',
  'joblib-1.1': 'joblib 1.1 and older',
};

function engineText(one: Occurrence): Prose {
  return one.isShared ? [] : prose` Other loaders read these bytes differently.`;
}
