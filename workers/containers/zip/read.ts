import type { Inspect, Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { asText } from '../../identify/text.ts';
import { readPayload } from '../../formats/torch/storage-record.ts';
import { readTorchArchive, torchArchive } from '../../formats/torch/archive.ts';
import { comments, structureClaims } from './claims.ts';
import type { ZipEntry } from './entry.ts';
import { openMember } from './member.ts';
import type { ZipArchive } from './reader.ts';
import { UniqueNames } from '../unique-names.ts';

/** Any ZIP archive: its own structure, then every member under every reading. Torch's are read as torch reads them. */
export const readArchive: Reader = async (scope, probe, inspect) => {
  const archive = await probe.zip();
  if (archive === null) return;
  for (const fact of archive.facts) scope.state(fact);
  for (const problem of archive.problems) scope.state(problem);
  for (const claim of structureClaims(archive)) scope.claim(claim, claim.kind, claim.label);
  await claimComments(scope, archive);
  const torch = torchArchive(archive);
  if (torch === null) await openAll(scope, archive.entries, inspect, payloadsOf(archive));
  else await readTorchArchive(scope, torch, inspect);
};

/** Members that are no torch records: identified and read as what they are. */
async function openAll(
  scope: Scope,
  entries: readonly ZipEntry[],
  inspect: Inspect,
  payloads: RegExp | null,
): Promise<void> {
  const names = new UniqueNames();
  for (const entry of entries) {
    const read: Inspect =
      payloads?.test(entry.key) === true ? (child) => readPayload(child, entry.head, inspect) : inspect;
    await openMember(scope, entry, names.of(entry.name), { checksum: true, read });
  }
}

/** Members that are numbers of tensors in an exported program, or in a package (torch/package/package_exporter.py); null in other archives. */
function payloadsOf({ entries }: ZipArchive): RegExp | null {
  const has = (record: RegExp): boolean => entries.some(({ key }) => record.test(key));
  if (has(/(?:^|\/)archive_format$/)) return /(?:^|\/)data\/(?:weights|constants)\/\w+$/;
  return has(/(?:^|\/)\.data\/version$/) ? /(?:^|\/)\.data\/\d+\.storage$/ : null;
}

/** Comments that are text are explained; others stay open, to be looked at as hidden bytes. */
async function claimComments(scope: Scope, archive: ZipArchive): Promise<void> {
  for (const range of comments(archive)) {
    const bytes = await scope.source.read(range.offset, range.length);
    if (asText(bytes, false) !== null) scope.claim(range, 'text', 'comment');
  }
}
