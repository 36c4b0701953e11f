import type { Oddities } from '../formats/oddities.ts';
import { prose } from '../report/prose.ts';
import type { Range } from '../report/schema.ts';
import type { ArchiveCode } from './archive-oddities.ts';

/** States names that leave the folder they are unpacked in, and names that several members share. */
export function stateNames(oddities: Oddities<ArchiveCode>, range: Range, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (escapes(name)) {
      const what = prose`A member’s name leads out of the folder it is unpacked in.`;
      oddities.state({ code: 'name-escapes', ...range, subject: name, what });
    }
    if (seen.has(name) && name !== '') {
      const what = prose`Several members have this name: the last one unpacked replaces the others.`;
      oddities.state({ code: 'duplicate-name', ...range, subject: name, what });
    }
    seen.add(name);
  }
}

/** A drive, a root, or a step up that is not taken back. */
function escapes(name: string): boolean {
  return /^(?:[A-Za-z]:|[/\\])/.test(name) || name.split(/[/\\]/).includes('..');
}
