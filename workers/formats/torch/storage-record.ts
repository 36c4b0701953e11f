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
  const found = await beginsAs(scope, head);
  if (found.some(isArchiveOrExecutable)) return inspect(scope);
  scope.describe(null, 'weights');
  if (found.some(isPickle)) await readPrograms(scope, 0, 'storage');
  claimNumbers(scope, 'storage record');
}

/** A payload of an exported program (torch/export/pt2_archive): numbers, or a pickle where its entry says so, which is loaded. */
export async function readPayload(scope: Scope, head: Uint8Array, inspect: Inspect): Promise<void> {
  const found = await beginsAs(scope, head);
  if (found.some((format) => isPickle(format) || isArchiveOrExecutable(format))) return inspect(scope);
  scope.describe(null, 'weights');
  claimNumbers(scope, 'numbers of a tensor');
}

async function beginsAs({ source, run }: Scope, head: Uint8Array): Promise<readonly FormatKey[]> {
  const first = head.length > 0 ? head : await source.read(0, 64);
  return looksTelling(first) ? identify(await Probe.of(source, run.engine)) : [];
}

function claimNumbers(scope: Scope, label: string): void {
  scope.claim({ offset: 0, length: scope.source.size }, 'weights', label);
  scope.close();
}

function isPickle(format: FormatKey): boolean {
  return format === 'pickle' || format === 'joblib';
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
