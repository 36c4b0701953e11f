import type { FormatKey } from './formats.ts';

/** What a tar archive is, by its members: torch 0.1.9 and older wrote `sys_info`, `pickle`, `storages` and `tensors`. */
export function tarKinds(entries: readonly { readonly name: string }[]): FormatKey[] {
  const names = new Set(entries.map(({ name }) => name));
  return names.has('pickle') && names.has('storages') ? ['torch-tar', 'tar'] : ['tar'];
}
