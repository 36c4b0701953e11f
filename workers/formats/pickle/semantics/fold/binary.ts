import { decodeLatin1 } from '../../text.ts';
import { decodeBase32, decodeBase64, decodeBase85, decodeHex, encodeAscii, encodeBase64, encodeHex } from '../text.ts';
import { bytes, int, type Sym, textOf } from '../sym.ts';
import type { World } from '../world.ts';
import type { Fold } from './builtins.ts';
import { decode, encode } from './codec.ts';

/** codecs, base64, binascii, zlib and struct. */
export const BINARY_FOLDS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ...both('encode', (_world, [value, codec]) => (value === undefined ? null : encode(value, textOf(codec) ?? 'utf-8'))),
  ...both('decode', (_world, [value, codec]) => (value === undefined ? null : decode(value, textOf(codec) ?? 'utf-8'))),
  ...both('utf_8_decode', (_world, [value]) => withLength(value, (v) => decode(v, 'utf-8'))),
  ...both('latin_1_decode', (_world, [value]) => withLength(value, (v) => decode(v, 'latin1'))),
  ...both('ascii_decode', (_world, [value]) => withLength(value, (v) => decode(v, 'ascii'))),
  ...both('unicode_escape_decode', (_world, [value]) => withLength(value, (v) => decode(v, 'unicode_escape'))),
  ...both('utf_8_encode', (_world, [value]) => withLength(value, (v) => encode(v, 'utf-8'))),
  ...both('latin_1_encode', (_world, [value]) => withLength(value, (v) => encode(v, 'latin1'))),
  ...fromText(
    'base64.b64decode base64.standard_b64decode base64.decodebytes base64.decodestring binascii.a2b_base64',
    decodeBase64,
  ),
  ...fromText('base64.urlsafe_b64decode', (text) => decodeBase64(text.replaceAll('-', '+').replaceAll('_', '/'))),
  ...fromText('base64.b32decode', decodeBase32),
  ...fromText('base64.b16decode binascii.unhexlify binascii.a2b_hex', decodeHex),
  ...fromText('base64.b85decode', decodeBase85),
  ...toText('binascii.hexlify binascii.b2a_hex base64.b16encode', encodeHex),
  ...toText('base64.b64encode base64.standard_b64encode base64.encodebytes', encodeBase64),
  ['zlib.decompress', (world, [value]) => inflated(world, value, 'deflate')],
  ['gzip.decompress', (world, [value]) => inflated(world, value, 'gzip')],
  ['bz2.decompress', (world, [value]) => inflated(world, value, 'bzip2')],
  ['lzma.decompress', (world, [value]) => inflated(world, value, 'xz')],
  ['struct.unpack', (_world, [format, value]) => unpack(textOf(format), value)],
  ['struct.pack', (_world, [format, ...values]) => pack(textOf(format), values)],
]);

function both(name: string, fold: Fold): [string, Fold][] {
  return [
    [`_codecs.${name}`, fold],
    [`codecs.${name}`, fold],
  ];
}

function fromText(names: string, f: (text: string) => Uint8Array | null): [string, Fold][] {
  const fold: Fold = (world, [value]) => {
    const text = value?.kind === 'bytes' ? decodeLatin1(value.bytes) : textOf(value);
    const decoded = text !== null && world.mayFold(text.length) ? f(text) : null;
    return decoded === null ? null : bytes(decoded);
  };
  return names.split(' ').map((name) => [name, fold]);
}

function toText(names: string, f: (value: Uint8Array) => string): [string, Fold][] {
  const fold: Fold = (world, [value]) => {
    if (value?.kind !== 'bytes' || !world.mayFold(value.length * 2)) return null;
    const encoded = encodeAscii(f(value.bytes));
    return encoded === null ? null : bytes(encoded);
  };
  return names.split(' ').map((name) => [name, fold]);
}

function withLength(value: Sym | undefined, f: (value: Sym) => Sym | null): Sym | null {
  const folded = value === undefined ? null : f(value);
  if (folded === null) return null;
  const length = value?.kind === 'bytes' ? value.length : value?.kind === 'str' ? value.text.length : 0;
  return { kind: 'seq', shape: 'tuple', items: [folded, int(length)] };
}

/** Decompression is asked for and comes with the next round (nested.ts). */
function inflated(world: World, value: Sym | undefined, format: 'deflate' | 'gzip' | 'bzip2' | 'xz'): Sym | null {
  if (value?.kind !== 'bytes') return null;
  const answer = world.inflate(value, format);
  return answer === null ? null : bytes(answer);
}

const WIDTHS: Readonly<Record<string, number>> = {
  b: 1,
  B: 1,
  c: 1,
  s: 1,
  x: 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 4,
  L: 4,
  q: 8,
  Q: 8,
};

interface Field {
  readonly code: string;
  readonly count: number;
  readonly width: number;
}

/** Integers and strings; null for other codes. Native alignment is not modelled: one-field formats have none. */
function fields(format: string): { readonly little: boolean; readonly list: readonly Field[] } | null {
  const little = !/^[>!]/.test(format);
  const list: Field[] = [];
  for (const [, count = '', code = ''] of format.replace(/^[@=<>!]/, '').matchAll(/(\d*)(\S)/g)) {
    const width = WIDTHS[code];
    if (width === undefined || Number(count) > 100_000) return null;
    list.push({ code, count: count === '' ? 1 : Number(count), width });
  }
  return { little, list };
}

function unpack(format: string | null, value: Sym | undefined): Sym | null {
  const layout = format === null ? null : fields(format);
  if (layout === null || value?.kind !== 'bytes' || value.bytes.length !== value.length) return null;
  const view = new DataView(value.bytes.buffer, value.bytes.byteOffset, value.bytes.length);
  const items: Sym[] = [];
  let at = 0;
  for (const { code, count, width } of layout.list) {
    const step = code === 's' ? count : width;
    for (let i = 0; i < (code === 's' ? 1 : count); i++, at += step) {
      if (at + step > value.bytes.length) return null;
      if (code === 's' || code === 'c') items.push(bytes(value.bytes.subarray(at, at + step)));
      else if (code !== 'x') items.push(int(integer(view, at, width, code, layout.little)));
    }
  }
  return { kind: 'seq', shape: 'tuple', items };
}

function integer(view: DataView, at: number, width: number, code: string, little: boolean): bigint {
  const raw = Array.from({ length: width }, (_, i) => BigInt(view.getUint8(at + (little ? width - 1 - i : i))));
  const unsigned = raw.reduce((value, byte) => value * 256n + byte, 0n);
  return code === code.toLowerCase() ? BigInt.asIntN(width * 8, unsigned) : unsigned;
}

function pack(format: string | null, values: readonly Sym[]): Sym | null {
  const layout = format === null ? null : fields(format);
  if (layout === null) return null;
  const out: number[] = [];
  const queue = [...values];
  for (const { code, count, width } of layout.list) {
    for (let i = 0; i < (code === 's' ? 1 : count); i++) {
      if (code === 'x') {
        out.push(0);
        continue;
      }
      const value = queue.shift();
      if (value?.kind === 'bytes') {
        const size = code === 's' ? count : 1;
        out.push(...Array.from({ length: size }, (_, at) => value.bytes[at] ?? 0));
        continue;
      }
      if (value?.kind !== 'int') return null;
      const raw = Array.from({ length: width }, (_, at) =>
        Number((BigInt.asUintN(width * 8, value.value) >> BigInt(at * 8)) & 255n),
      );
      out.push(...(layout.little ? raw : raw.reverse()));
    }
  }
  return bytes(Uint8Array.from(out));
}
