import type { Program } from '../rules/rule.ts';

/** Bytes of one program, and of all in one file, that are hashed for every report. */
const MAX_PROGRAM = 1 << 20;
const MAX_PROGRAMS = 16 << 20;

/** The file, and its own hash as far as it is known. */
interface Whole {
  readonly size: number;
  readonly sha256: string | null | Promise<string | null>;
}

/** SHA-256 of short programs; null for one that is too long, or that comes after too many others. Without `sha256` none is hashed. */
export async function hashesOf(
  programs: readonly Program[],
  whole: Whole,
  sha256?: (bytes: Uint8Array) => Promise<string>,
): Promise<(string | null)[]> {
  let left = MAX_PROGRAMS;
  const hashes = programs.map(async ({ fact: { source, at } }) => {
    if (sha256 === undefined || at.length > MAX_PROGRAM || at.length > left) return null;
    left -= at.length;
    const isWhole = at.path.length === 1 && at.offset === 0 && at.length === whole.size;
    const known = isWhole ? await whole.sha256 : null;
    if (known !== null) return known;
    const bytes = await source.read(at.offset, at.length);
    return bytes.length === at.length ? sha256(bytes) : null;
  });
  return Promise.all(hashes);
}
