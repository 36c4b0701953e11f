/** From a root, of another machine, an address, or cut off by a NUL. */
const ABSOLUTE = /^(?:[/\\]|[A-Za-z]:|[a-z][a-z0-9+.-]*:\/\/)|\0/i;

/** Whether a path leads out of the folder it starts in, read by any system: both slashes separate. */
export function leavesFolder(path: string): boolean {
  if (ABSOLUTE.test(path)) return true;
  let depth = 0;
  for (const part of path.split(/[\\/]/)) {
    depth += part === '..' ? -1 : part === '' || part === '.' ? 0 : 1;
    if (depth < 0) return true;
  }
  return false;
}
