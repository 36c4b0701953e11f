import { readPickle } from '../formats/pickle/read.ts';
import { buildReport } from '../report/build.ts';
import { opcodesBefore } from '../report/session-evidence.ts';
import type { Report } from '../report/schema.ts';
import type { Analysis } from './analyse.ts';
import { hashBytes } from './hash.ts';

export interface Identity {
  /** As the user gave it. */
  readonly path: string;
  readonly size: number;
  /** Null until it is computed; a promise while it is, for short files. */
  readonly sha256: string | null | Promise<string | null>;
}

/** Judges an analysis: the report, with evidence from the analysis' own session. */
export function reportOf(analysis: Analysis, file: Identity, onFindings?: (count: number) => void): Promise<Report> {
  const { session } = analysis;
  return buildReport(
    { ...analysis, file },
    {
      sha256: (bytes) => hashBytes(bytes, session.engine),
      read: (source, start) => readPickle(source, start, { engine: session.engine }),
      evidence: {
        source: (place) => session.sourceAt(place.path),
        opcodesBefore: opcodesBefore(analysis.facts, session),
        opcodes: async (program, from, to) => (await session.replay(program)?.opcodes(from, to - from + 1))?.rows ?? [],
      },
      ...(onFindings === undefined ? {} : { onFindings }),
    },
  );
}
