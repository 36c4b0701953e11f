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
  const isExport = torch === null && archive.entries.some(({ key }) => /(?:^|\/)archive_format$/.test(key));
  if (torch === null) await openAll(scope, archive.entries, inspect, isExport);
  else await readTorchArchive(scope, torch, inspect);
};

/** Members that are no torch records: identified and read as what they are. */
async function openAll(scope: Scope, entries: readonly ZipEntry[], inspect: Inspect, isExport: boolean): Promise<void> {
  const names = new UniqueNames();
  for (const entry of entries) {
    const isPayload = isExport && /(?:^|\/)data\/(?:weights|constants)\/\w+$/.test(entry.key);
    const read: Inspect = isPayload ? (child) => readPayload(child, entry.head, inspect) : inspect;
    await openMember(scope, entry, names.of(entry.name), { checksum: true, read });
  }
}

/** Comments that are text are explained; others stay open, to be looked at as hidden bytes. */
async function claimComments(scope: Scope, archive: ZipArchive): Promise<void> {
  for (const range of comments(archive)) {
    const bytes = await scope.source.read(range.offset, range.length);
    if (asText(bytes, false) !== null) scope.claim(range, 'text', 'comment');
  }
}
