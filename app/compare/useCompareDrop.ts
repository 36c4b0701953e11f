/** What is dropped while two things are compared is the other one. */
import { useCallback } from 'react';
import { workspace } from '../engine/current.ts';
import { reportIn } from '../link/dropped.ts';
import { navigate, type Route } from '../link/route.ts';
import type { Collected } from '../shell/collect.ts';
import { addClaim } from './claims.ts';
import { largestIn } from './folders.ts';
import { formatRef, type Ref } from './refs.ts';

/** Null on every other screen. A saved report becomes a side; anything else is opened. */
export function useCompareDrop({ view, left, right }: Route): ((collected: Collected) => void) | null {
  const onFiles = useCallback(
    (collected: Collected) => {
      const place = (ref: Ref): void => {
        const text = formatRef(ref);
        navigate(left === undefined ? { view: 'compare', left: text, right } : { view: 'compare', left, right: text });
      };
      const open = async (): Promise<void> => {
        const seqs = await workspace.openNamed(collected.files);
        const [first, ...others] = seqs;
        if (first === undefined) return;
        if (others.length === 0 && !collected.folder) place({ kind: 'file', number: first });
        else place({ kind: 'folder', number: largestIn(workspace.documents(), seqs)?.seq ?? first });
      };
      const [only, ...others] = collected.files;
      if (only === undefined || others.length > 0) void open();
      else
        void reportIn(only.file).then((answer) => {
          if (answer?.kind === 'report') place({ kind: 'claim', number: addClaim(answer.report) });
          else void open();
        });
    },
    [left, right],
  );
  return view === 'compare' ? onFiles : null;
}
