import { failureText, isOurLimit } from '../../formats/pickle/failures.ts';
import type { Act } from '../../formats/pickle/semantics/act.ts';
import type { Anomaly, Trace } from '../../formats/pickle/trace.ts';
import { code, data, plain, prose, type Prose } from '../../report/prose.ts';
import type { Severity } from '../../report/schema.ts';
import { placeIn } from '../../source/byte-source.ts';
import { ENGINES } from '../draft.ts';
import { capped } from '../exposure.ts';
import { occurrencesOf } from '../occurrences.ts';
import type { Draft, EvidenceRequest, Program, Rule } from '../rule.ts';
import { importSeverity } from '../severity.ts';
import { isNotable, moment } from '../wording.ts';
import { anomalyRule, STREAM_CARDS } from './stream-cards.ts';
import { byteText, partName } from '../../report/where.ts';

/** What is odd about the stream itself, apart from what it does. Without a capability never more than a reason to look. */
export const STREAM: Rule = {
  cards: STREAM_CARDS,
  apply: ({ programs }) =>
    programs.flatMap((program) => [...broken(program), ...differs(program), ...position(program), ...odd(program)]),
};

/** No engine reaches STOP, or the usual one does not. */
function broken(program: Program): Draft[] {
  const trace = program.fact.traces[0];
  if (trace?.ending.kind !== 'failed' || isOurLimit(trace.ending.code)) return [];
  // Where another engine reads on to the end, the difference is the finding.
  if (program.fact.traces.some(({ ending }) => ending.kind === 'stop')) return [];
  const isGuess = program.exposure === 'unopened' || program.exposure === 'weights';
  if (isGuess && !actsIn(program)) return [];
  const { offset, code: failure } = trace.ending;
  const runs = actsIn(program);
  const aftermath = runs
    ? ' The steps before it have already been carried out by then.'
    : ' Nothing before it does more than build values.';
  return [
    at(program, offset, 1, {
      rule: 'pickle.stream.broken',
      severity: runs ? 'medium' : 'low',
      title: prose`The pickle program breaks off`,
      snippet: prose`${failureText(failure)}`,
      what: prose`${moment(program)}, the loader stops after ${trace.steps} steps: ${failureText(failure)}.${aftermath}`,
    }),
  ];
}

function actsIn(program: Program): boolean {
  return program.interpretations.some(({ acts }) => acts.some((act) => isNotable(act)));
}

/** Engines, or readers built on pickletools, do not see the same program. */
function differs(program: Program): Draft[] {
  const anomaly = anomaliesOf(program).find((one) => anomalyRule(one.code) === 'pickle.stream.differs');
  const others = program.fact.traces.slice(1);
  if (anomaly === undefined && others.length === 0) return [];
  const isSerious = occurrencesOf([program]).some((one) => !one.isShared && isSeriousAct(one.act));
  const first = program.fact.traces[0];
  const offset = anomaly?.offset ?? first?.start ?? 0;
  const rows = program.interpretations.map(({ trace, acts }) => ({
    label: ENGINES[trace.engine] ?? trace.engine,
    left: endText(trace),
    right: acts[0] === undefined ? prose`nothing of note` : acts[0].shown,
  }));
  const evidence: EvidenceRequest =
    others.length > 0
      ? { kind: 'compare', rows, leftLabel: 'ends', rightLabel: 'does' }
      : { kind: 'bytes', source: program.fact.source, offset, length: anomaly?.length ?? 1 };
  return [
    at(program, offset, anomaly?.length ?? 1, {
      rule: 'pickle.stream.differs',
      severity: isSerious ? 'high' : 'low',
      title: isSerious ? prose`Loaders see two different programs` : prose`Readers do not agree on this program`,
      snippet: differsSnippet(program, anomaly),
      what: prose`${anomaly === undefined ? 'The bytes are read in more than one way.' : (WHY.get(anomaly.code) ?? 'The bytes are read in more than one way.')}${isSerious ? ' What one loader runs, another never sees.' : ''}`,
      evidence,
    }),
  ];
}

