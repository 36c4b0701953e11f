import { readPrograms } from '../../analyse/programs.ts';
import type { Inspect } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { formatOf, type FormatKey } from '../../identify/formats.ts';
import { identify } from '../../identify/identify.ts';
import { Probe } from '../../identify/probe.ts';

/**
 * A storage record: numbers, as torch reads them. Only its first bytes are looked at; when they are those of a program or a
 * container, it is identified properly, because numbers do not begin like that.
 */
export async function readStorage(scope: Scope, head: Uint8Array, inspect: Inspect): Promise<void> {
  const first = head.length > 0 ? head : await scope.source.read(0, 64);
  const found = looksTelling(first) ? await identify(await Probe.of(scope.source, scope.run.engine)) : [];
  if (found.some(isArchiveOrExecutable)) return inspect(scope);
  scope.describe(null, 'weights');
  if (found.includes('pickle') || found.includes('joblib')) await readPrograms(scope, 0, 'storage');
  scope.claim({ offset: 0, length: scope.source.size }, 'weights', 'storage record');
  scope.close();
}

function isArchiveOrExecutable(format: FormatKey): boolean {
  const { support, name } = formatOf(format);
  return (support === 'read' && format !== 'pickle' && format !== 'joblib') || name.startsWith('Executable');
}

/** PROTO and an opcode; a ZIP, ELF, PE or Mach-O signature; or a line of text as protocol 0 starts. */
function looksTelling(head: Uint8Array): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = head;
  if (a === 0x80 && b <= 5) return true;
  const word = (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
  if (word === 0x04034b50 || word === 0x464c457f || word === 0xfeedfacf || (a === 0x4d && b === 0x5a)) return true;
  return head.length >= 4 && head.every((byte) => byte === 0x0a || (byte >= 0x20 && byte < 0x7f));
}
