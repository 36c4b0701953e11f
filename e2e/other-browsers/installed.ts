import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Path of a program; null when it is not installed. */
export function program(...names: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable) ?? null;
}

/** A file that Debian puts into a folder of its architecture, as the library's own programs. */
export function libraryProgram(pattern: RegExp, name: string): string | null {
  const places = ['/usr/lib', ...folders('/usr/lib'), '/usr/libexec'];
  const found = places.flatMap((place) => folders(place).filter((folder) => pattern.test(folder)));
  return found.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function folders(path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(path, entry.name));
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
