import { useHash, workspace } from '../../engine/current.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { bytes, percent } from '../../ui/format.ts';

interface HashFactProps {
  readonly seq: number;
  readonly size: number;
}

/** The third figure: SHA-256 of the whole file, which comes after the verdict. */
export function HashFact({ seq, size }: HashFactProps) {
  const hash = useHash(seq);
  switch (hash.kind) {
    case 'done':
      return (
        <div className="hash">
          <b>
            <code>
              {hash.sha256.slice(0, 4)}…{hash.sha256.slice(-4)}
            </code>
          </b>
          <span>
            SHA-256{' '}
            <CopyButton className="linkish" label="Copy the SHA-256" text={() => hash.sha256}>
              copy
            </CopyButton>
          </span>
        </div>
      );
    case 'running':
      return (
        <div className="hash">
          <b>{percent(hash.done, hash.total)}</b>
          <span>hashed of {bytes(hash.total)}</span>
          <div
            className="prog"
            role="progressbar"
            aria-label="Hashing"
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.floor((hash.done / Math.max(1, hash.total)) * 100)}
          >
            <i style={{ width: `${((hash.done / Math.max(1, hash.total)) * 100).toString()}%` }} />
          </div>
        </div>
      );
    default:
      return (
        <div className="hash">
          <b>Not hashed</b>
          <span>
            <button
              type="button"
              className="linkish"
              onClick={() => {
                void workspace.hash(seq);
              }}
            >
              {hash.kind === 'failed' ? 'Try again' : 'Hash it'}
            </button>
            , reads all {bytes(size)}
            {hash.kind === 'failed' && hash.error.code === 'changed' ? '. The file changed: choose it again' : ''}
          </span>
        </div>
      );
  }
}
