import { useEffect } from 'react';
import type { Relation } from '../../../workers/report/compare/relation.ts';
import { dataHashes, useHashing } from '../../compare/current.ts';
import type { Chosen } from '../../compare/sides.ts';
import type { Document } from '../../engine/document.ts';
import { bytes, percent, plural } from '../../ui/format.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';

/** Both sides together up to here are hashed without asking: it takes a second or two. */
const UNASKED = 256e6;

interface HashingProps {
  readonly left: Chosen;
  readonly right: Chosen;
  readonly relation: Relation;
}

/** Whether the data are hashed, and what to do about it. Files of the same bytes need not be. */
export function Hashing({ left, right, relation }: HashingProps) {
  const hashing = useHashing();
  const all = [...new Set([...left.documents, ...right.documents])].filter(({ state }) => state.phase === 'done');
  const of = (document: Document) => (document.state.phase === 'done' ? hashing(document.state.report) : null);
  const open = all.filter((document) => of(document)?.kind === 'none');
  const running = all.flatMap((document) => {
    const found = of(document);
    return found?.kind === 'running' ? [{ document, ...found }] : [];
  });
  const failed = all.flatMap((document) => {
    const found = of(document);
    return found?.kind === 'failed' ? [found.error] : [];
  });
  const size = open.reduce((sum, { file }) => sum + file.size, 0);
  const needed = relation.bytes !== 'same' && (left.claim === null || right.claim === null);
  const total = all.reduce((sum, { file }) => sum + file.size, 0);
  const unasked = needed && total <= UNASKED && running.length === 0 ? (open[0] ?? null) : null;
  useEffect(() => {
    if (unasked !== null) void dataHashes.hash(unasked);
  }, [unasked]);
  if (!needed) return null;
  const done = running.reduce((sum, one) => sum + one.done, 0);
  const whole = running.reduce((sum, one) => sum + one.total, 0);
  return (
    <div className="cmp-hash" role="status">
      {running.length > 0 && (
        <>
          <span className="prog">
            <i style={{ width: percent(done, whole) }} />
          </span>
          <span className="t2 num">
            Hashing the data, {percent(done, whole)} of {bytes(whole)}
          </span>
          <button
            type="button"
            className="btn mini"
            onClick={() => running.forEach(({ document }) => dataHashes.stop(document))}
          >
            Stop
          </button>
        </>
      )}
      {running.length === 0 && open.length > 0 && unasked === null && (
        <>
          <Mark kind="unknown" size="s" />
          <span className="t2">The data of {plural(open.length, 'file')} are not hashed.</span>
          <button
            type="button"
            className="btn mini"
            onClick={() => open.forEach((document) => void dataHashes.hash(document))}
          >
            Hash the data, {bytes(size)}
          </button>
        </>
      )}
      {failed.length > 0 && (
        <span className="t2">
          <Mark kind="unknown" size="s" /> Not hashed: <Untrusted text={failed[0]?.message ?? ''} max={160} />
        </span>
      )}
    </div>
  );
}
