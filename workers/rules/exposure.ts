import type { PickleFact, TorchFact } from '../facts.ts';
import type { Severity } from '../report/schema.ts';

/**
 * loaded    a loader of this file executes the program
 * again     only a loader that reads another pickle from the same file does
 * unopened  no loader opens it by itself: somebody has to extract it
 * weights   torch reads it as numbers
 */
export type Exposure = 'loaded' | 'again' | 'unopened' | 'weights';

export function exposureOf(
  { role, at }: PickleFact,
  torch: readonly TorchFact[],
  format: string | null = null,
): Exposure {
  switch (role) {
    case 'trailing':
      return 'again';
    case 'carved':
      return 'unopened';
    case 'storage':
      return 'weights';
    case 'member':
      // numpy.load gives members that are no arrays as bytes.
      if (format === 'npz') return 'unopened';
      // torch opens data.pkl only; archives of other kinds exist to have their members opened.
      return torch.some((fact) => fact.container === 'zip' && isInside(at.path, fact.at.path)) ? 'unopened' : 'loaded';
    default:
      return 'loaded';
  }
}

/** What a finding weighs when the program is not simply executed. */
export function capped(severity: Severity, exposure: Exposure): Severity {
  return CAPS[exposure][severity];
}

const CAPS: Readonly<Record<Exposure, Readonly<Record<Severity, Severity>>>> = {
  loaded: { critical: 'critical', high: 'high', medium: 'medium', low: 'low', note: 'note' },
  again: { critical: 'high', high: 'high', medium: 'medium', low: 'low', note: 'note' },
  unopened: { critical: 'high', high: 'medium', medium: 'low', low: 'note', note: 'note' },
  weights: { critical: 'medium', high: 'low', medium: 'note', low: 'note', note: 'note' },
};

function isInside(path: readonly string[], container: readonly string[]): boolean {
  return path.length > container.length && container.every((part, i) => path[i] === part);
}
