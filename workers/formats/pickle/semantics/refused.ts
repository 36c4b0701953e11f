import type { Prose } from '../../../report/prose.ts';

/** What one opcode surely raises for, as half a sentence: in the unpickler in C, and in the one in Python. */
export interface Refused {
  readonly c: Prose | null;
  readonly python: Prose | null;
}

export function both(what: Prose | null): Refused | null {
  return what === null ? null : { c: what, python: what };
}
