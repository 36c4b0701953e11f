import type { Fact } from '../facts.ts';
import type { Draft } from '../rules/rule.ts';
import { loadingText } from './loading.ts';
import { data, prose, type Prose } from './prose.ts';
import {
  type Coverage,
  type LoaderOutcome,
  type Problem,
  SEVERITIES,
  type Severity,
  type Status,
  type Summary,
  type Verdict,
} from './schema.ts';

/** How much of the file was understood. `failed`: nothing of it was. */
export function statusOf(problems: readonly Problem[], coverage: Coverage): Status {
  if (problems.length === 0 && coverage.accounted >= coverage.size) return 'complete';
  return coverage.size > 0 && coverage.accounted === 0 ? 'failed' : 'partial';
}

/** What loading does. Nothing is called harmless that was not read in full. */
export function verdictOf(drafts: readonly Draft[], status: Status): Verdict {
  const worst = worstOf(drafts);
  if (worst === 'critical') return 'runs-code';
  if (worst === 'high') return 'can-run-code';
  if (worst === 'medium') return 'review';
  return status === 'complete' ? 'nothing-runs' : 'not-known';
}

export function worstOf(drafts: readonly { readonly severity: Severity }[]): Severity | null {
  return SEVERITIES.find((severity) => drafts.some((draft) => draft.severity === severity)) ?? null;
}

export interface Judged {
  readonly verdict: Verdict;
  readonly status: Status;
  /** Worst first. */
  readonly drafts: readonly Draft[];
  readonly loaders: readonly LoaderOutcome[];
  readonly facts: readonly Fact[];
  readonly format: string | null;
  readonly formatName: string;
  readonly coverage: Coverage;
}

/** The banner. */
export function summaryOf(judged: Judged): Summary {
  const lead = judged.drafts.find(
    (draft) => draft.effect !== undefined && draft.severity === judged.drafts[0]?.severity,
  );
  const { verdict } = judged;
  const isEffect =
    lead?.effect !== undefined && (verdict === 'runs-code' || verdict === 'can-run-code' || verdict === 'review');
  return {
    headline: headline(judged, isEffect ? lead : undefined),
    call: isEffect ? lead.effect.call : null,
    certainty: certainty(judged, lead),
    detail: detail(judged, lead),
  };
}

function headline(judged: Judged, lead: Draft | undefined): Prose {
  const loading = loadingText(judged, lead);
  const effect = lead?.effect;
  if (effect !== undefined && lead?.rule.startsWith('template.') === true)
    return prose`Without a sandbox, the chat template in this file would ${effect.would}.`;
  if (effect !== undefined && lead?.rule.startsWith('python.') === true)
    return prose`${pythonFile(lead)} would ${effect.would}.`;
  if (lead?.rule === 'executable.llamafile') return prose`This is a program: starting it would run native code.`;
  if (effect !== undefined && stopsBefore(judged, lead) !== null)
    return prose`The program in this file would ${effect.would}, but the loaders listed here stop before it does.`;
  if (effect?.when !== undefined && judged.verdict !== 'nothing-runs')
    return prose`This file can ${effect.would} ${effect.when}.`;
  switch (judged.verdict) {
    case 'runs-code':
      return effect === undefined ? prose`${loading} would run code.` : prose`${loading} would ${effect.would}.`;
    case 'can-run-code':
      return effect === undefined ? prose`Something is hidden in this file.` : prose`This file can ${effect.would}.`;
    case 'review':
      return effect === undefined
        ? prose`Look at this file before you load it.`
        : prose`${loading} would ${effect.would}.`;
    case 'nothing-runs':
      return [
        INSTEAD.get(judged.format ?? '') ??
          (judged.drafts.length === 0 ? GRAPHS.get(judged.format ?? '') : undefined) ??
          'Nothing in this file runs when you load it.',
      ];
    case 'not-known':
      return partial(judged);
  }
}

/** Files that are found where a model was meant. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['text', 'This is plain text, not a model file.'],
  ['html', 'This is a web page, not a model file.'],
  ['lfs-pointer', 'This is a pointer to a file, not the file itself.'],
  ['empty', 'This file is empty.'],
]);

/** Graphs of which every operator is known: what loading them does, and what calling them does then. */
const GRAPHS: ReadonlyMap<string, string> = new Map([
  ['torchscript', 'Loading this model compiles its program; running it computes, and reaches nothing else.'],
  ['saved-model', 'Loading this model restores its numbers; calling it computes, and reaches nothing else.'],
  ['meta-graph', 'Loading this graph runs nothing; calling it computes, and reaches nothing but its checkpoint.'],
  ['tflite', 'Loading this model runs nothing; running it computes, and reaches nothing else.'],
  ['coreml', 'Loading this model runs nothing; running it computes, and reaches nothing else.'],
  ['ort', 'Loading this model runs nothing; running it computes, and reaches nothing else.'],
  ['executorch', 'Loading this program runs nothing; running it computes, and reaches nothing else.'],
  ['sentencepiece', 'Loading this tokenizer runs nothing; it cuts texts into pieces, and reaches nothing else.'],
  ['graph-def', 'Loading this graph runs nothing; calling it computes, and reaches nothing else.'],
]);

