import { useState } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Popover } from '../ui/Menu.tsx';

/** The policy the browser enforces for this page; empty when the page was served without one. */
function policy(): string {
  const meta = document.querySelector('meta[http-equiv="Content-Security-Policy"]');
  return meta?.getAttribute('content') ?? '';
}

type Outcome = { readonly kind: 'idle' | 'trying' | 'tried' } | { readonly kind: 'refused'; readonly by: string };

/** An address that exists nowhere: even without a policy nothing would be reached. */
const NOWHERE = 'https://vitrine.invalid/';

export function Network({ compact }: { readonly compact: boolean }) {
  const text = policy();
  const blocked = /(^|;)\s*connect-src 'none'/.test(text);
  const long = blocked ? 'Network: blocked by policy' : 'Network: no policy';
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'idle' });
  return (
    <Popover
      buttonId="network"
      buttonClass={`net${blocked ? '' : ' open'}`}
      label={long}
      button={
        <>
          <Icon name="neto" />
          <span className={compact ? 'hide-t hide-m' : 'hide-m'}>{long}</span>
          {!compact && <span className="only-mi">{blocked ? 'No network' : 'No policy'}</span>}
        </>
      }
    >
      <div className="net-p">
        <h2>{blocked ? 'This page cannot open a connection' : 'No policy protects this copy'}</h2>
        {blocked ? (
          <p className="t2">
            The browser enforces the policy below, also in the workers that read your file. Files you open stay on this
            machine.
          </p>
        ) : (
          <p className="t2">
            This copy was served without its policy. Vitrine still sends nothing, but the browser does not enforce it.
          </p>
        )}
        {text !== '' && <pre tabIndex={0}>{text.split(/;\s*/).join(';\n')}</pre>}
        <div className="row-f">
          <button
            type="button"
            className="btn"
            onClick={() => {
              setOutcome({ kind: 'trying' });
              void tryConnection().then(setOutcome);
            }}
          >
            Try a connection
          </button>
          <span role="status">
            {outcome.kind === 'refused' && (
              <span className="out tx-ok">
                <Mark kind="ok" /> Refused by {outcome.by}
              </span>
            )}
            {outcome.kind === 'tried' && (
              <span className="out">
                <Mark kind="unknown" /> It failed, but no policy refused it
              </span>
            )}
          </span>
        </div>
        <p className="t3">
          To check it yourself, open the developer tools, choose Network, and open a file: the list stays empty.
        </p>
      </div>
    </Popover>
  );
}

/** Asks for a connection and waits for the browser's own report that the policy refused it. */
async function tryConnection(): Promise<Outcome> {
  let by = '';
  const note = (event: SecurityPolicyViolationEvent): void => {
    if (event.blockedURI.startsWith(NOWHERE.slice(0, -1))) by = event.effectiveDirective;
  };
  document.addEventListener('securitypolicyviolation', note);
  // eslint-disable-next-line no-restricted-syntax -- the one request of the page: a test that it is refused
  await fetch(NOWHERE, { mode: 'no-cors' }).catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, 50));
  document.removeEventListener('securitypolicyviolation', note);
  return by === '' ? { kind: 'tried' } : { kind: 'refused', by };
}
