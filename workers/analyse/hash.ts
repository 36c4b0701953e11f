import type { ByteSource } from '../source/byte-source.ts';
import { linear } from '../source/linear.ts';
import type { Engine } from '../wasm/engine.ts';
import { hex, Sha256 } from '../wasm/sha256.ts';
import { Looks } from './looks.ts';
import type { OnProgress } from './run.ts';

const BEAT = 100;

/**
 * SHA-256 of bytes in memory, lower-case hex: the platform's own, which uses the processor's instructions and a thread of its own, and
 * ours where there is none (a page that is no secure context).
 */
export async function hashBytes(bytes: Uint8Array, engine: Engine): Promise<string> {
  const digest = isUnshared(bytes) ? await platformDigest(bytes) : null;
  return digest === null ? new Sha256(engine).update(bytes).finish() : hex(new Uint8Array(digest));
}

async function platformDigest(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer | null> {
  try {
    return await crypto.subtle.digest('SHA-256', bytes);
  } catch {
    return null;
  }
}

function isUnshared(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}

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
