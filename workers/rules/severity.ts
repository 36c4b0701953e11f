import type { Act } from '../formats/pickle/semantics/act.ts';
import type { Severity } from '../report/schema.ts';
import type { Capability } from './knowledge/capability.ts';
import { isKnownImport } from './knowledge/lookup.ts';

interface Levels {
  /** Called with constants, called with arguments that are not known, looked up only. */
  readonly known: Severity;
  readonly unknown: Severity;
  readonly imported: Severity;
}

/** research/pickle.md §4.2. */
const LEVELS: Readonly<Partial<Record<Capability, Levels>>> = {
  EXEC_PROC: { known: 'critical', unknown: 'critical', imported: 'high' },
  EVAL: { known: 'critical', unknown: 'critical', imported: 'high' },
  REFLECT_CODE: { known: 'critical', unknown: 'critical', imported: 'high' },
  NATIVE_LOAD: { known: 'critical', unknown: 'critical', imported: 'high' },
  IMPORT_BY_NAME: { known: 'critical', unknown: 'critical', imported: 'high' },
  ATTR_TRAVERSE: { known: 'high', unknown: 'high', imported: 'high' },
  CLASS_CREATE: { known: 'critical', unknown: 'critical', imported: 'medium' },
  FS_WRITE: { known: 'critical', unknown: 'high', imported: 'high' },
  FS_DELETE: { known: 'critical', unknown: 'high', imported: 'high' },
  STATE_MUTATE: { known: 'critical', unknown: 'high', imported: 'high' },
  DEFER: { known: 'critical', unknown: 'high', imported: 'high' },
  NET: { known: 'high', unknown: 'high', imported: 'medium' },
  FS_READ: { known: 'high', unknown: 'high', imported: 'medium' },
  DESERIALIZE: { known: 'high', unknown: 'high', imported: 'medium' },
};

export function callSeverity(act: Act): Severity {
  const levels = LEVELS[act.capability];
  if (levels === undefined) return 'medium';
  return act.known ? levels.known : levels.unknown;
}

export function importSeverity(capability: Capability): Severity {
  return LEVELS[capability]?.imported ?? 'note';
}

/** Looks up a name whose module nobody knows: importing it runs that module's code, whatever it is. */
export function isUnknownImport({ kind, capability, name }: Act): boolean {
  return kind === 'import' && importSeverity(capability) === 'note' && (name === null || !isKnownImport(name.module));
}
