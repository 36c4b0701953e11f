import type { ProblemFact } from '../facts.ts';
import { newNode, treeOf } from '../analyse/artifact.ts';
import { buildReport } from '../report/build.ts';
import type { Prose } from '../report/prose.ts';
import type { Report } from '../report/schema.ts';
import { bytesSource } from '../source/sources.ts';

/** The honest report about something that could not be read: nothing is known, and why. */
export async function unreadReport(path: string, name: string, what: Prose): Promise<Report> {
  const place = { path: [name], offset: 0, length: 0, file: null };
  const problem: ProblemFact = { kind: 'problem', at: place, problem: 'unreadable', what };
  const report = await buildReport(
    {
      facts: [problem],
      tree: treeOf(newNode(0, bytesSource(new Uint8Array(0), name), 'unclaimed')),
      coverage: { size: 0, accounted: 0, read: 0, segments: [] },
      format: null,
      formatName: 'Not read',
      file: { path, size: 0, sha256: null },
    },
    {
      read: () => Promise.reject(new Error('nothing was read')),
      evidence: { source: () => null, opcodes: () => Promise.resolve([]) },
    },
  );
  const summary = { headline: ['This could not be read.'], call: null, certainty: null, detail: what };
  return { ...report, status: 'failed', verdict: 'not-known', summary };
}
