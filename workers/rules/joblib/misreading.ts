import type { Act } from '../../formats/pickle/semantics/act.ts';
import type { Interpretation } from '../../formats/pickle/semantics/interpret.ts';
import { importSeverity } from '../severity.ts';

/**
 * Whether a loader that misreads a joblib file (pickle/trace.ts, `misread`) does something that counts: calls something dangerous,
 * or looks it up. Names nobody knows come up by accident there.
 */
export function isDangerous({ acts }: Interpretation): boolean {
  return acts.some((act) => counts(act));
}

function counts(act: Act): boolean {
  if (act.kind === 'nested') return (act.child ?? []).some((child) => isDangerous(child));
  if (act.kind === 'import') return importSeverity(act.capability) === 'high';
  return act.kind === 'call' || act.kind === 'mutate';
}
