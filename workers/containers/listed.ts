import type { Inspect } from '../analyse/reader.ts';
import type { Scope } from '../analyse/scope.ts';
import { Oddities } from '../formats/oddities.ts';
import { LIMITS } from '../limits.ts';
import { data, type Prose, prose } from '../report/prose.ts';
import type { Range } from '../report/schema.ts';
import { type Piece, PiecedSource } from '../source/pieced-source.ts';
import type { ArchiveCode } from './archive-oddities.ts';
import { stateNames } from './member-names.ts';
import { UniqueNames } from './unique-names.ts';

const UNPACK = 'Unpack it in a place where nothing is loaded, and inspect the files.';

/** A member of an archive whose packing is not decoded. */
export interface ListedMember {
  readonly name: string;
  /** Its packed bytes; null when they are not its own. */
  readonly packed: Range | null;
  /** The packed bytes are the file itself. */
  readonly stored: boolean;
  /** Where it is stored when that is in several pieces: `packed` is null then. */
  readonly pieces?: readonly Range[] | null;
  readonly encrypted: boolean;
}

/** What the headers of such an archive say. */
export interface Listing {
  /** For people: "RAR". */
  readonly name: string;
  readonly headers: readonly Range[];
  readonly members: readonly ListedMember[];
  /** Packed bytes that belong to several members. */
  readonly blocks: readonly Range[];
  /** Even the list is encrypted. */
  readonly hidden: boolean;
  /** Where the headers break off; null when they end properly. */
  readonly brokenAt: number | null;
}

/** Accounts for the archive, opens what is stored as it is, and says that the rest is not read. */
export async function openListed(scope: Scope, listing: Listing, inspect: Inspect): Promise<void> {
  const { source } = scope;
  const whole = { offset: 0, length: source.size };
  const oddities = new Oddities<ArchiveCode>(scope, 'archive');
  const { name, headers, members, blocks, hidden, brokenAt } = listing;
  for (const header of headers) scope.claim(header, 'structure', `${name} header`);
  for (const block of blocks) scope.claim(block, 'compressed', name);
  stateNames(
    oddities,
    whole,
    members.map((member) => member.name),
  );
  const unread = (code: ArchiveCode, what: Prose): void => {
    oddities.state({ code, ...whole, what });
    scope.problem('unsupported', 0, source.size, what);
  };
  if (hidden) {
    unread(
      'encrypted-names',
      prose`The list of files is encrypted with a password, and Vitrine does not decrypt ${name}: nothing in the archive can be looked into, not even names. ${UNPACK}`,
    );
    scope.claim(whole, 'compressed', 'encrypted');
  }
  const names = new UniqueNames();
  const closed: ListedMember[] = [];
  for (const member of members) {
    const unique = names.of(member.name === '' ? 'unnamed' : member.name);
    if (!(await openStored(scope, member, unique, inspect))) closed.push(member);
  }
  const locked = closed.filter(({ encrypted }) => encrypted);
  const packed = closed.filter(({ encrypted }) => !encrypted);
  if (locked.length > 0)
    unread(
      'encrypted',
      prose`${listed(locked)} can not be looked into: encrypted with a password, and Vitrine does not decrypt ${name}. ${UNPACK}`,
    );
  if (packed.length > 0)
    unread('not-read', prose`${listed(packed)} can not be looked into: Vitrine does not unpack ${name}. ${UNPACK}`);
  if (brokenAt !== null) {
    const what = prose`The ${name} headers break off here: ${members.length} members were listed before.`;
    scope.problem('malformed', brokenAt, Math.max(1, source.size - brokenAt), what);
  }
  oddities.close();
}

/** Whether nothing is left to say of it: it was opened, or holds nothing. */
async function openStored(
  scope: Scope,
  { packed, stored, pieces, encrypted }: ListedMember,
  name: string,
  inspect: Inspect,
): Promise<boolean> {
  const parts = pieces ?? (packed === null ? null : [packed]);
  if (parts === null) return false;
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  if (size === 0) return true;
  if (!stored || encrypted) {
    for (const part of parts) scope.claim(part, 'compressed', encrypted ? 'encrypted' : 'packed');
    return false;
  }
  const { offset } = parts[0] ?? { offset: 0 };
  if (!scope.canNest || !scope.run.budgets.afford('members', 1) || !scope.run.budgets.afford('opened', size)) {
    const what = prose`${data(name)} was not opened: a limit of ${LIMITS.depth} levels or of members is reached.`;
    scope.problem('limit', offset, size, what);
    return true;
  }
  await inspect(
    parts.length === 1
      ? scope.child(scope.source.slice(offset, size, name), offset, 'structure')
      : joined(scope, parts, size, name),
  );
  return true;
}

function joined(scope: Scope, parts: readonly Range[], size: number, name: string): Scope {
  let at = 0;
  const pieces: Piece[] = [];
  for (const part of parts) {
    scope.claim(part, 'compressed', 'stored');
    pieces.push({ ...part, at });
    at += part.length;
  }
  return scope.child(new PiecedSource(scope.source, name, size, pieces), null, 'structure');
}

function listed(members: readonly ListedMember[]): Prose {
  const first = data(members[0]?.name ?? '', 120);
  return members.length === 1 ? [first] : prose`${first} and ${members.length - 1} more`;
}
