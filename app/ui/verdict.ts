/** The fixed words and marks for verdicts, severities, outcomes and byte kinds. */
import type { ByteKind, Outcome, Severity, Verdict } from '../../workers/report/schema.ts';
import type { MarkKind } from './Mark.tsx';

interface Words {
  readonly mark: MarkKind;
  readonly word: string;
}

export const verdictWords: Readonly<Record<Verdict, Words>> = {
  'runs-code': { mark: 'critical', word: 'Runs code' },
  'can-run-code': { mark: 'high', word: 'Can run code' },
  review: { mark: 'medium', word: 'Needs a look' },
  'not-known': { mark: 'unknown', word: 'Not known' },
  'nothing-runs': { mark: 'ok', word: 'Nothing runs' },
};

/** Worst first; not known sorts above nothing runs. */
export const verdictOrder: readonly Verdict[] = ['runs-code', 'can-run-code', 'review', 'not-known', 'nothing-runs'];

export const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  note: 'Notes',
};

export const outcomeWords: Readonly<Record<Outcome, Words>> = {
  runs: { mark: 'critical', word: 'Runs it' },
  refuses: { mark: 'ok', word: 'Refuses' },
  fails: { mark: 'fails', word: 'Fails first' },
  loads: { mark: 'ok', word: 'Nothing runs' },
  unknown: { mark: 'unknown', word: 'Not known' },
};

export const kindWords: Readonly<Record<ByteKind, string>> = {
  program: 'Program',
  weights: 'Weights',
  text: 'Text',
  structure: 'Structure',
  compressed: 'Compressed',
  padding: 'Padding',
  unclaimed: 'Unclaimed',
};
