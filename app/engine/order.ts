/** Which of the waiting files is read next: what usually holds programs first, then small before large. Only the order hangs on a name. */
import type { Document } from './document.ts';

const PROGRAMS = /\.(pkl|pickle|p|pt|pth|bin|ckpt|joblib|sav|dill|npy|npz|model|mar|7z|zip|tar|gz|py|sh|so|dll|exe)$/i;

/** What their names say, asked once: the list is looked through for each file of it. */
const programs = new WeakMap<File, boolean>();

export function nextOf(documents: readonly Document[]): Document | null {
  let best: Document | null = null;
  for (const document of documents) {
    if (document.state.phase === 'waiting' && (best === null || before(document, best))) best = document;
  }
  return best;
}

function before(a: Document, b: Document): boolean {
  const [first, second] = [holdsPrograms(a), holdsPrograms(b)];
  return first === second ? a.size < b.size : first;
}

function holdsPrograms({ name, file }: Document): boolean {
  const known = programs.get(file);
  if (known !== undefined) return known;
  const found = PROGRAMS.test(name);
  programs.set(file, found);
  return found;
}
