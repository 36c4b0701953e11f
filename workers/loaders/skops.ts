import type { SkopsFact } from '../formats/skops/schema.ts';
import { data, prose } from '../report/prose.ts';
import type { LoaderOutcome } from '../report/schema.ts';
import type { RuleInput } from '../rules/rule.ts';
import type { SkopsRule } from '../rules/skops/kinds.ts';
import { judgeSkops } from '../rules/skops/skops.ts';
import { fixed, type Placed, row, worstOf } from './rows.ts';

/** What versions of skops make of a schema: nothing where there is none. */
export function skopsRows({ facts }: RuleInput): LoaderOutcome[] {
  const found = facts.filter((fact): fact is SkopsFact => fact.kind === 'skops');
  if (found.length === 0) return [];
  const outcome = (does: Version): Placed => worstOf([LOADS, ...found.flatMap((fact) => made(fact, does))]);
  return [
    row('skops', 'skops.io.load(f)', 'skops 0.12 and later', outcome(NEWEST)),
    row('skops<0.12', 'skops.io.load(f)', 'skops 0.11 and older', outcome(OLD)),
    row('skops-trusted', 'trusted=[…]', 'the names it shows allowed by the caller', outcome(TRUSTING)),
  ];
}

type Answer = readonly [LoaderOutcome['outcome'], string];
type Version = Readonly<Record<SkopsRule, Answer>>;

const ASKS: Answer = ['refuses', 'It asks its caller to trust'];
const NEWEST: Version = {
  operator: ['refuses', 'It finds that the node is none of the operator module’s'],
  method: ['refuses', 'It finds that the method belongs to something else'],
  call: ASKS,
  untrusted: ASKS,
};
const OLD: Version = {
  ...NEWEST,
  operator: ['runs', 'It calls the function'],
  method: ['runs', 'It takes the method'],
};
const TRUSTING: Version = {
  ...OLD,
  call: ['runs', 'It hands it to whatever uses the object'],
  untrusted: ['unknown', 'It imports that module'],
};

const LOADS = fixed('loads', ['Every type is one that skops trusts.']);

function made(fact: SkopsFact, version: Version): Placed[] {
  const rule = judgeSkops(fact);
  if (rule === null) return [];
  const [outcome, why] = version[rule];
  return [fixed(outcome, prose`${why}: ${data(`${fact.module}.${fact.name}`, 120)}.`, fact.at)];
}
