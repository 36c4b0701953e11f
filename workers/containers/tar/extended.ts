import { asText } from '../../identify/text.ts';

/** What headers before a member say of it: names, links and sizes that count instead of its own. */
export interface Extended {
  readonly path?: string;
  readonly link?: string;
  readonly size?: number;
  /** Records whose key begins with `GNU.sparse.`, in order: pairs may repeat. */
  readonly sparse?: readonly (readonly [key: string, value: string])[];
}

/** Of a GNU `L` or `K` header. */
export function longName(type: string, bytes: Uint8Array): Extended {
  const nul = bytes.indexOf(0);
  const text = decoded(nul === -1 ? bytes : bytes.subarray(0, nul));
  return type === 'L' ? { path: text } : { link: text };
}

/**
 * Records of a PAX header, `<length> <key>=<value>\n` one after another. A value ends where the length says, as in tarfile:
 * it may hold line feeds that look like the next record.
 */
export function paxRecords(bytes: Uint8Array): Extended {
  const found: { -readonly [K in keyof Extended]: Extended[K] } = {};
  const sparse: (readonly [string, string])[] = [];
  let at = 0;
  while (at < bytes.length) {
    const digits = /^\d{1,9}(?= )/.exec(String.fromCharCode(...bytes.subarray(at, at + 10)))?.[0] ?? '';
    const length = Number(digits);
    if (digits === '' || length <= digits.length + 1 || at + length > bytes.length) break;
    const record = bytes.subarray(at + digits.length + 1, at + length - 1);
    const equals = record.indexOf(0x3d);
    at += length;
    if (equals <= 0) continue;
    const key = decoded(record.subarray(0, equals));
    const value = decoded(record.subarray(equals + 1));
    if (key === 'path') found.path = value;
    else if (key === 'linkpath') found.link = value;
    // As Python's int() reads it; what it does not read counts as 0.
    else if (key === 'size') found.size = /^\s*[+-]?\d{1,15}\s*$/.test(value) ? Number(value) : 0;
    else if (key.startsWith('GNU.sparse.')) sparse.push([key.slice('GNU.sparse.'.length), value]);
  }
  if (sparse.length > 0) found.sparse = sparse;
  return found;
}

function decoded(bytes: Uint8Array): string {
  return asText(bytes, false) ?? Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
