import { readPickle } from '../formats/pickle/read.ts';
import { bytesSource } from '../source/sources.ts';
import { turn } from '../source/turn.ts';
import type { Engine } from '../wasm/engine.ts';
import { analyse } from './analyse.ts';
import { archiveSample, dictSample } from './rehearsal.ts';
import { reportOf } from './report.ts';

/** Bytes of values held while letting go is rehearsed: few, so that there is something to let go. */
const HELD = 256 * 1024;

/**
 * Takes a made-up pickle and a made-up checkpoint apart before the first file comes, and throws the reports away: browsers compile code
 * well only once it has run, and whoever drops a file should not wait for that. Resolves to whether the engine reads what it should.
 */
export async function rehearse(engine: Engine, isWanted: () => boolean = () => true): Promise<boolean> {
  let isRight = true;
  for (const [name, sample] of SAMPLES) {
    // A file that has come in the meantime does not wait for more than one sample.
    await turn();
    if (!isWanted()) return isRight;
    const bytes = sample();
    const analysis = await analyse(bytesSource(bytes, name), engine);
    const report = await reportOf(analysis, { path: name, size: bytes.length, sha256: null }, () => undefined);
    analysis.session.close();
    isRight &&= report.verdict === 'nothing-runs';
  }
  await turn();
  if (isWanted()) await replay(engine);
  return isRight;
}

const SAMPLES = [
  ['rehearsal.pkl', dictSample],
  ['rehearsal.pt', archiveSample],
] as const;

async function replay(engine: Engine): Promise<void> {
  const run = await readPickle(bytesSource(dictSample(), 'rehearsal.pkl'), 0, { engine, hold: HELD });
  const steps = run.traces[0]?.steps ?? 0;
  for (const part of [0.25, 0.5, 1]) {
    await run.replay.opcodes(Math.floor(steps * part) - 256, 256);
    await run.replay.step(Math.floor(steps * part) - 1);
  }
  run.close();
}
