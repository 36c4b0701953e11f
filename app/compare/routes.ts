/** Where Compare leads from what is open. */
import type { Report } from '../../workers/report/schema.ts';
import type { Document } from '../engine/document.ts';
import type { Route } from '../link/route.ts';
import { addClaim } from './claims.ts';
import { foldersOf } from './folders.ts';
import { formatRef } from './refs.ts';

/** With the other file when there is one other; else to the choice. What was opened first is before. */
export function routeOfFile(documents: readonly Document[], seq: number): Route {
  const others = documents.filter((document) => document.seq !== seq);
  const [only] = others;
  if (only === undefined || others.length > 1)
    return { view: 'compare', left: formatRef({ kind: 'file', number: seq }) };
  return routeOfTwo(only.seq, seq);
}

export function routeOfTwo(one: number, other: number): Route {
  const [left, right] = one < other ? [one, other] : [other, one];
  return {
    view: 'compare',
    left: formatRef({ kind: 'file', number: left }),
    right: formatRef({ kind: 'file', number: right }),
  };
}

/** Two folders with each other; of more the first with what is chosen. */
export function routeOfFolders(documents: readonly Document[]): Route {
  const [first, second, ...others] = foldersOf(documents);
  if (first === undefined) return { view: 'compare' };
  const left = formatRef({ kind: 'folder', number: first.seq });
  if (second === undefined || others.length > 0) return { view: 'compare', left };
  return { view: 'compare', left, right: formatRef({ kind: 'folder', number: second.seq }) };
}

/** Somebody's report is before; the receiver's own copy, once it is there, after. */
export function routeOfClaim(report: Report, yours: readonly Document[]): Route {
  const left = formatRef({ kind: 'claim', number: addClaim(report) });
  const [copy] = yours;
  if (copy === undefined) return { view: 'compare', left };
  const kind = report.files === undefined ? 'file' : 'folder';
  return { view: 'compare', left, right: formatRef({ kind, number: copy.seq }) };
}
