import type { ProblemFact } from '../../facts.ts';
import { LIMITS } from '../../limits.ts';
import { data, type Prose, prose } from '../../report/prose.ts';
import { type ByteSource, placeIn } from '../../source/byte-source.ts';
import { isAllZero } from '../../source/zeros.ts';
import { BLOCK, parseHeader } from './header.ts';

/** A member under the name and size that count: those of a PAX or GNU header before it, when there is one. */
export interface TarEntry {
  readonly name: string;
  /** First header that belongs to it, and the bytes up to its data. */
  readonly offset: number;
  readonly dataOffset: number;
  readonly size: number;
  readonly type: string;
  readonly link: string;
}

export interface TarArchive {
  readonly entries: readonly TarEntry[];
  /** After the last member and the zero block that ends the archive. */
  readonly end: number;
  readonly problems: readonly ProblemFact[];
}

/** Longest extended header that is read. */
const EXTENDED = 1024 * 1024;

/** What the extended headers before a member say of it. */
interface Extended {
  path?: string;
  size?: number;
}

/** Walks the headers as tarfile does: from one to the next by the stated size, to the first zero block. */
export async function readTar(source: ByteSource, max: number = LIMITS.members): Promise<TarArchive> {
  const entries: TarEntry[] = [];
  const problems: ProblemFact[] = [];
  const say = (problem: ProblemFact['problem'], offset: number, length: number, what: Prose): void => {
    problems.push({ kind: 'problem', at: placeIn(source, offset, length), problem, what });
  };
  let extended: Extended = {};
  let first = 0;
  let at = 0;
  while (at + BLOCK <= source.size) {
    const block = await source.read(at, BLOCK);
    if (isAllZero(block)) return { entries, problems, end: at + BLOCK };
    const header = parseHeader(block);
    if (header === null) {
      say('malformed', at, source.size - at, prose`The tar archive breaks off: this is no header.`);
      return { entries, problems, end: at };
    }
    const dataOffset = at + BLOCK;
    if ('xgLK'.includes(header.type)) {
      const bytes = await source.read(dataOffset, Math.min(header.size, EXTENDED));
      if (header.type !== 'g') extended = { ...extended, ...extensionOf(header.type, bytes) };
      at = dataOffset + padded(header.size);
      continue;
    }
    const size = extended.size ?? header.size;
    const name = extended.path ?? header.name;
    if (size !== header.size) {
      say(
        'malformed',
        at,
        BLOCK,
        prose`${data(name)} has two sizes: ${size} in its PAX header (Python, Go), ${header.size} in its own.`,
      );
    }
    if (dataOffset + size > source.size)
      say(
        'malformed',
        dataOffset,
        source.size - dataOffset,
        prose`${data(name)} is cut off: the file ends before it does.`,
      );
    if (entries.length >= max) {
      say('limit', at, source.size - at, prose`Only the first ${max} members were read.`);
      return { entries, problems, end: at };
    }
    entries.push({
      name,
      offset: first,
      dataOffset,
      size: Math.min(size, source.size - dataOffset),
      type: header.type,
      link: header.link,
    });
    at = dataOffset + padded(size);
    first = at;
    extended = {};
  }
  say('malformed', Math.min(at, source.size), 0, prose`The tar archive ends without the zero block that closes it.`);
  return { entries, problems, end: Math.min(at, source.size) };
}

function extensionOf(type: string, bytes: Uint8Array): Extended {
  const text = new TextDecoder().decode(bytes);
  if (type === 'L') return { path: text.replace(/\0.*$/s, '') };
  if (type !== 'x') return {};
  const found: Extended = {};
  // `<length> <key>=<value>\n`, one after another.
  for (const [, key, value = ''] of text.matchAll(/\d+ ([^=\n]+)=([^\n]*)\n/g)) {
    if (key === 'path') found.path = value;
    if (key === 'size' && /^\d{1,15}$/.test(value)) found.size = Number(value);
  }
  return found;
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}
