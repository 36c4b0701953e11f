import { readPickle } from '../formats/pickle/read.ts';
import { SourceError } from '../source/byte-source.ts';
import { bytesHost, type Host } from '../source/host.ts';
import { bytesSource, RootSource } from '../source/sources.ts';
import { turn } from '../source/turn.ts';
import type { Engine } from '../wasm/engine.ts';
import { analyse } from './analyse.ts';
import { archiveSample, dictSample, programSample } from './rehearsal.ts';
import { reportOf } from './report.ts';

/** Bytes of values held while letting go is rehearsed: few, so that there is something to let go. */
const HELD = 32 * 1024;
/** Dicts read: enough for a browser to see which functions are worth optimising. */
const DICTS = 8;

/**
 * Takes a made-up pickle and a made-up checkpoint apart before the first file comes, and throws the reports away: browsers compile code
 * well only once it has run, and whoever drops a file should not wait for that. The short samples are read `rounds` times more.
 * Resolves to whether the engine reads what it should; early once it is no longer wanted, at the next reading of the samples that take long.
 */
export async function rehearse(engine: Engine, rounds: number, isWanted: () => boolean = () => true): Promise<boolean> {
  let isRight = true;
  try {
    for (const part of programme(engine, rounds, isWanted)) {
      await giveWay(isWanted);
      isRight &&= await part();
    }
  } catch (cause) {
    if (!(cause instanceof Unwanted)) throw cause;
  }
  return isRight;
}

/** What is done in turn: the kinds of files, what a view asks of a program, the short ones over again. */
function* programme(engine: Engine, rounds: number, isWanted: () => boolean): Generator<() => Promise<boolean>> {
  const [program, archive] = [programSample(), archiveSample()];
  for (let i = 0; i < DICTS; i++) yield () => isRead(engine, PICKLE, interruptible(dictSample(), isWanted));
  yield () => isRead(engine, ARCHIVE, interruptible(archive, isWanted));
  for (let i = 0; i < DICTS; i++) yield () => replay(engine, isWanted);
  for (let round = 0; round < rounds; round++) {
    yield () => isRead(engine, PICKLE, bytesHost(program));
    yield () => isRead(engine, ARCHIVE, bytesHost(archive));
  }
}

const PICKLE = 'rehearsal.pkl';
const ARCHIVE = 'rehearsal.pt';

function interruptible(bytes: Uint8Array, isWanted: () => boolean): Host {
  const host = bytesHost(bytes);
  return {
    ...host,
    async read(offset, length) {
      await giveWay(isWanted);
      return host.read(offset, length);
    },
  };
}

async function isRead(engine: Engine, name: string, host: Host): Promise<boolean> {
  const analysis = await analyse(new RootSource(name, host), engine);
  const report = await reportOf(analysis, { path: name, size: host.size, sha256: null }, () => undefined);
  analysis.session.close();
  return report.verdict === 'nothing-runs';
}

async function replay(engine: Engine, isWanted: () => boolean): Promise<true> {
  const run = await readPickle(bytesSource(dictSample(), PICKLE), 0, { engine, hold: HELD });
  const steps = run.traces[0]?.steps ?? 0;
  try {
    for (const part of [0.25, 0.5, 1]) {
      await giveWay(isWanted);
      await run.replay.opcodes(Math.floor(steps * part) - 256, 256);
      await giveWay(isWanted);
      await run.replay.step(Math.floor(steps * part) - 1);
    }
  } finally {
    run.close();
  }
  return true;
}

/** Messages get their turn; a file that has come ends the rehearsal. */
async function giveWay(isWanted: () => boolean): Promise<void> {
  await turn();
  if (!isWanted()) throw new Unwanted();
}

class Unwanted extends SourceError {
  constructor() {
    super('unreadable', 'A file has come.', 0);
  }
}
