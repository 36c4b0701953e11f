import { headerOf } from '../formats/r/header.ts';
import type { FormatKey } from './formats.ts';
import type { Probe } from './probe.ts';

/** R's serialization: one object, or the variables of a workspace. */
export function rKind({ head }: Probe): FormatKey[] {
  const header = headerOf(head);
  return header === null ? [] : [header.isWorkspace ? 'rdata' : 'rds'];
}
