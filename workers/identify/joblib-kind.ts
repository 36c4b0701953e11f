import { decodeLatin1 } from '../formats/pickle/text.ts';
import type { FormatKey } from './formats.ts';
import type { Probe } from './probe.ts';

/** How far into a pickle joblib's name is looked for; where it comes later, the file is called a pickle and read all the same. */
const LOOK = 64 * 1024;

/** A pickle that names the classes which stand for arrays in joblib's files. */
export async function joblibKind({ source }: Probe): Promise<FormatKey[]> {
  const text = decodeLatin1(await source.read(0, LOOK));
  return text.includes('joblib.numpy_pickle') && text.includes('ArrayWrapper') ? ['joblib'] : [];
}
