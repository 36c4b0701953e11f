import { useState } from 'react';
import type { Report } from '../../../workers/report/schema.ts';
import { workspace } from '../../engine/current.ts';

/** What the readers of archives call the bytes of an entry that no password opened. */
const LOCKED = 'locked';

interface UnlockProps {
  readonly seq: number;
  readonly report: Report;
}

/** Asks for the password of what is locked in a file. It goes to the engine and nowhere else. */
export function Unlock({ seq, report }: UnlockProps) {
  const [password, setPassword] = useState('');
  if (!report.coverage.segments.some(({ label }) => label === LOCKED)) return null;
  return (
    <form
      className="unlock"
      aria-label="Locked"
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '') workspace.unlock(seq, password);
      }}
    >
      <label htmlFor="password">
        <b>This archive is locked.</b> Type its password to look inside; it stays in this page.
      </label>
      <input
        id="password"
        type="password"
        autoComplete="off"
        placeholder="Password"
        value={password}
        onChange={(event) => {
          setPassword(event.target.value);
        }}
      />
      <button type="submit" className="btn" disabled={password === ''}>
        Open it
      </button>
    </form>
  );
}
