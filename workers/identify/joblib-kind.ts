import { ascii, startsWith } from '../source/little-endian.ts';
import type { FormatKey } from './formats.ts';
import type { Probe } from './probe.ts';

/** How far into a pickle joblib's name is looked for; where it comes later, the file is called a pickle and read all the same. */
const LOOK = 64 * 1024;

const MODULE = ascii('joblib.numpy_pickle');
const CLASS = ascii('ArrayWrapper');
/** W is no opcode: few pickles have it often. */
const RARE = 5;

/** A pickle that names the classes which stand for arrays in joblib's files. */
export async function joblibKind({ source }: Probe): Promise<FormatKey[]> {
  const bytes = await source.read(0, LOOK);
  return has(bytes, CLASS, RARE) && has(bytes, MODULE, 0) ? ['joblib'] : [];
}

/** Whether `text` stands somewhere in bytes. Its letter at `rare` is looked for first. */
function has(bytes: Uint8Array, text: readonly number[], rare: number): boolean {
  const letter = text[rare] ?? 0;
  for (let at = bytes.indexOf(letter, rare); at >= 0; at = bytes.indexOf(letter, at + 1))
    if (startsWith(bytes.subarray(at - rare, at - rare + text.length), text)) return true;
  return false;
}