/** Worth hiding from a reader: plain names and objects differ already when an encoding does. */
function isSeriousAct(act: Act): boolean {
  if (act.kind === 'call' || act.kind === 'mutate') return true;
  return act.kind === 'import' && importSeverity(act.capability) === 'high';
}

function differsSnippet(program: Program, anomaly: Anomaly | undefined): Prose {
  const shown = program.interpretations.map(({ acts }) => acts[0]?.shown).filter((text) => text !== undefined);
  const distinct = [...new Map(shown.map((text) => [plain(text), text])).values()];
  if (distinct.length > 1) return distinct.slice(0, 3).flatMap((text, i) => (i === 0 ? [...text] : [' · ', ...text]));
  return prose`${anomaly?.code ?? 'engines'} at ${code(`0x${(anomaly?.offset ?? 0).toString(16)}`)}`;
}

function endText(trace: Trace): Prose {
  return trace.ending.kind === 'stop'
    ? prose`at STOP, step ${trace.steps}`
    : prose`at byte ${code(`0x${trace.ending.offset.toString(16)}`)}: ${failureText(trace.ending.code)}`;
}

const WHY: ReadonlyMap<string, string> = new Map([
  [
    'frame-straddle',
    'An argument crosses the end of its frame. CPython before 3.13.15 drops the rest of the frame when it reads from memory, others go on or stop.',
  ],
  [
    'frame-beyond-end',
    'A frame claims more bytes than the file has. The C unpickler stops there, the one in Python goes on.',
  ],
  ['frame-nested', 'A frame begins before the last one ends. Newer unpicklers and the one in Python stop there.'],
  ['text-nul', 'A NUL stands inside a text argument. The C unpickler reads up to it, others refuse the line.'],
  [
    'number-spelling',
    'A number is spelled in a way that readers take differently: a base prefix, a leading zero, blanks, signs or underscores.',
  ],
  [
    'string-encoding',
    'An 8-bit string holds bytes above 0x7f. Whether it loads depends on the encoding the loader was given.',
  ],
  [
    'args-not-tuple',
    'The arguments of a call are no tuple. The C unpickler refuses that, the one in Python calls anyway.',
  ],
  [
    'append-empty',
    'Nothing is added to something that is no list. The C unpickler does not mind, the one in Python stops.',
  ],
  ['line-at-end', 'A line ends with the file instead of a line break. Readers disagree on what it says.'],
  [
    'build-falsy',
    'An object gets an empty state that is no dict. The C unpickler stops there, the one in Python goes on.',
  ],
]);

/** Where the program is, when it is not where a loader starts. */
function position(program: Program): Draft[] {
  const { role, at: place, index } = program.fact;
  const trace = program.fact.traces[0];
  if (role === 'trailing') {
    return [
      at(program, place.offset, 1, {
        rule: 'pickle.stream.trailing',
        severity: 'note',
        title: prose`Another pickle follows the first`,
        snippet: prose`stream ${index + 1}, ${trace?.steps ?? 0} steps`,
        what: prose`Stream ${index + 1} begins right after the end of the one before. A loader that is called once never reads it; one that is called again does.`,
      }),
    ];
  }
  if (role !== 'carved') return [];
  return [
    at(program, place.offset, 1, {
      rule: 'pickle.stream.carved',
      severity: (trace?.events ?? 0) > 0 ? 'low' : 'note',
      title: prose`A pickle stands where nothing should be`,
      snippet: prose`${trace?.steps ?? 0} steps from ${code(`0x${place.offset.toString(16)}`)}`,
      what: prose`These bytes belong to no part of the format and have the structure of a pickle. No loader reads them by itself.`,
    }),
  ];
}

function odd(program: Program): Draft[] {
  const seen = new Map<string, { anomaly: Anomaly; count: number }>();
  for (const anomaly of anomaliesOf(program)) {
    const rule = anomalyRule(anomaly.code);
    if (rule === null || rule === 'pickle.stream.differs') continue;
    const known = seen.get(rule);
    if (known) known.count += 1;
    else seen.set(rule, { anomaly, count: 1 });
  }
  return [...seen].flatMap(([rule, { anomaly, count }]) => oddDraft(program, rule, anomaly, count));
}

