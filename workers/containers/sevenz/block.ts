import type { Inspect } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import type { Oddities } from '../../formats/oddities.ts';
import { LIMITS } from '../../limits.ts';
import { code, data, type Prose, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { HeldSource } from '../../source/held-source.ts';
import type { ArchiveCode } from '../archive-oddities.ts';
import { concat, stream } from '../hold.ts';
import { LOCKED, whyLocked } from '../locked.ts';
import type { Cipher, KeyRing } from './aes.ts';
import { chainOf, type Decoded, decode, type Step, unlocked } from './decode.ts';
import type { Folder, Part } from './header.ts';
import { coderName } from './methods.ts';
import { collect, part, Splitter, type Taken } from './split.ts';

/** Filters look at some bytes behind those they change. */
const LOOK_AHEAD = 64;

/** One file of a solid block. */
export interface Member extends Part {
  /** As written, and unique in the archive. */
  readonly name: string;
  readonly unique: string;
}

/** What the members of one archive share. */
export interface Archive {
  readonly scope: Scope;
  readonly oddities: Oddities<ArchiveCode>;
  readonly inspect: Inspect;
  readonly keys: KeyRing;
}

/** Decodes one solid block, of packed streams of these sizes, from front to back and opens each of its files, or says why it cannot be looked into. */
export async function openBlock(
  archive: Archive,
  folder: Folder,
  sizes: readonly number[],
  range: Range,
  members: readonly Member[],
): Promise<void> {
  const { scope, oddities } = archive;
  const methods = [...new Set(folder.coders.map(({ id }) => coderName(id)))].join(', ');
  const chain = chainOf(folder, sizes);
  const lock = 'missing' in chain || members.length === 0 ? null : chain.lock;
  const opened = lock === null || 'missing' in chain ? null : await unlock(archive, lock, chain.steps, range, members);
  scope.claim(range, 'compressed', lock !== null && opened === null ? LOCKED : methods);
  const unread = (code: ArchiveCode, why: Prose): void => {
    const what = prose`${namesOf(members)} can not be looked into: ${why}`;
    oddities.state({ code, ...range, what });
    scope.problem('unsupported', range.offset, range.length, what);
  };
  if ('missing' in chain) {
    unread(
      'method',
      prose`packed with ${chain.missing.join(', ')}, which Vitrine does not unpack. Unpack it in a place where nothing is loaded, and inspect the files.`,
    );
    return;
  }
  if (members.length === 0) return;
  if (lock === null) return openMembers(archive, chain.steps, range, members);
  if (opened === null) {
    unread('encrypted', [whyLocked(scope.run.passwords.length)]);
    return;
  }
  oddities.state({ code: 'unlocked', ...range, what: prose`${namesOf(members)} can be read with the password given.` });
  return openMembers(archive, opened, range, members);
}

/** The steps with the first key under which the first file has its checksum; null when there is none. */
async function unlock(
  { scope, keys }: Archive,
  lock: Cipher,
  steps: readonly Step[],
  range: Range,
  [first]: readonly Member[],
): Promise<Step[] | null> {
  if (first === undefined) return null;
  const { engine } = scope.run;
  const packed = scope.source.slice(range.offset, range.length);
  for await (const key of keys.keys(lock, engine)) {
    const told: Decoded = { fault: null };
    const open = unlocked(steps, key);
    const most = Math.min(first.size + LOOK_AHEAD, Math.max(1, scope.run.budgets.left('inflated')));
    const splitter = new Splitter(decode(packed, engine, open, most, told));
    const taken = await splitter.take(first.size, 0, engine, (total) => total > LIMITS.bomb);
    await splitter.close();
    scope.run.budgets.take('inflated', taken.produced);
    const fits = first.crc === null ? told.fault === null : taken.crc === first.crc;
    if (fits && taken.produced === first.size) return open;
  }
  return null;
}

async function openMembers(
  { scope, oddities, inspect }: Archive,
  steps: readonly Step[],
  range: Range,
  members: readonly Member[],
): Promise<void> {
  const { run } = scope;
  const packed = scope.source.slice(range.offset, range.length);
  const told: Decoded = { fault: null };
  const most = Math.max(1, run.budgets.left('inflated'));
  const splitter = new Splitter(decode(packed, run.engine, steps, most, told));
  const isBomb = (total: number): boolean => total > LIMITS.bomb && total > packed.size * LIMITS.ratio;
  let start = 0;
  try {
    for (const [i, member] of members.entries()) {
      const at = start;
      const taken = await splitter.take(member.size, LIMITS.inflatedMember, run.engine, isBomb);
      start += taken.produced;
      if (taken.held > 0 && affords(scope, range, member)) {
        const source = sourceOf(scope, packed, steps, at, taken, member.unique);
        await inspect(scope.child(source, null, 'structure'));
      }
      if (taken.produced < member.size) {
        sayShort(scope, oddities, range, told, members.slice(i), taken.produced, splitter);
        return;
      }
      if (member.crc !== null && member.crc !== taken.crc) {
        const what = prose`${data(member.name)} has the CRC-32 ${hex(taken.crc)}, ${hex(member.crc)} is stated.`;
        oddities.state({ code: 'checksum', ...range, subject: member.name, what });
      }
    }
  } finally {
    run.budgets.take('inflated', splitter.total);
    await splitter.close();
  }
  if (splitter.total > LIMITS.ratioFloor && splitter.total > packed.size * LIMITS.ratio) {
    oddities.state({ code: 'ratio', ...range, what: prose`${packed.size} bytes become ${splitter.total}.` });
  }
}

/** The bytes of a member that was taken at `at`: held, or made again as they are read. */
function sourceOf(
  scope: Scope,
  packed: ByteSource,
  steps: readonly Step[],
  at: number,
  taken: Taken,
  name: string,
): ByteSource {
  const { run } = scope;
  const again = (length: number): AsyncGenerator<Uint8Array, void> =>
    part(decode(packed, run.engine, steps, at + length + LOOK_AHEAD, { fault: null }), at, length);
  if (taken.held < taken.produced && run.budgets.left('inflated') > at + taken.produced) {
    const head = concat(taken.kept, LIMITS.streamHead);
    return stream(scope, name, {
      size: taken.produced,
      start: () => again(taken.produced),
      head,
      tail: new Uint8Array(0),
    });
  }
  if (taken.held < taken.produced) {
    const what = prose`${data(name)}: only the first ${taken.held} of ${taken.produced} unpacked bytes were read.`;
    scope.problem('limit', 0, scope.source.size, what);
  }
  const load = (): Promise<Uint8Array> => collect(again(taken.held), taken.held);
  return new HeldSource(scope.source, name, taken.held, run.shelf, load, concat(taken.kept, taken.held));
}

function affords(scope: Scope, { offset, length }: Range, { name }: Member): boolean {
  const { canNest } = scope;
  if (canNest && scope.run.budgets.afford('members', 1)) return true;
  const why = canNest
    ? `${LIMITS.members} members were opened`
    : `containers are nested more than ${LIMITS.depth} deep`;
  scope.problem('limit', offset, length, prose`${data(name)} was not opened: ${why}.`);
  return false;
}

/** The block gave less than its files need: the first of them is cut off, the others are not there. */
function sayShort(
  scope: Scope,
  oddities: Oddities<ArchiveCode>,
  range: Range,
  { fault }: Decoded,
  members: readonly Member[],
  produced: number,
  { total }: Splitter,
): void {
  const rest = members.length > 1 ? prose` ${members.length - 1} files behind it were not read.` : [];
  const name = data(members[0]?.name ?? '');
  if (total > LIMITS.bomb && total > range.length * LIMITS.ratio) {
    oddities.state({ code: 'bomb', ...range, what: prose`${range.length} bytes become more than ${total}.` });
    scope.problem('limit', range.offset, range.length, prose`${name} was unpacked to ${produced} bytes only.${rest}`);
    return;
  }
  const kind = fault === 'limit' || fault === 'memory' ? 'limit' : 'malformed';
  scope.problem(
    kind,
    range.offset,
    range.length,
    prose`${name} breaks off after ${produced} bytes: ${WHY[fault ?? ''] ?? 'its data is broken'}.${rest}`,
  );
}

const WHY: Readonly<Record<string, string>> = {
  truncated: 'the compressed data ends',
  limit: 'too much comes out of this file',
  memory: 'decompressing takes more memory than Vitrine gives it',
};

function namesOf(members: readonly Member[]): Prose {
  const [first, second] = members;
  if (first === undefined) return ['A block'];
  if (second === undefined) return [data(first.name, 120)];
  return prose`${data(first.name, 120)} and ${members.length - 1} more`;
}

function hex(value: number): ReturnType<typeof code> {
  return code(`0x${value.toString(16).padStart(8, '0')}`);
}
