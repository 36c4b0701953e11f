/** Names of places that two files of different names have in common. */
import type { Artifact, Report } from '../schema.ts';
import type { ReadFile } from './side.ts';

/**
 * Archives of PyTorch keep everything in a folder named after the file: `model-2/data.pkl`. Two such files are compared without it.
 * Empty when the members are in no common folder.
 */
export function commonFolder({ tree }: Report): string {
  const names = tree.children.map(({ name }) => name);
  const [first = ''] = names;
  const folder = first.slice(0, first.indexOf('/') + 1);
  return folder !== '' && names.every((name) => name.startsWith(folder)) ? folder : '';
}

/** A place inside a file, in names that do not depend on what the file is called. */
export function innerPath({ path: file, report }: ReadFile, path: readonly string[]): readonly string[] {
  const folder = commonFolder(report);
  const inner = path.slice(1).map((name, i) => (i === 0 && name.startsWith(folder) ? name.slice(folder.length) : name));
  return file === '' ? inner : [file, ...inner];
}

/** Names may hold any character: quoted, they can be told apart. */
export function keyOf(path: readonly string[]): string {
  return JSON.stringify(path);
}

/** The parts of a file, in the order of the tree, without the file itself. */
export function partsOf({ tree }: Report): readonly Artifact[] {
  const parts: Artifact[] = [];
  const todo = [...tree.children].reverse();
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    parts.push(next);
    todo.push(...[...next.children].reverse());
  }
  return parts;
}
