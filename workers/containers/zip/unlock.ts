import type { Scope } from '../../analyse/scope.ts';
import { identify } from '../../identify/identify.ts';
import { Probe } from '../../identify/probe.ts';
import { formatOf } from '../../identify/formats.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { u16 } from '../../source/little-endian.ts';
import { hold } from '../hold.ts';
import { entryCodec } from './codecs.ts';
import { crcOf } from './crc.ts';
import { decrypt, METHOD_AES, type Seal, sealOf } from './decrypt.ts';
import type { EntryReading, ZipEntry } from './entry.ts';
import { inflateMember } from './inflate.ts';

/** Offset of the modification time in a local header. */
const TIME_AT = 10;

/** What was decrypted, and whether the code after it says that nobody changed it. */
export interface Unlocked {
  readonly source: ByteSource;
  readonly isAuthentic: boolean | null;
}

/**
 * The content of an entry that is marked as encrypted: under the first password that fits; `plain` when it is not encrypted
 * at all, whatever its mark says; null when no password fits.
 */
export async function unlock(
  scope: Scope,
  entry: ZipEntry,
  reading: EntryReading,
  packed: ByteSource,
  name: string,
): Promise<Unlocked | 'plain' | null> {
  const header = reading.by === 'central' ? entry.central : entry.local;
  if (header === null) return null;
  const { flags, extra } = header;
  if (reading.method !== METHOD_AES && (await isPlain(scope, reading, flags, packed))) return 'plain';
  const time = entry.local === null ? null : u16(await scope.source.read(entry.local.offset + TIME_AT, 2), 0);
  const seal = sealOf({ flags, method: reading.method, crc: reading.crc, time, extra });
  if (seal === null) return null;
  for (const password of scope.run.passwords) {
    const opened = await decrypt(packed, seal, password);
    if (opened === null) continue;
    const inside = (await hold(scope, name, packed.size, opened.produce)).source;
    const source = await contentOf(scope, seal, reading, flags, inside, name);
    if (source !== null) return { source, isAuthentic: opened.isAuthentic };
  }
  return null;
}

/** What the decrypted bytes hold; null when they are not what the entry says: then the password was another one. */
async function contentOf(
  scope: Scope,
  seal: Seal,
  reading: EntryReading,
  flags: number,
  inside: ByteSource,
  name: string,
): Promise<ByteSource | null> {
  const isChecked = seal.kind === 'zipcrypto' || seal.checked;
  if (seal.method === 0) return !isChecked || (await crcOf(scope, inside)) === reading.crc ? inside : null;
  const how = await entryCodec(seal.method, flags, reading.size, inside);
  if (how === null) return null;
  const { source, end } = await inflateMember(scope, inside.slice(how.skip, inside.size), how.codec, name);
  if (end?.status === 'done' && isChecked && end.crc32 !== reading.crc) return null;
  return end?.status === 'done' || end === null ? source : null;
}

/** Whether the bytes make sense as they are. Random ones do not decompress to their end, and are no known format. */
async function isPlain(scope: Scope, reading: EntryReading, flags: number, packed: ByteSource): Promise<boolean> {
  if (packed.size === 0) return false;
  if (reading.method === 0) {
    if (packed.size === reading.size && (await crcOf(scope, packed)) === reading.crc) return true;
    const found = await identify(await Probe.of(packed, scope.run.engine));
    return found.some((format) => formatOf(format).support !== 'text');
  }
  const how = await entryCodec(reading.method, flags, reading.size, packed);
  if (how === null) return false;
  const { end } = await inflateMember(scope, packed.slice(how.skip, packed.size), how.codec, 'plain');
  return end?.status === 'done';
}
