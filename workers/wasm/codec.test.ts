import fc from 'fast-check';
import { crc32, deflateRawSync, deflateSync, inflateRawSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Engine, instantiate } from './engine.ts';
import { Decoder, type StreamEnd, type DecoderOptions } from './codec.ts';
import { loadModule } from './load.node.ts';
import { Sha256 } from './sha256.ts';

const engine = instantiate(loadModule());
const NO_CAP = Number.MAX_SAFE_INTEGER;
const deflate = { deflate: deflateRawSync, zlib: deflateSync };
const reference = { deflate: inflateRawSync, zlib: inflateSync };

const wrappers = fc.constantFrom<'deflate' | 'zlib'>('deflate', 'zlib');
/** Bytes with runs and repeats, so that deflate has something to do. */
const data = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 40 })), { maxLength: 12 })
  .map((runs) =>
    Uint8Array.from(
      runs.flatMap(([bytes, times]) =>
        Array<number[]>(times)
          .fill([...bytes])
          .flat(),
      ),
    ),
  );
const levels = fc.integer({ min: 0, max: 9 });
const sizes = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 5 });

describe('inflate', () => {
  it('gives what node:zlib packed, in any pieces, and leaves what follows', async () => {
    await fc.assert(
      fc.asyncProperty(
        wrappers,
        data,
        levels,
        fc.uint8Array({ maxLength: 9 }),
        sizes,
        async (wrapper, bytes, level, tail, cut) => {
          const stream = deflate[wrapper](bytes, { level });
          const { bytes: output, end } = await inflateAll(engine, pieces(Buffer.concat([stream, tail]), cut), {
            codec: wrapper,
            maxOutput: NO_CAP,
          });
          expect(Buffer.from(output).equals(bytes)).toBe(true);
          expect(end).toEqual({ status: 'done', consumed: stream.length, produced: bytes.length, crc32: crc32(bytes) });
        },
      ),
    );
  });

  it('says truncated for every proper prefix', async () => {
    const stream = deflateSync(Buffer.from('a model, a model, my weights for a model'.repeat(9)));
    for (let length = 0; length < stream.length; length++) {
      const { end } = await inflateAll(engine, [stream.subarray(0, length)], { codec: 'zlib', maxOutput: NO_CAP });
      expect(end).toMatchObject({ status: 'truncated', consumed: length });
    }
  });

  it('refuses a damaged stream where node:zlib does, with the same bytes before', async () => {
    await fc.assert(
      fc.asyncProperty(
        wrappers,
        data,
        levels,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (wrapper, bytes, level, at, bits) => {
          const stream = Uint8Array.from(deflate[wrapper](bytes, { level }));
          stream[at % stream.length]! ^= bits;
          const theirs = outcome(() => reference[wrapper](stream));
          const ours = await inflateAll(engine, pieces(stream, [7, 100]), { codec: wrapper, maxOutput: NO_CAP });
          // What node accepts, a loader runs: it must never be refused here or read differently.
          if (theirs) expect([ours.end.status, Buffer.compare(ours.bytes, theirs)]).toEqual(['done', 0]);
          else expect(ours.end.status).not.toBe('done');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('stops at the cap, exactly, and only when there is more', async () => {
    const bytes = new Uint8Array(1_000_000).map((_, i) => i >> 9);
    const stream = deflateRawSync(bytes);
    for (const maxOutput of [0, 1, 262_144, 999_999]) {
      const { bytes: output, end } = await inflateAll(engine, [stream], { codec: 'deflate', maxOutput });
      expect(end).toMatchObject({ status: 'limit', produced: maxOutput, crc32: null });
      expect(Buffer.compare(output, bytes.subarray(0, maxOutput))).toBe(0);
    }
    const { end } = await inflateAll(engine, [stream], { codec: 'deflate', maxOutput: bytes.length });
    expect(end.status).toBe('done');
  });

  it('reads no more input than the stream has, and holds one piece of a bomb at a time', async () => {
    const stream = deflateRawSync(new Uint8Array(64 * 1024 * 1024), { level: 9 });
    let read = 0;
    function* source(): Generator<Uint8Array> {
      for (const piece of pieces(Buffer.concat([stream, new Uint8Array(50_000)]), [1000])) {
        read += piece.length;
        yield piece;
      }
    }
    const before = engine.memoryBytes;
    let produced = 0;
    for await (const bytes of new Decoder(engine, { codec: 'deflate', maxOutput: NO_CAP }).run(source())) {
      expect(bytes.length).toBeLessThanOrEqual(256 * 1024);
      produced += bytes.length;
    }
    expect(produced).toBe(64 * 1024 * 1024);
    expect(read).toBeLessThan(stream.length + 1000);
    expect(engine.memoryBytes - before).toBeLessThan(1024 * 1024);
  });

  it('lets its consumer use the engine between pieces, and leave early', async () => {
    const bytes = new Uint8Array(900_000).map((_, i) => (i * i) >> 7);
    const inflate = new Decoder(engine, { codec: 'zlib', maxOutput: NO_CAP });
    const hash = new Sha256(engine);
    for await (const piece of inflate.run(pieces(deflateSync(bytes), [3000]))) hash.update(piece);
    expect(hash.finish()).toBe(new Sha256(engine).update(bytes).finish());
    expect(inflate.end?.crc32).toBe(crc32(bytes));
    const left = new Decoder(engine, { codec: 'zlib', maxOutput: NO_CAP });
    const early = left.run([deflateSync(bytes)]);
    expect((await early.next()).done).toBe(false);
    await early.return();
    expect(left.end).toBeNull();
  });
});

function* pieces(bytes: Uint8Array, cut: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = cut[turn % cut.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

function outcome(run: () => Uint8Array): Uint8Array | null {
  try {
    return run();
  } catch {
    return null;
  }
}

async function inflateAll(
  engine: Engine,
  chunks: Iterable<Uint8Array>,
  options: DecoderOptions,
): Promise<{ readonly bytes: Uint8Array; readonly end: StreamEnd }> {
  const inflate = new Decoder(engine, options);
  const parts: Uint8Array[] = [];
  for await (const part of inflate.run(chunks)) parts.push(part);
  return { bytes: Buffer.concat(parts), end: inflate.end! };
}
