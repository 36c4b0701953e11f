/** Where a folder says it comes from, as a report on it carries it: claims, each with the file that makes it. */
import type { HubCopy } from '../analyse/folder/hub.ts';
import { code, data, type Prose, prose } from './prose.ts';
import type { Metadata, MetadataEntry } from './schema.ts';

/** Copies and revisions told. */
const MOST = 32;

/** Undefined when it says nothing. `name` is the folder, the first part of places that are not in a file. */
export function originOf(copies: readonly HubCopy[], name: string): Metadata | undefined {
  const entries = copies.flatMap((copy) => entriesOf(copy, name));
  return entries.length === 0
    ? undefined
    : { entries: entries.slice(0, MOST), omitted: Math.max(0, entries.length - MOST) };
}

function entriesOf(copy: HubCopy, name: string): MetadataEntry[] {
  const { folder, repo, kind, revisions } = copy;
  const entry = (key: string, type: string, value: Prose, said: string): MetadataEntry => ({
    key: { data: key },
    type,
    value,
    place: { path: [said === '' ? name : said], offset: 0, length: 0, file: null },
  });
  const names = namesText(copy);
  return [
    ...(repo === null ? [] : [entry(`hub.${kind}`, 'name of the folder', [data(repo, 120)], folder)]),
    ...revisions.map(({ commit, ref, said }) =>
      entry('hub.revision', ref === null ? 'commit' : 'commit of a reference', revisionText(commit, ref), said),
    ),
    ...(names === null ? [] : [entry('hub.names', 'names of files', names, folder)]),
  ];
}

export function revisionText(commit: string, ref: string | null): Prose {
  return ref === null ? [code(commit)] : prose`${code(commit)}, called ${data(ref, 80)}`;
}

/** Null when every file came with its name. */
export function namesText({ named, unnamed }: HubCopy): Prose | null {
  const back = prose`${named} files kept under their hashes are called as the folder’s list of files calls them`;
  const left = prose`${unnamed} files have only a hash for a name: links that named them did not come with the folder`;
  if (named > 0 && unnamed > 0) return [...back, '; ', ...left, '.'];
  if (named > 0) return [...back, '.'];
  return unnamed > 0 ? [...left, '.'] : null;
}
