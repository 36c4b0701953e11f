/** The open files as one report, for what leaves the page: as the terminal makes it of a folder. Pure. */
import { folderReport } from '../../workers/report/folder.ts';
import { originOf } from '../../workers/report/origin.ts';
import type { HubCopy } from '../../workers/protocol.ts';
import { data, prose } from '../../workers/report/prose.ts';
import type { Problem, Report } from '../../workers/report/schema.ts';
import type { AcrossFiles } from '../engine/across.ts';
import type { Document } from '../engine/document.ts';

/** What a drop left out before any of it was opened. */
export interface LeftBehind {
  readonly unreadable: number;
  readonly cut: boolean;
}

/** Null while files are still read or compared, or when not one of them was. `name` is the folder's, `copies` are those of repositories in it. */
export function folderOf(
  documents: readonly Document[],
  across: AcrossFiles,
  left: LeftBehind | null,
  name: string,
  copies: readonly HubCopy[] = [],
): Report | null {
  const open = documents.some(({ state }) => state.phase === 'waiting' || state.phase === 'reading');
  const files = documents.flatMap(({ state }) => (state.phase === 'done' ? [state.report] : []));
  const [first] = files;
  if (open || across.phase === 'comparing' || first === undefined) return null;
  const place = (path: readonly string[]): Problem['place'] => ({ path, offset: 0, length: 0, file: null });
  const problems: Problem[] = documents.flatMap((document): Problem[] => {
    const why = unread(document);
    if (why === null) return [];
    return [{ kind: 'unreadable', place: place([document.name]), what: [{ data: document.name }, ` ${why}.`] }];
  });
  const folder = place([name]);
  if (left?.cut === true)
    problems.push({ kind: 'limit', place: folder, what: ['There were more files than are opened at once.'] });
  if (left !== null && left.unreadable > 0)
    problems.push({
      kind: 'unreadable',
      place: folder,
      what: prose`The browser could not open ${left.unreadable} of them.`,
    });
  if (across.phase === 'failed')
    problems.push({
      kind: 'reader-failed',
      place: folder,
      what: prose`The files could not be compared: ${data(across.error.message)}.`,
    });
  const own = across.phase === 'done' ? across.findings : [];
  return folderReport(first, name, name, files, problems, own, originOf(copies, name));
}

function unread({ state }: Document): string | null {
  if (state.phase === 'stopped') return 'was not read: it was stopped';
  return state.phase === 'failed' ? 'could not be read' : null;
}
