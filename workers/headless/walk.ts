import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { LIMITS } from '../limits.ts';

export interface Listing {
  /** Paths of regular files, relative to the folder, sorted by code unit. */
  readonly files: readonly string[];
  /** What was not opened, and why. */
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
}

/** Whether `path` is a folder. False also when it cannot be looked at: opening it will say why. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Everything in a folder. Links that lead outside, or to folders, are not followed. A link to a file of the folder gives that
 * file its name: caches of the hub keep `blobs/<hash>`, and links that say what each of them is.
 */
export async function listFolder(folder: string): Promise<Listing> {
  const files: string[] = [];
  const names = new Map<string, string>();
  const skipped: { path: string; why: string }[] = [];
  const open = [''];
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    for (const name of await namesIn(folder, below, skipped)) {
      const path = below === '' ? name : `${below}/${name}`;
      const kind = await kindOf(join(folder, path));
      const target = kind === LINK ? await targetOf(folder, path) : null;
      if (kind === 'folder') open.push(path);
      else if (target !== null) names.set(target, names.get(target) ?? path);
      else if (kind !== 'file') skipped.push({ path, why: kind });
      else if (files.length < LIMITS.folderFiles) files.push(path);
      else skipped.push({ path, why: `more than ${LIMITS.folderFiles} files` });
    }
  }
  const named = files.map((file) => names.get(file) ?? file);
  return { files: named.sort(), skipped: skipped.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

async function namesIn(folder: string, below: string, skipped: { path: string; why: string }[]): Promise<string[]> {
  try {
    return (await readdir(join(folder, below))).sort();
  } catch (cause) {
    skipped.push({ path: below === '' ? '.' : below, why: reasonOf(cause) });
    return [];
  }
}

async function kindOf(path: string): Promise<string> {
  try {
    const stats = await lstat(path);
    if (stats.isFile()) return 'file';
    if (stats.isDirectory()) return 'folder';
    return stats.isSymbolicLink() ? LINK : 'no regular file';
  } catch (cause) {
    return reasonOf(cause);
  }
}

const LINK = 'a symbolic link';

/** The regular file of the folder a link leads to, relative to the folder; null for any other. */
async function targetOf(folder: string, link: string): Promise<string | null> {
  try {
    const target = await realpath(join(folder, link));
    const path = relative(await realpath(folder), target);
    const isInside = path !== '' && !path.startsWith('..') && (await stat(target)).isFile();
    return isInside ? path.split(sep).join('/') : null;
  } catch {
    return null;
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unreadable';
}
