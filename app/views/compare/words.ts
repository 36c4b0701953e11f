/** Words and signs for changes. Risk has colours; a change has none, only a sign and a word. */
import { CHANGES, type Change, type Counts } from '../../../workers/report/compare/section.ts';
import { count } from '../../ui/format.ts';

export const changeWords: Readonly<Record<Change, { readonly sign: string; readonly word: string }>> = {
  added: { sign: '+', word: 'Added' },
  removed: { sign: '−', word: 'Removed' },
  changed: { sign: '≠', word: 'Changed' },
  unknown: { sign: '?', word: 'Not known' },
  same: { sign: '=', word: 'Same' },
};

/** "2 added, 1 not known"; null when everything is the same. */
export function tally(counts: Counts): string | null {
  const parts = CHANGES.filter((change) => change !== 'same' && counts[change] > 0).map(
    (change) => `${count(counts[change])} ${changeWords[change].word.toLowerCase()}`,
  );
  return parts.length === 0 ? null : parts.join(', ');
}
