import type { SkopsFact } from '../../formats/skops/schema.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import { isDangerous } from '../knowledge/capability.ts';
import { lookup } from '../knowledge/lookup.ts';
import { cardOf } from '../oddity/oddity.ts';
import type { Draft, Rule } from '../rule.ts';
import { SKOPS_KINDS, type SkopsRule } from './kinds.ts';
import { whereAt } from '../../report/where.ts';

const HOW = 'Every node of the schema was looked up by the module and class it names.';

/** What a skops schema makes its loader import. */
export const SKOPS: Rule = {
  cards: Object.entries(SKOPS_KINDS).map(([key, kind]) => cardOf(`skops.${key}`, HOW, kind)),
  apply: ({ facts }) => facts.flatMap((fact) => (fact.kind === 'skops' ? draftsOf(fact) : [])),
};

function draftsOf(fact: SkopsFact): Draft[] {
  const rule = judgeSkops(fact);
  if (rule === null) return [];
  const kind = SKOPS_KINDS[rule];
  const shown = shownOf(fact);
  return [
    {
      rule: `skops.${rule}`,
      severity: kind.severity,
      title: [kind.title],
      where: whereAt(fact.at),
      snippet: shown,
      place: fact.at,
      what: prose`A ${data(fact.loader, 60)} names ${shown}. ${kind.happens}`,
      certainty: { word: 'Likely', reason: ['It depends on the version of skops and on what its caller trusts.'] },
      count: 1,
      evidence: { kind: 'place' },
      ...(rule === 'untrusted'
        ? {}
        : { effect: { capability: capabilityOf(fact), would: 'call a function that it names', call: shown } }),
    },
  ];
}

/** Which card a node belongs to; null for what skops itself trusts. */
export function judgeSkops(fact: SkopsFact): SkopsRule | null {
  const { loader, module, name, method, owner } = fact;
  if (loader === 'OperatorFuncNode' && (module !== 'operator' || !OPERATORS.has(name))) return 'operator';
  if (method !== null && ((owner !== null && owner !== name) || /^_|\./.test(method))) return 'method';
  const { capability, trust } = lookup(module, name.split('.'));
  if (loader !== 'OperatorFuncNode' && (isDangerous(capability) || capability === 'DESERIALIZE')) return 'call';
  if (TRUSTED.test(module) && trust !== 'unknown') return null;
  return DATA.test(module) ? null : 'untrusted';
}

/** What skops itself writes with this node. */
const OPERATORS: ReadonlySet<string> = new Set(['attrgetter', 'itemgetter', 'methodcaller']);
const DATA = /^(?:sklearn|numpy|scipy|quantile_forest)(?:\.|$)/;
const TRUSTED = /^(?:builtins|collections|functools|operator|zoneinfo|datetime)$/;

function capabilityOf({ module, name }: SkopsFact): NonNullable<Draft['effect']>['capability'] {
  const { capability } = lookup(module, name.split('.'));
  return isDangerous(capability) || capability === 'DESERIALIZE' ? capability : 'UNKNOWN';
}

function shownOf({ module, name, method, owner }: SkopsFact): Prose {
  const own = data(`${module}.${name}`, 160);
  return method === null ? [own] : prose`the method ${data(method, 80)} of ${data(owner ?? '?', 80)}, shown as ${own}`;
}
