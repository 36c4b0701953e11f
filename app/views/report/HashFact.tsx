import { useHash, workspace } from '../../engine/current.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
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
          <span>
            hashed of <i>{bytes(hash.total)}</i>
          </span>
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
    case 'failed':
      return (
        <div className="hash">
          <b>Not hashed</b>
          {hash.error.code === 'changed' ? (
            <span>The file changed after it was read. Open it again.</span>
          ) : (
            <span>
              <Untrusted text={hash.error.message} max={200} /> <HashIt seq={seq}>Try again</HashIt>
            </span>
          )}
        </div>
      );
    case 'none':
      return (
        <div className="hash">
          <b>Not hashed</b>
          <span>
            <HashIt seq={seq}>Hash it</HashIt>, reads all <i>{bytes(size)}</i>
          </span>
        </div>
      );
  }
}

function HashIt({ seq, children }: { readonly seq: number; readonly children: string }) {
  return (
    <button
      type="button"
      className="linkish"
      onClick={() => {
        void workspace.hash(seq);
      }}
    >
      {children}
    </button>
  );
}