function pythonFile({ place: { path } }: Draft): Prose {
  return path.length === 1
    ? ['This Python file']
    : prose`The Python file ${data(path.at(-1) ?? '', 80)} in this archive`;
}

function partial({ status, coverage, format }: Judged): Prose {
  if (format === null) return prose`Not a format Vitrine knows.`;
  if (status === 'failed' || coverage.size === 0) return prose`What loading this file does is not known.`;
  const percent = Math.min(99, Math.floor((coverage.accounted / coverage.size) * 100));
  return prose`Nothing runs in the ${percent} % that could be read.`;
}

function certainty({ verdict, loaders }: Judged, lead: Draft | undefined): Summary['certainty'] {
  if (lead === undefined || verdict === 'nothing-runs' || verdict === 'not-known') return null;
  const stops = stopsBefore({ verdict, loaders }, lead);
  if (stops !== null)
    return {
      word: 'Possible',
      reason: [
        stops === 'before'
          ? 'An opcode before the call raises an error. Other programs, and repaired copies of the file, may get further.'
          : 'The call itself raises an error for what it is given. Repaired copies of the file may get further.',
      ],
    };
  return { word: lead.certainty.word, reason: [...lead.certainty.reason, ...versions(loaders)] };
}

/** A step of a program that no loader listed here comes to, because one before it raises, or that itself raises. */
function stopsBefore(
  { verdict, loaders }: Pick<Judged, 'verdict' | 'loaders'>,
  lead: Draft | undefined,
): 'before' | 'there' | null {
  if (verdict !== 'runs-code' || lead?.evidence.kind !== 'step') return null;
  const { path, offset } = lead.place;
  if (!loaders.every(({ outcome }) => outcome === 'fails' || outcome === 'refuses')) return null;
  const failing = loaders.flatMap(({ outcome, at }) =>
    outcome === 'fails' && at !== null && at.path.join('\0') === path.join('\0') ? [at.offset] : [],
  );
  if (failing.some((at) => at < offset)) return 'before';
  return failing.includes(offset) ? 'there' : null;
}

/** "PyTorch 2.6 and later refuse by default; older versions run it." */
function versions(loaders: readonly LoaderOutcome[]): Prose {
  const before = loaders.find(({ id }) => id === 'torch.load<2.6')?.outcome;
  const after = loaders.find(({ id }) => id === 'torch.load>=2.6')?.outcome;
  if (before !== 'runs' || after === undefined) return [];
  if (after === 'refuses') return [' PyTorch 2.6 and later refuse by default; older versions run it.'];
  if (after === 'fails') return [' PyTorch 2.6 and later fail by default before it runs; older versions run it.'];
  return after === 'runs' ? [' Every version of PyTorch runs it.'] : [];
}

function detail(judged: Judged, lead: Draft | undefined): Prose {
  const { verdict, status, formatName, drafts } = judged;
  const unread: Prose = status === 'complete' ? [] : [' Part of the file was not understood; see what is not known.'];
  if (verdict === 'nothing-runs' && INSTEAD.has(judged.format ?? ''))
    return prose`No loader of models runs it. What another program would do with it is not known.`;
  if (verdict === 'nothing-runs')
    return prose`${formatName}: it holds ${contents(judged)}. Vitrine cannot judge the model’s answers.`;
  if (verdict === 'not-known') return prose`${formatName}. The rest is not known, which is not proof of harm.`;
  // What the first finding says stands in the list below; here only what it is called, when no call is shown.
  const first: Prose = lead !== undefined || drafts[0] === undefined ? [] : prose`${drafts[0].title}. `;
  return [...first, found(drafts), ...unread];
}

/** "6 findings: 1 critical, 2 low." */
function found(drafts: readonly Draft[]): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const many = drafts.filter((draft) => draft.severity === severity).length;
    return many === 0
      ? []
      : [severity === 'note' ? plural(many, 'note') : `${many.toLocaleString('en-US')} ${severity}`];
  });
  return drafts.length === 1
    ? `1 finding, ${SEVERITY_WORDS[drafts[0]?.severity ?? 'note']}.`
    : `${plural(drafts.length, 'finding')}: ${counts.join(', ')}.`;
}

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  note: 'a note',
};

function contents({ facts }: Judged): string {
  const many = (kind: Fact['kind']): number => facts.filter((fact) => fact.kind === kind).length;
  // What a header says of its own layout is no value.
  const values = facts.filter((fact) => fact.kind === 'metadata' && fact.type !== 'header').length;
  const [tensors, templates] = [many('tensor'), many('template')];
  const isProgram = many('pickle') > 0;
  const parts = [
    ...(tensors > 0 ? [plural(tensors, 'tensor')] : []),
    ...(isProgram ? [tensors > 0 ? 'what rebuilds them' : 'values and ordinary objects'] : []),
    ...(values > 0 ? [`${plural(values, 'value')} about itself`] : []),
    ...(templates > 0 ? [plural(templates, 'chat template')] : []),
  ];
  if (parts.length < 2) return parts[0] ?? 'data only';
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

function plural(count: number, one: string): string {
  return `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;
}
