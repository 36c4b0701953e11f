import { Fragment, type ReactNode } from 'react';
import type { LoaderOutcome } from '../../../workers/report/schema.ts';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { outcomeWords } from '../../ui/verdict.ts';
import './loaders.css';

/** A call that is too long for a line goes on behind a dot. */
function breakable(call: string): ReactNode {
  return call.split(/(?<=\.)/).map((part, i) => (
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** Who would load this, and what happens. "Fails first" is an accident, not protection. */
export function Loaders({ loaders }: { readonly loaders: readonly LoaderOutcome[] }) {
  if (loaders.length === 0) return null;
  return (
    <section>
      <h3 className="lab">If you load it with…</h3>
      <ul className="loads">
        {loaders.map((loader) => (
          <li key={loader.id}>
            <details>
              <summary>
                <span className="ld">
                  <code>{breakable(loader.call)}</code>
                  <span className="v">{loader.detail}</span>
                </span>
                <span className={`out tx-${markClass[outcomeWords[loader.outcome].mark]}`}>
                  <Mark kind={outcomeWords[loader.outcome].mark} />
                  {outcomeWords[loader.outcome].word}
                </span>
              </summary>
              <p className="why">
                <Prose text={loader.reason} />
                {loader.ranBefore && loader.outcome !== 'runs' && ' Code runs before that: its effects stand.'}
                {loader.outcome === 'fails' && !loader.ranBefore && ' It stops by accident, which is not protection.'}
              </p>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
