import { CLASSES } from './classes.data.ts';

/** class: an ordinary one; enum: its call is a look-up; active: its constructor opens, loads or starts something. */
export type ClassKind = 'class' | 'enum' | 'active';

let lines: string = CLASSES;
let index: ReadonlyMap<string, ClassKind> | null = null;

/** Takes the lines of classes.data.ts: the page's worker does not carry them, it is given them. */
export function learnClasses(text: string): void {
  lines = text;
  index = null;
}

/** The lines as they are known here. */
export function classLines(): string {
  return lines;
}

/** What a library's release says about this class; null when it defines none of that name. */
export function libraryClass(module: string, name: string): ClassKind | null {
  index ??= unfold(lines);
  return index.get(`${module} ${name}`) ?? null;
}

/** Reads the line format described in classes.data.ts. */
export function unfold(text: string): ReadonlyMap<string, ClassKind> {
  const classes = new Map<string, ClassKind>();
  let previous = '';
  for (const line of text.split('\n')) {
    const match = /^(\d+)<([^:]*):(.*)$/.exec(line);
    if (match === null) continue;
    const module = previous.slice(0, Number(match[1])) + (match[2] ?? '');
    for (const marked of (match[3] ?? '').split(' '))
      classes.set(`${module} ${marked.replace(/[=!]$/, '')}`, kindOf(marked));
    previous = module;
  }
  return classes;
}

function kindOf(marked: string): ClassKind {
  if (marked.endsWith('=')) return 'enum';
  return marked.endsWith('!') ? 'active' : 'class';
}
