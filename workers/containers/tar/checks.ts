import type { Oddity } from '../../formats/oddities.ts';
import { code, data, prose } from '../../report/prose.ts';
import { foldedKey } from '../zip/names.ts';
import { BLOCK } from './header.ts';
import type { TarCode } from './oddities.ts';
import type { TarEntry } from './reader.ts';

const SET_ID = 0o6000;

/** What is odd about the members one by one, and about which of them goes where when they are unpacked in order. */
export function checkEntries(entries: readonly TarEntry[]): Oddity<TarCode>[] {
  return [...entries.flatMap(checkEntry), ...checkOrder(entries), ...checkNames(entries)];
}

function checkEntry(entry: TarEntry): Oddity<TarCode>[] {
  const { name, type, link, mode, sparse } = entry;
  const found: Oddity<TarCode>[] = [];
  const note = (what: Oddity<TarCode>['what'], odd: TarCode): void => {
    found.push({ code: odd, offset: entry.header, length: BLOCK, subject: name, what });
  };
  if (escapes(name)) note(prose`${data(name, 160)} leads out of the folder it is unpacked in.`, 'name-escapes');
  if (/[\u0000-\u001f\u007f]/.test(name)) note(prose`${data(name, 160)} holds control characters.`, 'name-control');
  if (type === '1' || type === '2') {
    const isOut = linkEscapes(name, link, type === '2');
    const shown = prose`${data(name, 120)} is a link to ${data(link, 160)}`;
    if (isOut) note(prose`${shown}, out of the folder it is unpacked in.`, 'link-escapes');
    else note(prose`${shown}.`, 'link');
  } else if ('346'.includes(type)) {
    const kind = type === '6' ? 'a pipe' : 'a device';
    note(prose`${data(name, 120)} is ${kind}, which unpacking makes.`, 'device');
  } else if (!'057SVMDNA'.includes(type)) {
    const shown = code(JSON.stringify(type));
    note(prose`${data(name, 120)} has the type ${shown}, which no standard knows.`, 'type-unknown');
  }
  if ((mode & SET_ID) !== 0 && type !== '5')
    note(prose`${data(name, 120)} is to be run with its owner’s rights.`, 'set-id');
  if (sparse !== null) {
    const stored = sparse.pieces.reduce((sum, { length }) => sum + length, 0);
    note(prose`${data(name, 120)} is stored without its zeros: ${stored} of ${sparse.size} bytes.`, 'sparse');
  }
  return found;
}

/** A member that is unpacked to a name at or below a link that leads out is written where the link leads. */
function checkOrder(entries: readonly TarEntry[]): Oddity<TarCode>[] {
  const links = new Map<string, TarEntry>();
  const found: Oddity<TarCode>[] = [];
  for (const entry of entries) {
    const parts = plainName(entry.name).split('/');
    const passed = parts.map((_, i) => links.get(parts.slice(0, i + 1).join('/'))).find((link) => link !== undefined);
    const isFile = !'12'.includes(entry.type);
    if (passed !== undefined && isFile)
      found.push({
        code: 'through-link',
        offset: entry.header,
        length: BLOCK,
        subject: entry.name,
        what: prose`${data(entry.name, 120)} is written through ${data(passed.name, 120)}, a link to ${data(passed.link, 120)} in the same archive.`,
      });
    const isOut = !isFile && linkEscapes(entry.name, entry.link, entry.type === '2');
    if (isOut) links.set(plainName(entry.name), entry);
    else links.delete(plainName(entry.name));
  }
  return found;
}

function checkNames(entries: readonly TarEntry[]): Oddity<TarCode>[] {
  const seen = new Map<string, TarEntry>();
  const found: Oddity<TarCode>[] = [];
  for (const entry of entries) {
    if (entry.type === '5') continue;
    const name = plainName(entry.name);
    const folded = foldedKey(name);
    const before = seen.get(folded);
    if (before !== undefined) {
      const isSame = plainName(before.name) === name;
      found.push({
        code: isSame ? 'duplicate-name' : 'case-collision',
        offset: entry.header,
        length: BLOCK,
        subject: entry.name,
        what: isSame
          ? prose`${data(name, 120)} is in the archive more than once.`
          : prose`${data(before.name, 120)} and ${data(entry.name, 120)} differ in upper and lower case only.`,
        readings: [
          { reader: 'takes the first', sees: prose`the member at ${before.header}` },
          {
            reader: isSame ? 'takes the last (tarfile, unpacking)' : 'knows both (tarfile)',
            sees: prose`the member at ${entry.header}`,
          },
        ],
      });
    }
    seen.set(folded, entry);
  }
  return found;
}

function plainName(name: string): string {
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** A drive, a root, or a step up. */
function escapes(name: string): boolean {
  return /^(?:[A-Za-z]:|[/\\])/.test(name) || name.split(/[/\\]/).includes('..');
}

/** A symbolic link counts from the folder it stands in, a hard link from the top. */
function linkEscapes(name: string, link: string, isSymbolic: boolean): boolean {
  if (/^(?:[A-Za-z]:|[/\\])/.test(link)) return true;
  let depth = isSymbolic ? plainName(name).split('/').length - 1 : 0;
  for (const part of link.split(/[/\\]/)) {
    if (part === '..') depth -= 1;
    else if (part !== '' && part !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}
