import { CLASSES } from './classes.data.ts';

let index: ReadonlyMap<string, boolean> | null = null;

/** Whether a library's release defines this class: 'enum' for enumerations, null when it does not. */
export function libraryClass(module: string, name: string): 'class' | 'enum' | null {
  index ??= unfold(CLASSES);
  const isEnum = index.get(`${module} ${name}`);
  return isEnum === undefined ? null : isEnum ? 'enum' : 'class';
}

/** Reads the line format described in classes.data.ts: `module name` → is an enumeration. */
export function unfold(text: string): ReadonlyMap<string, boolean> {
  const classes = new Map<string, boolean>();
  let previous = '';
  for (const line of text.split('\n')) {
    const match = /^(\d+)<([^:]*):(.*)$/.exec(line);
    if (match === null) continue;
    const module = previous.slice(0, Number(match[1])) + (match[2] ?? '');
    for (const name of (match[3] ?? '').split(' ')) {
      const isEnum = name.endsWith('=');
      classes.set(`${module} ${isEnum ? name.slice(0, -1) : name}`, isEnum);
    }
    previous = module;
  }
  return classes;
}
