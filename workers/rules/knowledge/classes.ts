import { CLASSES } from './classes.data.ts';

/** class: an ordinary one; enum: its call is a look-up; active: its constructor opens, loads or starts something. */
export type ClassKind = 'class' | 'enum' | 'active';

let lines: string = CLASSES;
let modules: ReadonlyMap<string, string> | null = null;
/** Those somebody asked about. */
const asked = new Map<string, ReadonlyMap<string, ClassKind>>();

/** Takes the lines of classes.data.ts: the page's worker does not carry them, it is given them. */
export function learnClasses(text: string): void {
  lines = text;
  modules = null;
  asked.clear();
}

/** The lines as they are known here. */
export function classLines(): string {
  return lines;
}

/** What a library's release says about this class; null when it defines none of that name. */
export function libraryClass(module: string, name: string): ClassKind | null {
  modules ??= unfold(lines);
  let classes = asked.get(module);
  if (classes === undefined) {
    const written = modules.get(module);
    if (written === undefined) return null;
    asked.set(module, (classes = kindsOf(written)));
  }
  return classes.get(name) ?? null;
}

/** Reads the line format described in classes.data.ts: the classes of each module, as they are written. */
export function unfold(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let previous = '';
  for (let at = 0; at < text.length;) {
    const end = lineEnd(text, at);
    const shared = text.indexOf('<', at);
    const colon = text.indexOf(':', shared);
    if (shared > at && colon > shared && colon < end) {
      previous = previous.slice(0, Number(text.slice(at, shared))) + text.slice(shared + 1, colon);
      found.set(previous, text.slice(colon + 1, end));
    }
    at = end + 1;
  }
  return found;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The classes of one module, by name. */
export function kindsOf(written: string): ReadonlyMap<string, ClassKind> {
  return new Map(written.split(' ').map((marked) => [marked.replace(/[=!]$/, ''), kindOf(marked)]));
}

function kindOf(marked: string): ClassKind {
  if (marked.endsWith('=')) return 'enum';
  return marked.endsWith('!') ? 'active' : 'class';
}
