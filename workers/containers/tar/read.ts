import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { readTorchMember } from '../../formats/torch/tar.ts';
import { tarKinds } from '../../identify/tar-kinds.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { UniqueNames } from '../unique-names.ts';
import { BLOCK } from './header.ts';
import { readTar, type TarEntry } from './reader.ts';

/** A tar archive: every member opened; torch's oldest format read as torch reads it. */
export const readTarArchive: Reader = async (scope, _probe, inspect) => {
  const { entries, end, problems } = await readTar(scope.source);
  for (const problem of problems) scope.state(problem);
  const names = new UniqueNames();
  const isTorch = tarKinds(entries).includes('torch-tar');
  let object: number | null = null;
  for (const entry of entries) {
    scope.claim({ offset: entry.offset, length: entry.dataOffset - entry.offset }, 'structure', 'tar header');
    const child = open(scope, entry, names.of(entry.name));
    if (child === null) continue;
    const program = isTorch ? await readTorchMember(child, entry.name, inspect) : (await inspect(child), null);
    if (entry.name === 'pickle') object = program;
  }
  if (end - BLOCK >= 0) scope.claim({ offset: end - BLOCK, length: BLOCK }, 'structure', 'end of tar');
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
    byteorder: null,
    pickle: object,
  });
};

/** Null for what holds no bytes, and for what a limit keeps shut. */
function open(scope: Scope, { name, type, link, size, dataOffset, offset }: TarEntry, unique: string): Scope | null {
  if (type === '5') return null;
  if (type !== '0' && type !== '7') {
    const what =
      type === '1' || type === '2'
        ? prose`is a link to ${data(link)}, which was not followed`
        : prose`is neither file nor folder`;
    scope.problem('unsupported', offset, dataOffset - offset, prose`${data(name)} ${what}.`);
    return null;
  }
  if (size === 0) return null;
  if (!scope.canNest || !scope.run.budgets.afford('members', 1)) {
    const why = scope.canNest
      ? `${LIMITS.members} members were opened`
      : `containers are nested more than ${LIMITS.depth} deep`;
    scope.problem('limit', dataOffset, size, prose`${data(name)} was not opened: ${why}.`);
    return null;
  }
  scope.run.reached(scope.source, dataOffset);
  return scope.child(scope.source.slice(dataOffset, size, unique), dataOffset, 'structure');
}
