import type { Inspect, Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { Oddities, type Oddity } from '../../formats/oddities.ts';
import { readTorchMember } from '../../formats/torch/tar.ts';
import { tarKinds } from '../../identify/tar-kinds.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { type ByteSource, placeIn } from '../../source/byte-source.ts';
import { PiecedSource } from '../../source/pieced-source.ts';
import { isAllZero } from '../../source/zeros.ts';
import { UniqueNames } from '../unique-names.ts';
import { checkEntries } from './checks.ts';
import { BLOCK, parseHeader } from './header.ts';
import type { TarCode } from './oddities.ts';
import { readTar, type TarArchive, type TarEntry, type Walker } from './reader.ts';

/** Archives one after the other in one file that are opened. */
const ARCHIVES = 64;

/** A tar archive: every member opened, under each reading of its sizes; torch's oldest format read as torch reads it. */
export const readTarArchive: Reader = async (scope, _probe, inspect) => {
  const names = new UniqueNames();
  const oddities = new Oddities<TarCode>(scope, 'tar');
  const first = await readTar(scope.source);
  await openArchive(scope, first, names, oddities, inspect);
  await openFollowing(scope, first, names, oddities, inspect);
  oddities.close();
};

async function openArchive(
  scope: Scope,
  archive: TarArchive,
  names: UniqueNames,
  oddities: Oddities<TarCode>,
  inspect: Inspect,
): Promise<void> {
  const { entries, end, closed } = archive;
  for (const problem of archive.problems) scope.state(problem);
  for (const oddity of [...archive.oddities, ...checkEntries(entries)]) oddities.state(oddity);
  const isTorch = tarKinds(entries).includes('torch-tar');
  let object: number | null = null;
  for (const entry of entries) {
    const child = openEntry(scope, entry, names.of(entry.name));
    if (child === null) continue;
    const program = isTorch ? await readTorchMember(child, entry.name, inspect) : (await inspect(child), null);
    if (entry.name === 'pickle') object = program;
  }
  if (closed) scope.claim({ offset: end - BLOCK, length: BLOCK }, 'structure', 'end of tar');
  if (archive.ambiguous) await openOtherwise(scope, archive, names, oddities, inspect);
  if (!isTorch) return;
  const at = placeIn(scope.source, 0, scope.source.size);
  scope.state({
    kind: 'torch',
    at,
    container: 'tar',
    root: null,
    strays: 0,
    atStart: true,
    torchScript: false,
    script: null,
    byteorder: null,
    pickle: object,
    stops: [],
  });
}

/** Members that only readers see who go on at another place than Python does. */
async function openOtherwise(
  scope: Scope,
  { entries }: TarArchive,
  names: UniqueNames,
  oddities: Oddities<TarCode>,
  inspect: Inspect,
): Promise<void> {
  const known = new Set(entries.map(({ header }) => header));
  for (const walker of ['plain', 'data'] as const satisfies readonly Walker[]) {
    const other = await readTar(scope.source, LIMITS.members, 0, walker);
    for (const entry of other.entries) {
      if (known.has(entry.header)) continue;
      known.add(entry.header);
      const what = prose`${data(entry.name, 120)} stands inside the data of another member: only readers that go by ${walker === 'plain' ? 'the plain headers' : 'sizes of links and folders'} see it.`;
      oddities.state({ code: 'hidden-member', offset: entry.header, length: BLOCK, subject: entry.name, what });
      const child = openEntry(scope, entry, names.of(`${entry.name} (hidden from tarfile)`));
      if (child !== null) await inspect(child);
    }
  }
}

/** Archives behind the end of the first one: tarfile stops there, `ignore_zeros` and bsdtar go on. */
async function openFollowing(
  scope: Scope,
  first: TarArchive,
  names: UniqueNames,
  oddities: Oddities<TarCode>,
  inspect: Inspect,
): Promise<void> {
  let archive = first;
  for (let count = 0; count < ARCHIVES && archive.closed; count += 1) {
    const at = await nextHeader(scope.source, archive.end);
    if (at === null) return;
    const next = await readTar(scope.source, LIMITS.members, at);
    const oddity: Oddity<TarCode> = {
      code: 'second-archive',
      offset: at,
      length: BLOCK,
      what: prose`${next.entries.length} more members stand behind the end of the archive.`,
      readings: [
        { reader: 'tarfile', sees: prose`the archive ends at ${archive.end}` },
        { reader: 'ignore_zeros=True, bsdtar', sees: prose`${next.entries.length} more members from ${at}` },
      ],
    };
    oddities.state(oddity);
    await openArchive(scope, next, names, oddities, inspect);
    archive = next;
  }
}

/** The next block that is not zero, when it is a header. */
async function nextHeader(source: ByteSource, from: number): Promise<number | null> {
  for (let at = from; at + BLOCK <= source.size; at += BLOCK) {
    const block = await source.read(at, BLOCK);
    if (!isAllZero(block)) return parseHeader(block) === null ? null : at;
  }
  return null;
}

/** Null for what holds no bytes, and for what a limit keeps shut. */
function openEntry(scope: Scope, entry: TarEntry, unique: string): Scope | null {
  const { name, size, dataOffset, offset, sparse } = entry;
  scope.claim({ offset, length: dataOffset - offset }, 'structure', 'tar header');
  if (size === 0) return null;
  if (!scope.canNest || !scope.run.budgets.afford('members', 1)) {
    const why = scope.canNest
      ? `${LIMITS.members} members were opened`
      : `containers are nested more than ${LIMITS.depth} deep`;
    scope.problem('limit', dataOffset, size, prose`${data(name)} was not opened: ${why}.`);
    return null;
  }
  scope.run.reached(scope.source, dataOffset);
  if (sparse === null) return scope.child(scope.source.slice(dataOffset, size, unique), dataOffset, 'structure');
  scope.claim({ offset: dataOffset, length: size }, 'compressed', 'sparse file');
  const whole = scope.run.budgets.take('inflated', Math.min(sparse.size, LIMITS.bomb));
  if (whole < sparse.size) {
    const what = prose`${data(name)} was read as ${whole} of its ${sparse.size} bytes.`;
    scope.problem('limit', dataOffset, size, what);
  }
  return scope.child(new PiecedSource(scope.source, unique, whole, sparse.pieces), null, 'structure');
}
