import type { Progress } from '../../../workers/protocol.ts';
import { workspace } from '../../engine/current.ts';
import type { Document } from '../../engine/document.ts';
import { bytes, plural } from '../../ui/format.ts';
import { StateCard } from '../../ui/StateCard.tsx';
import './reading.css';

const phases: Readonly<Record<Progress['phase'], string>> = {
  identify: 'Finding out what it is',
  read: 'Reading the parts that matter',
  judge: 'Putting the findings together',
  hash: 'Hashing',
};

interface ReadingProps {
  readonly document: Document;
  readonly progress: Progress | null;
}

export function Reading({ document: { seq, size, state }, progress }: ReadingProps) {
  const waits = state.phase === 'waiting';
  const share = progress !== null && progress.total > 0 ? Math.min(1, progress.done / progress.total) : null;
  return (
    <main id="main" className="reading" tabIndex={-1}>
      <StateCard
        mark="unknown"
        tag={waits ? 'Waiting' : 'Reading'}
        title={waits ? 'Waiting for other files.' : 'Reading the parts that matter.'}
        actions={
          <button
            type="button"
            className="btn"
            onClick={() => {
              workspace.stop(seq);
            }}
          >
            Cancel
          </button>
        }
      >
        <div
          className="prog"
          role="progressbar"
          aria-label="Reading"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        >
          <i
            className={share === null ? 'pulse' : undefined}
            style={{ width: `${((share ?? 1) * 100).toString()}%` }}
          />
        </div>
        <p className="num">
          {progress === null
            ? `${bytes(size)}, nothing of it leaves this machine.`
            : `${phases[progress.phase]}: ${bytes(progress.done)} of ${bytes(progress.total)}${
                progress.findings > 0 ? `, ${plural(progress.findings, 'finding')} so far` : ''
              }.`}
        </p>
      </StateCard>
    </main>
  );
}
