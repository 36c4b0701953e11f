import type { KerasFact } from '../../formats/keras/fact.ts';
import { tellingNames } from '../../lang/marshal/summary.ts';
import { type Entry, isDangerous } from '../knowledge/capability.ts';
import { lookup } from '../knowledge/lookup.ts';
import type { Draft } from '../rule.ts';
import { helperOf } from './helpers.ts';
import { KERAS_KINDS, type KerasRule } from './kinds.ts';

export interface Judged {
  readonly rule: KerasRule;
  readonly severity?: Draft['severity'];
  readonly effect?: Omit<NonNullable<Draft['effect']>, 'call'>;
}

/** Which card a thing in a configuration belongs to; null for what is ordinary. */
export function judgeKeras(fact: KerasFact): Judged | null {
  switch (fact.what) {
    case 'bytecode': {
      const isTelling = fact.code !== null && tellingNames(fact.code).length > 0;
      return withEffect(isTelling ? 'bytecode-telling' : 'bytecode', 'REFLECT_CODE');
    }
    case 'name':
      return judgeName(fact);
    case 'torch':
      return withEffect('torch', 'DESERIALIZE');
    case 'model':
      return withEffect('model', 'DESERIALIZE');
    case 'label':
      return withEffect('label', 'FS_WRITE');
    case 'file':
    case 'unclear':
    case 'custom':
      return { rule: fact.what };
  }
}

function withEffect(rule: KerasRule, capability: NonNullable<Draft['effect']>['capability']): Judged {
  const { effect } = KERAS_KINDS[rule];
  return effect === undefined ? { rule } : { rule, effect: { capability, would: effect } };
}

function judgeName({ module, name }: KerasFact): Judged | null {
  const from = module ?? '';
  const helper = helperOf(from, name);
  if (helper !== null) return { rule: 'call', effect: helper };
  const entry = lookup(from, name.split('.'));
  const { capability } = entry;
  if (isDangerous(capability) || capability === 'DESERIALIZE')
    return { rule: 'call', effect: { capability, would: `call ${from}.${name}` } };
  if (from === 'builtins' || KERAS_OWN.test(from)) return null;
  return isOrdinary(entry) ? { rule: 'foreign', severity: 'low' } : { rule: 'foreign' };
}

const KERAS_OWN = /^(?:keras|tf_keras|tensorflow|keras_hub|keras_nlp|keras_cv)(?:\.|$)/;

function isOrdinary({ trust, capability }: Entry): boolean {
  return trust === 'good' && capability !== 'CALL_INDIRECT';
}
