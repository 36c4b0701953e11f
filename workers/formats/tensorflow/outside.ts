/** Out of the folder, of another machine, or an address. */
const OUTSIDE = /^(?:[/\\]|~|[A-Za-z]:[/\\]|[a-z][a-z0-9+.-]*:\/\/)|(?:^|[\\/])\.\.(?:[\\/]|$)|\0/i;
/** Of operators that take an address where others take a path: what stays in the process. */
const INSIDE = /^(?:local|bytes|memcbk|log):\/\//;

export function isOutside(path: string): boolean {
  return OUTSIDE.test(path) && !INSIDE.test(path);
}
