import { u16, u8 } from '../../source/little-endian.ts';
import { decodeLatin1 } from '../pickle/text.ts';

/** One step by which chunks are packed (IV.A.2.l). */
export interface Filter {
  readonly id: number;
  readonly name: string;
}

/** That come with the library. */
export const DEFLATE = 1;
export const SHUFFLE = 2;
export const FLETCHER = 3;
const BUILT_IN = 6;

/** What h5py and PyTables bring along: LZF, LZO, bzip2, Blosc. */
const WITH_READERS: ReadonlySet<number> = new Set([305, 307, 32000, 32001, 32026]);
/** Numbers below are for testing, those above 32,768 for one's own; what is between is registered. */
const REGISTERED = [257, 258, 265, 302, 304, 306, 32002, 32768] as const;

/** What the library has to load to unpack it: nothing, a registered filter, or one nobody knows. */
export function needOf({ id }: Filter): 'nothing' | 'plugin' | 'filter' {
  if (id <= BUILT_IN || WITH_READERS.has(id)) return 'nothing';
  const [from, to] = [REGISTERED[6], REGISTERED[7]];
  return (id >= from && id < to) || REGISTERED.slice(0, 6).some((one) => one === id) ? 'plugin' : 'filter';
}

/** Null when it is of a version nobody knows, or breaks off. */
export function readFilters(bytes: Uint8Array): Filter[] | null {
  const version = u8(bytes, 0);
  if (version !== 1 && version !== 2) return null;
  const filters: Filter[] = [];
  let at = version === 1 ? 8 : 2;
  for (let i = 0; i < u8(bytes, 1); i += 1) {
    const id = u16(bytes, at);
    // Version 2 leaves the name of those out that come with the library.
    const hasName = version === 1 || id >= 256;
    const length = hasName ? u16(bytes, at + 2) : 0;
    const values = u16(bytes, at + (hasName ? 6 : 4));
    at += hasName ? 8 : 6;
    const name = decodeLatin1(bytes.subarray(at, at + length)).replace(/\0.*$/s, '');
    at += (version === 1 ? Math.ceil(length / 8) * 8 : length) + 4 * (values + (version === 1 ? values % 2 : 0));
    if (at > bytes.length) return null;
    filters.push({ id, name });
  }
  return filters;
}
