import type { State } from '../engine/document.ts';
import type { MarkKind } from '../ui/Mark.tsx';
import { verdictWords } from '../ui/verdict.ts';

/** Mark and word of a file in a list. */
export function statusOf(state: State): { readonly mark: MarkKind; readonly word: string } {
  switch (state.phase) {
    case 'waiting':
      return { mark: 'unknown', word: 'Waiting' };
    case 'reading':
      return { mark: 'unknown', word: 'Reading' };
    case 'stopped':
      return { mark: 'unknown', word: 'Stopped' };
    case 'failed':
      return { mark: 'unknown', word: 'Not known' };
    case 'done':
      return verdictWords[state.report.verdict];
  }
}
