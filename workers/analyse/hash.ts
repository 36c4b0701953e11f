import type { ByteSource } from '../source/byte-source.ts';
import { linear } from '../source/linear.ts';
import type { Engine } from '../wasm/engine.ts';
import { Sha256 } from '../wasm/sha256.ts';
import { Looks } from './looks.ts';
import type { OnProgress } from './run.ts';

const BEAT = 100;

/** SHA-256 of a whole source, lower-case hex. Rejects with SourceError or EngineTrap. */
export async function hashOf(
  source: ByteSource,
  engine: Engine,
  onProgress: OnProgress = () => undefined,
  looks: Looks = new Looks(),
): Promise<string> {
  const hash = new Sha256(engine);
  const say = (done: number): void => onProgress({ phase: 'hash', done, total: source.size, findings: 0 });
  let done = 0;
  let last = performance.now();
  say(0);
  try {
    for await (const chunk of linear(source)) {
      hash.update(chunk);
      done += chunk.length;
      await looks.giveWay();
      if (performance.now() - last < BEAT) continue;
      last = performance.now();
      say(done);
    }
  } catch (cause) {
    if (!engine.poisoned) hash.close();
    throw cause;
  }
  say(done);
  return hash.finish();
}
