import type { TensorFact, TorchFact } from '../facts.ts';
import { data, prose, type Prose } from '../report/prose.ts';
import type { Place } from '../report/schema.ts';
import type { Program, RuleInput } from '../rules/rule.ts';

/** Pickles of torch's old format (torch/serialization.py, `_legacy_load`). */
const STREAMS = 5;
const PROTOCOL = 1001n;

/** Why torch.load fails on what stands around the pickles, when nothing in them stops it; null when nothing does. */
export function bodyFailure(
  { facts }: RuleInput,
  torch: TorchFact,
  loaded: readonly Program[],
): { readonly reason: Prose; readonly at: Place | null } | null {
  if (torch.container === 'legacy') {
    const [, second] = loaded;
    if (second !== undefined && isOther(second)) return { reason: ['It wants protocol 1001.'], at: second.fact.at };
    if (loaded.length < STREAMS)
      return { reason: prose`It wants five pickles one after the other; there are ${loaded.length}.`, at: null };
  }
  const lost = facts.find(
    (fact): fact is TensorFact => fact.kind === 'tensor' && fact.problem?.code === 'missing-record',
  );
  return lost === undefined
    ? null
    : { reason: prose`There is no record of storage ${data(lost.storage.key, 80)}.`, at: lost.at };
}

function isOther({ fact: { traces } }: Program): boolean {
  const [trace] = traces;
  const value = trace === undefined || trace.result === null ? null : trace.value(trace.result);
  return value?.kind === 'int' && value.value !== PROTOCOL;
}
