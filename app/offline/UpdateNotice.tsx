import { useState } from 'react';
import { plural } from '../ui/format.ts';
import { useKept, takeOffered } from './kept.ts';
import './update-notice.css';

/** Says that another version is stored. It is used only when that is asked for: nothing is taken away from an open file. */
export function UpdateNotice({ open }: { readonly open: number }) {
  const kept = useKept();
  const [later, setLater] = useState('');
  const offered = kept.kind === 'kept' ? kept.offered : null;
  if (kept.kind !== 'kept' || offered === null || offered.sha256 === later) return null;
  return (
    <aside className="update no-print" role="status" aria-label="New version">
      <p>
        <b>A new version is ready.</b>
      </p>
      <dl>
        <dt>In use</dt>
        <dd>
          {kept.inUse.version} <code>{kept.inUse.sha256.slice(0, 12)}</code>
        </dd>
        <dt>New</dt>
        <dd>
          {offered.version} <code>{offered.sha256.slice(0, 12)}</code>
        </dd>
      </dl>
      {open > 0 && (
        <p className="t2">The page starts anew: {plural(open, 'open file')} would have to be opened again.</p>
      )}
      <p className="row-f">
        <button type="button" className="btn primary" onClick={() => void takeOffered()}>
          Use it
        </button>
        <button
          type="button"
          className="btn"
          onClick={() => {
            setLater(offered.sha256);
          }}
        >
          Not now
        </button>
      </p>
    </aside>
  );
}
