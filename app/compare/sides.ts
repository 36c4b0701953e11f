/** A side of a comparison, out of what is open. Pure. */
import type { Side, SideFile } from '../../workers/report/compare/side.ts';
import type { Report } from '../../workers/report/schema.ts';
import type { Document } from '../engine/document.ts';
import { folderOf } from '../link/folder-of.ts';
import { claimOf } from './claims.ts';
import { folderWith } from './folders.ts';
import type { Hashing } from './hashing.ts';
import type { Ref } from './refs.ts';

/** What a side is made of. */
export interface Chosen {
  readonly ref: Ref;
  /** Text from outside. */
  readonly name: string;
  /** Empty for a report somebody made. */
  readonly documents: readonly Document[];
  readonly claim: Report | null;
  /** What the names of its files begin with. */
  readonly path: string;
}

/** Null when it is not open any more. */
export function choose(ref: Ref | null, documents: readonly Document[]): Chosen | null {
  if (ref === null) return null;
  switch (ref.kind) {
    case 'file': {
      const document = documents.find(({ seq }) => seq === ref.number);
      return document === undefined ? null : { ref, name: document.name, documents: [document], claim: null, path: '' };
    }
    case 'folder': {
      const folder = folderWith(documents, ref.number);
      if (folder === null) return null;
      const name = folder.path === '' ? `${folder.documents.length.toString()} files` : folder.path.slice(0, -1);
      return { ref, name, documents: folder.documents, claim: null, path: folder.path };
    }
    case 'claim': {
      const claim = claimOf(ref.number);
      return claim === null ? null : { ref, name: claim.file.path, documents: [], claim, path: '' };
    }
  }
}

export function sideOf(chosen: Chosen, hashing: (report: Report) => Hashing): Side {
  const { ref, claim, documents, path } = chosen;
  if (claim !== null) return claimedSide(claim);
  const files = documents.map((document): SideFile => {
    const { state, name } = document;
    const report = state.phase === 'done' ? state.report : null;
    const at = ref.kind === 'file' ? '' : name.slice(path.length);
    const found = report === null ? null : hashing(report);
    return found?.kind === 'done'
      ? { path: at, report, listed: found.listed, digests: found.digests }
      : { path: at, report };
  });
  return { kind: ref.kind === 'file' ? 'file' : 'folder', files };
}

/** The report of a folder holds one for each of its files. */
function claimedSide(report: Report): Side {
  const { files } = report;
  if (files === undefined) return { kind: 'file', files: [{ path: '', report }] };
  const names = files.map(({ file }) => file.path);
  const first = names[0] ?? '';
  const folder = first.slice(0, first.indexOf('/') + 1);
  const cut = names.every((name) => name.startsWith(folder)) ? folder.length : 0;
  return { kind: 'folder', files: files.map((one) => ({ path: one.file.path.slice(cut), report: one })) };
}

/** What is said about all of it; null when nothing of it was read. */
export function reportOf({ ref, name, documents, claim }: Chosen): Report | null {
  if (claim !== null) return claim;
  const [one] = documents;
  if (ref.kind === 'file') return one?.state.phase === 'done' ? one.state.report : null;
  return folderOf(documents, { phase: 'none' }, null, name);
}

/** Whether everything of it was read, or cannot be. */
export function isSettled({ documents }: Chosen): boolean {
  return documents.every(({ state }) => state.phase !== 'waiting' && state.phase !== 'reading');
}
