/** A path as it is shown: folders that are called by a commit do not need all of it. The file keeps its own name. */
export function shortPath(path: string): string {
  return path.replace(/(^|\/)([0-9a-f]{7})[0-9a-f]{33}(?=\/)/g, '$1$2…');
}
