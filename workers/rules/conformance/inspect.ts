import { analyse } from '../../analyse/analyse.ts';
import type { Fact, PickleRole } from '../../facts.ts';
import { looksLikePickle, readPickle } from '../../formats/pickle/read.ts';
import type { Replay } from '../../formats/pickle/replay.ts';
import { buildReport } from '../../report/build.ts';
import type { Report } from '../../report/schema.ts';
import { sessionEvidence } from '../../report/session-evidence.ts';
import { placeIn } from '../../source/byte-source.ts';
import { bytesSource } from '../../source/sources.ts';
import type { Engine } from '../../wasm/engine.ts';

/** Bytes to report, through the real readers and engine. */
export async function inspectBytes(
  bytes: Uint8Array,
  name: string,
  engine: Engine,
  passwords: readonly string[] = [],
): Promise<Report> {
  const analysis = await analyse(bytesSource(bytes, name), engine, undefined, passwords);
  return buildReport(
    { ...analysis, file: { path: name, size: bytes.length, sha256: null } },
    { read: (source, start) => readPickle(source, start, { engine }), evidence: sessionEvidence(analysis) },
  );
}

/** The same for bytes that are taken for a pickle whatever identification says: streams one after the other, then what carving finds. */
export async function inspectPickle(bytes: Uint8Array, name: string, engine: Engine): Promise<Report> {
  const source = bytesSource(bytes, name);
  const facts: Fact[] = [];
  const replays: Replay[] = [];
  const read = async (start: number, role: PickleRole): Promise<number | null> => {
    const run = await readPickle(source, start, { engine });
    const id = replays.push(run.replay) - 1;
    facts.push({
      kind: 'pickle',
      id,
      at: placeIn(source, start, run.end - start),
      source,
      index: id,
      role,
      traces: run.traces,
    });
    return run.traces[0]?.ending.kind === 'stop' ? run.end : null;
  };
  let end = await read(0, 'bare');
  while (end !== null && end < bytes.length) {
    const isNext = await looksLikePickle(source, end, { engine });
    const carved = isNext
      ? end
      : bytes.findIndex((byte, i) => i >= (end ?? 0) && byte === 0x80 && (bytes[i + 1] ?? 0xff) <= 5);
    end = carved < 0 ? null : await read(carved, isNext ? 'trailing' : 'carved');
  }
  const segments = [
    { offset: 0, length: bytes.length, kind: 'program' as const, label: 'pickle program', artifact: 0, parts: 1 },
  ];
  return buildReport(
    {
      facts,
      tree: {
        id: 0,
        name,
        kind: 'program',
        format: 'pickle',
        size: bytes.length,
        place: placeIn(source, 0, bytes.length),
        children: [],
        omitted: 0,
      },
      coverage: { size: bytes.length, accounted: bytes.length, read: bytes.length, segments },
      format: 'pickle',
      formatName: 'Pickle',
      file: { path: name, size: bytes.length, sha256: null },
    },
    {
      read: (inner, start) => readPickle(inner, start, { engine }),
      evidence: {
        source: () => source,
        opcodes: async (program, from, to) => (await replays[program]?.opcodes(from, to - from + 1))?.rows ?? [],
      },
    },
  );
}
