import { ascii } from '../source/little-endian.ts';
import { finder } from '../source/search.ts';
import type { FormatKey } from './formats.ts';
import type { Probe } from './probe.ts';

/** How far into a pickle joblib's name is looked for; where it comes later, the file is called a pickle and read all the same. */
const LOOK = 64 * 1024;

const findModule = finder(ascii('joblib.numpy_pickle'));
const findClass = finder(ascii('ArrayWrapper'));

/** A pickle that names the classes which stand for arrays in joblib's files. */
export async function joblibKind({ source }: Probe): Promise<FormatKey[]> {
  const bytes = await source.read(0, LOOK);
  return findModule(bytes) >= 0 && findClass(bytes) >= 0 ? ['joblib'] : [];
}
