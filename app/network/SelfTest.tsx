import { useEffect, useState } from 'react';
import { Mark } from '../ui/Mark.tsx';
import { plural } from '../ui/format.ts';
import { UNPROVED, untried } from './limits.ts';
import { isGuarded, policies } from './policy.ts';
import { tryAll, type Outcome } from './try-all.ts';
import { WORKER_WAYS } from './worker-ways.ts';
import { RESERVED, WAYS } from './ways.ts';
import './self-test.css';

type Outcomes = ReadonlyMap<string, Outcome>;

/** Tries every way out and shows what the browser did. Where no policy forbids it, it waits to be asked. */
export function SelfTest() {
  const [guarded] = useState(isGuarded);
  const [run, setRun] = useState(guarded ? 1 : 0);
  const [outcomes, setOutcomes] = useState<Outcomes>(new Map());
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (run === 0) return;
    let shown = true;
    const tell = (id: string, outcome: Outcome): void => {
      if (shown) setOutcomes((before) => new Map(before).set(id, outcome));
    };
    void tryAll(tell).then(() => {
      if (shown) setOver(true);
    });
    return () => {
      shown = false;
    };
  }, [run]);
  const again = (): void => {
    setOutcomes(new Map());
    setOver(false);
    setRun(run + 1);
  };
  return (
    <div className="selftest">
      <Summary guarded={guarded} started={run > 0} over={over} outcomes={outcomes} />
      <p className="t2">
        Each way out is tried once, with an empty request to a name under <code>{RESERVED}</code>, which is reserved
        never to exist. What is shown is the browser’s own report of its refusal.
      </p>
      <div className="st-ways">
        <Ways title="From the page" ways={WAYS} outcomes={outcomes} started={run > 0} />
        <div>
          <Ways title="From a worker, where files are read" ways={WORKER_WAYS} outcomes={outcomes} started={run > 0} />
          <NotTried />
        </div>
      </div>
      <button type="button" className="btn" disabled={run > 0 && !over} onClick={again}>
        {run === 0 ? 'Try them all the same' : 'Try again'}
      </button>
      <section>
        <h3 className="lab">What this cannot prove</h3>
        <ul className="st-list">
          {UNPROVED.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
      <Policy />
      <p className="t3">
        To check it without us: open the developer tools, choose Network, open a file. The list stays empty. Or pull the
        plug.
      </p>
    </div>
  );
}

interface SummaryProps {
  readonly guarded: boolean;
  readonly started: boolean;
  readonly over: boolean;
  readonly outcomes: Outcomes;
}

function Summary({ guarded, started, over, outcomes }: SummaryProps) {
  const kinds = [...outcomes.values()].map(({ kind }) => kind);
  const refused = kinds.filter((kind) => kind === 'refused').length;
  const open = kinds.filter((kind) => kind === 'open').length;
  const absent = kinds.filter((kind) => kind === 'absent').length;
  const untold = kinds.filter((kind) => kind === 'untold').length;
  const silent =
    untold === 0
      ? ''
      : ` For ${untold.toString()} it reported nothing: whether it refused them cannot be seen from here.`;
  const without = absent === 0 ? '' : ` This browser has no such thing for ${absent.toString()} more.`;
  return (
    <div className="st-sum" role="status">
      <Mark kind={open > 0 ? 'high' : over && untold === 0 ? 'ok' : 'unknown'} size="m" />
      <div>
        <b>
          {!started
            ? 'No policy protects this copy.'
            : !over
              ? 'Trying…'
              : untold > 0
                ? `Refused: ${refused.toString()} of ${plural(refused + untold, 'way')} that were tried.`
                : open === 0
                  ? `Refused: all ${plural(refused, 'way')} that were tried.`
                  : `Not refused: ${open.toString()} of ${plural(refused + open, 'way')}.`}
        </b>
        <p className="t2">
          {guarded
            ? `The browser enforces the policy below, here and in the workers that read your files.${over ? silent + without : ''}`
            : 'It was served without the policy it was built with. Vitrine still sends nothing by itself, but the browser does not enforce it.'}
        </p>
      </div>
    </div>
  );
}

interface WaysProps {
  readonly title: string;
  readonly ways: readonly { readonly id: string; readonly name: string }[];
  readonly outcomes: Outcomes;
  readonly started: boolean;
}

function Ways({ title, ways, outcomes, started }: WaysProps) {
  return (
    <section>
      <h3 className="lab">{title}</h3>
      <ul className="st-tab">
        {ways.map(({ id, name }) => (
          <li key={id} data-way={id}>
            <span>{name}</span>
            <Shown outcome={outcomes.get(id) ?? null} started={started} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Shown({ outcome, started }: { readonly outcome: Outcome | null; readonly started: boolean }) {
  switch (outcome?.kind) {
    case 'refused':
      return (
        <span className="out">
          <Mark kind="ok" /> Refused <code className="t2">{SHORT[outcome.by] ?? outcome.by}</code>
        </span>
      );
    case 'open':
      return (
        <span className="out tx-high">
          <Mark kind="high" /> Not refused
        </span>
      );
    case 'untold':
      return (
        <span className="out">
          <Mark kind="unknown" /> No report
        </span>
      );
    case 'absent':
      return <span className="out t3">Not in this browser</span>;
    case undefined:
      return <span className="out t3">{started ? '…' : 'Not tried'}</span>;
  }
}

/** Longer than its column. */
const SHORT: Readonly<Record<string, string>> = { 'require-trusted-types-for': 'trusted-types' };

function NotTried() {
  const [rows] = useState(untried);
  return (
    <section>
      <h3 className="lab">
        Not a matter of policy <span className="t3">looked at, not tried</span>
      </h3>
      <ul className="st-look">
        {rows.map(({ name, text, closed }) => (
          <li key={name}>
            <Mark kind={closed ? 'note' : 'medium'} />
            <div>
              <b>{name}.</b> {text}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Policy() {
  const all = policies();
  if (all.length === 0) return null;
  return (
    <details>
      <summary>The policy, as it stands in this page</summary>
      {all.map((policy) => (
        <pre key={policy} tabIndex={0}>
          {policy.split(/;\s*/).join(';\n')}
        </pre>
      ))}
    </details>
  );
}
