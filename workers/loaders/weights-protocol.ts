import type { PickleRun } from '../formats/pickle/read.ts';
import type { Trace } from '../formats/pickle/trace.ts';
import type { ByteSource } from '../source/byte-source.ts';
import { type Need, needsOf } from './weights-needs.ts';

/** PROTO opcodes in a row that are followed. */
const REPEATED = 16;

/** The trace the restricted unpickler’s own run is closest to: it decodes 8-bit strings as utf-8. Like the one in Python it calls with any iterable. */
export function closestTrace(traces: readonly Trace[]): Trace | undefined {
  const closest = traces.find((trace) => trace.engine === 'c-drop') ?? traces[0];
  if (closest?.ending.kind !== 'failed' || closest.ending.code !== 'not-tuple') return closest;
  return traces.find((trace) => trace.engine === 'python') ?? closest;
}

/**
 * Every unpickler ends at a PROTO above 5 but the restricted one, which only warns. Where a stream starts with such a PROTO,
 * what the restricted one goes on to read; null for all other streams.
 */
export async function needsPastProtocol(
  traces: readonly Trace[],
  source: ByteSource,
  read: (source: ByteSource, start: number) => Promise<PickleRun>,
): Promise<readonly Need[] | null> {
  let isOpen = traces[0] !== undefined && endsAtProtocol(traces[0]);
  for (let skipped = 1; isOpen && skipped <= REPEATED; skipped++) {
    const run = await read(source, (traces[0]?.start ?? 0) + 2 * skipped);
    try {
      const closest = closestTrace(run.traces);
      isOpen = run.traces[0] !== undefined && endsAtProtocol(run.traces[0]);
      if (!isOpen && closest !== undefined)
        return needsOf(closest).map((need) => ({ ...need, step: need.step + skipped }));
    } finally {
      run.close();
    }
  }
  return null;
}

function endsAtProtocol({ ending, start }: Pick<Trace, 'ending' | 'start'>): boolean {
  return ending.kind === 'failed' && ending.code === 'protocol' && ending.offset === start;
}
