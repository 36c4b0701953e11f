import { readPickle } from '../formats/pickle/read.ts';
import { bytesSource } from '../source/sources.ts';
import { turn } from '../source/turn.ts';
import type { Engine } from '../wasm/engine.ts';
import { analyse } from './analyse.ts';
import { archiveSample, dictSample, programSample } from './rehearsal.ts';
import { reportOf } from './report.ts';

/** Bytes of values held while letting go is rehearsed: few, so that there is something to let go. */
const HELD = 256 * 1024;

/**
 * Takes a made-up pickle and a made-up checkpoint apart before the first file comes, and throws the reports away: browsers compile code
 * well only once it has run, and whoever drops a file should not wait for that. The short samples are read `rounds` times more. Resolves to whether the engine reads what it should.
 */
export async function rehearse(engine: Engine, rounds: number, isWanted: () => boolean = () => true): Promise<boolean> {
  let isRight = true;
  for (const [name, sample] of programme(rounds)) {
    // A file that has come in the meantime does not wait for more than one sample.
    await turn();
    if (!isWanted()) return isRight;
    if (sample === null) await replay(engine);
    else isRight &&= await isRead(engine, name, sample());
  }
  return isRight;
}

/** What is read in turn; without a sample, what a view asks of a program. */
function* programme(rounds: number): Generator<readonly [name: string, sample: (() => Uint8Array) | null]> {
  yield ['rehearsal.pkl', dictSample];
  yield ['rehearsal.pt', archiveSample];
  yield ['rehearsal.pkl', null];
  const [program, archive] = [programSample(), archiveSample()];
  for (let round = 0; round < rounds; round++) {
    yield ['rehearsal.pkl', () => program];
    yield ['rehearsal.pt', () => archive];
  }
}

async function isRead(engine: Engine, name: string, bytes: Uint8Array): Promise<boolean> {
  const analysis = await analyse(bytesSource(bytes, name), engine);
  const report = await reportOf(analysis, { path: name, size: bytes.length, sha256: null }, () => undefined);
  analysis.session.close();
  return report.verdict === 'nothing-runs';
}

async function replay(engine: Engine): Promise<void> {
  const run = await readPickle(bytesSource(dictSample(), 'rehearsal.pkl'), 0, { engine, hold: HELD });
  const steps = run.traces[0]?.steps ?? 0;
  for (const part of [0.25, 0.5, 1]) {
    await run.replay.opcodes(Math.floor(steps * part) - 256, 256);
    await run.replay.step(Math.floor(steps * part) - 1);
  }
  run.close();
}
