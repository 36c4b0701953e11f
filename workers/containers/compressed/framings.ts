import type { FormatKey } from '../../identify/formats.ts';
import { prose } from '../../report/prose.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { ascii, startsWith, u32 } from '../../source/little-endian.ts';
import { bare, type Frame, type Framing } from './framing.ts';
import { GZIP } from './gzip.ts';

const XZ_MAGIC = [0xfd, ...ascii('7zXZ'), 0];
const BZIP2_BLOCK = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const BZIP2_END = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];
const ZSTD_MAGIC = 0xfd2fb528;
const LZ4_MAGIC = 0x184d2204;
const LZ4_LEGACY_MAGIC = 0x184c2102;
const SKIPPABLE_MAGIC = 0x184d2a50;
/** Ends the table of a seekable Zstandard file. */
const SEEK_TABLE_MAGIC = 0x8f92eab1;
/** joblib before 0.10: `ZF`, the length in hexadecimal padded to 19 characters, then zlib. */
const ZFILE_HEADER = 21;

const XZ: Framing = {
  name: 'XZ',
  padded: true,
  open: async (source, at) => (startsWith(await source.read(at, 6), XZ_MAGIC) ? bare(at, 'xz') : null),
};

const BZIP2: Framing = {
  name: 'bzip2',
  padded: false,
  async open(source, at) {
    const head = await source.read(at, 10);
    const level = head[3] ?? 0;
    const isStream = startsWith(head, ascii('BZh')) && level >= 0x31 && level <= 0x39;
    const starts = startsWith(head, BZIP2_BLOCK, 4) || startsWith(head, BZIP2_END, 4) || head.length < 10;
    return isStream && starts ? bare(at, 'bzip2') : null;
  },
};

const LZMA: Framing = {
  name: 'LZMA',
  padded: false,
  open: (_source, at) => Promise.resolve(at === 0 ? bare(0, 'lzma') : null),
};

const ZLIB: Framing = {
  name: 'zlib',
  padded: false,
  open: (_source, at) => Promise.resolve(at === 0 ? bare(0, 'zlib') : null),
};

const ZSTD: Framing = {
  name: 'Zstandard',
  padded: false,
  async open(source, at) {
    const magic = await magicAt(source, at);
    return magic === ZSTD_MAGIC ? bare(at, 'zstd') : skippable(source, at, magic);
  },
};

const LZ4: Framing = {
  name: 'LZ4',
  padded: false,
  async open(source, at) {
    const magic = await magicAt(source, at);
    if (magic === LZ4_MAGIC) return bare(at, 'lz4');
    return magic === LZ4_LEGACY_MAGIC ? bare(at, 'lz4-legacy') : skippable(source, at, magic);
  },
};

const ZFILE: Framing = {
  name: 'ZFile',
  padded: false,
  async open(source, at) {
    if (at !== 0) return null;
    const head = await source.read(0, ZFILE_HEADER + 1);
    // Python 2 wrote one space more.
    return bare(ZFILE_HEADER + (head[ZFILE_HEADER] === 0x20 ? 1 : 0), 'zlib');
  },
  async close(source, at, { produced }) {
    const text = String.fromCharCode(...(await source.read(2, ZFILE_HEADER - 2))).trim();
    const stated = /^0x[0-9a-f]{1,16}L?$/i.test(text) ? Number.parseInt(text, 16) : null;
    if (stated === produced) return { end: at, fault: null };
    const what = prose`${produced} bytes came out, the header states ${stated ?? 'no length'}.`;
    return { end: at, fault: { code: 'size', what } };
  },
};

/** By key of identify/formats.ts. */
export const FRAMINGS: ReadonlyMap<FormatKey, Framing> = new Map([
  ['gzip', GZIP],
  ['bzip2', BZIP2],
  ['xz', XZ],
  ['zstd', ZSTD],
  ['lz4', LZ4],
  ['lzma', LZMA],
  ['zfile', ZFILE],
  ['zlib', ZLIB],
]);

async function magicAt(source: ByteSource, at: number): Promise<number | null> {
  const bytes = await source.read(at, 4);
  return bytes.length < 4 ? null : u32(bytes, 0);
}

/** Zstandard and LZ4 share frames that their decoders pass over. */
async function skippable(source: ByteSource, at: number, magic: number | null): Promise<Frame | null> {
  if (magic === null || (magic & 0xfffffff0) >>> 0 !== SKIPPABLE_MAGIC) return null;
  const length = u32(await source.read(at + 4, 4), 0);
  const end = at + 8 + length;
  return { kind: 'skipped', data: at + 8, end, known: await isKnown(source, at + 8, length, magic) };
}

/** What pzstd puts before each frame (the size of the next one), and the table of a seekable file. */
async function isKnown(source: ByteSource, data: number, length: number, magic: number): Promise<boolean> {
  if (length === 0 || (magic === SKIPPABLE_MAGIC && length === 4)) return true;
  if (length < 9 || data + length > source.size) return false;
  const footer = await source.read(data + length - 9, 9);
  const entry = ((footer[4] ?? 0) & 0x80) === 0 ? 8 : 12;
  return u32(footer, 5) === SEEK_TABLE_MAGIC && length === u32(footer, 0) * entry + 9;
}