function oddDraft(program: Program, rule: string, anomaly: Anomaly, count: number): Draft[] {
  const says = ODD[rule];
  if (says === undefined) return [];
  if (rule === 'pickle.dos.length' && anomaly.value < HUGE) return [];
  return [
    {
      ...at(program, anomaly.offset, anomaly.length, {
        rule,
        severity: says.severity,
        title: [says.title],
        snippet: says.snippet(anomaly),
        what: [says.what],
      }),
      count,
    },
  ];
}

/** Lengths above this are a trap rather than a file that was cut short. */
const HUGE = 2 ** 31;

const ODD: Readonly<
  Record<string, { severity: Severity; title: string; what: string; snippet: (a: Anomaly) => Prose }>
> = {
  'pickle.stream.frame-split': {
    severity: 'note',
    title: 'A frame ends between an opcode and its argument',
    what: 'Picklers end frames between opcodes. Loaders read this the same way, but no pickler writes it.',
    snippet: () => prose`frame end inside an opcode`,
  },
  'pickle.stream.proto-again': {
    severity: 'note',
    title: 'The protocol number is set again in mid-program',
    what: 'The protocol decides how names are read. Setting it again switches that, which no pickler does.',
    snippet: (a) => prose`PROTO ${a.value}`,
  },
  'pickle.stream.mark-left': {
    severity: 'note',
    title: 'Values are left over at the end',
    what: 'The program ends with values or marks that nothing uses. Loaders do not mind; picklers leave none.',
    snippet: () => prose`left on the stack at STOP`,
  },
  'pickle.stream.digits': {
    severity: 'low',
    title: 'A number with thousands of digits',
    what: 'CPython 3.11 and later refuse to read a number this long, older ones take very long to.',
    snippet: (a) => prose`${a.value} digits`,
  },
  'pickle.stream.buffers': {
    severity: 'medium',
    title: 'Needs buffers that are not in the file',
    what: 'The program takes data from buffers that the loader has to bring along. Without them it stops here; what they hold is not known.',
    snippet: () => prose`NEXT_BUFFER`,
  },
  'pickle.dos.memo': {
    severity: 'medium',
    title: 'A memo index far beyond what the program uses',
    what: 'The C unpickler before 3.15 makes room for every index up to this one: a few bytes of file take gigabytes of memory.',
    snippet: (a) => prose`memo index ${a.value}`,
  },
  'pickle.dos.length': {
    severity: 'medium',
    title: 'A declared length far beyond the file',
    what: 'A loader that makes room for the declared length first runs out of memory. Vitrine makes room for what is there.',
    snippet: (a) => prose`declares ${a.value} bytes`,
  },
  'pickle.stream.odd': {
    severity: 'note',
    title: 'An oddity that no pickler writes',
    what: 'The program does something legal that no known pickler does.',
    snippet: (a) => prose`${data(a.code)}`,
  },
};

function anomaliesOf(program: Program): readonly Anomaly[] {
  return program.fact.traces[0]?.anomalies ?? [];
}

function at(
  program: Program,
  offset: number,
  length: number,
  says: { rule: string; severity: Severity; title: Prose; snippet: Prose; what: Prose; evidence?: EvidenceRequest },
): Draft {
  const { source } = program.fact;
  return {
    rule: says.rule,
    severity: capped(says.severity, program.exposure),
    title: says.title,
    where: prose`${partName(source.path)}, ${byteText(offset)}`,
    snippet: says.snippet,
    place: placeIn(source, offset, Math.min(length, Math.max(0, source.size - offset))),
    what: says.what,
    certainty: { word: 'Certain', reason: ['It is measured from the bytes.'] },
    count: 1,
    evidence: says.evidence ?? { kind: 'bytes', source, offset, length: Math.min(length, 64) },
  };
}
