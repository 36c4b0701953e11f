import { tellingCall } from '../../lang/python/telling.ts';
import type { Severity } from '../../report/schema.ts';
import { type Entry, isDangerous } from '../knowledge/capability.ts';
import { lookup } from '../knowledge/lookup.ts';

/** How bad it is that a configuration has this dotted name called; null when nothing is known against it. */
export function dangerOf(name: string): Severity | null {
  const telling = tellingCall(name);
  if (telling !== null) return telling === 'process' || telling === 'code' ? 'critical' : 'high';
  const parts = name.trim().split('.');
  const whole = gradeOf(entryOf(parts));
  if (whole !== null) return whole;
  // A module gives out what it imported itself: `library.module.os.system`.
  for (let i = 1; i + 1 < parts.length && i < DEEPEST; i += 1) {
    const entry = entryOf(parts.slice(i));
    const grade = entry.match === 'exact' ? gradeOf(entry) : null;
    if (grade !== null) return grade;
  }
  return null;
}

/** A class or function that only makes values. */
export function isOrdinary(name: string): boolean {
  return entryOf(name.trim().split('.')).trust === 'good';
}

/** Parts of a name that are tried as the beginning of another. */
const DEEPEST = 16;

function entryOf(parts: readonly string[]): Entry {
  return parts.length < 2 ? lookup('builtins', parts) : lookup(parts.slice(0, -1).join('.'), parts.slice(-1));
}

const RUNS: ReadonlySet<string> = new Set(['EXEC_PROC', 'EVAL', 'REFLECT_CODE', 'NATIVE_LOAD', 'IMPORT_BY_NAME']);

function gradeOf({ capability }: Entry): Severity | null {
  if (RUNS.has(capability)) return 'critical';
  return isDangerous(capability) || capability === 'DESERIALIZE' ? 'high' : null;
}
