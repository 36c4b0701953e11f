import { LIMITS } from '../../limits.ts';
import type { Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { growing } from '../../source/signatures.ts';
import { Decoder, type StreamEnd } from '../../wasm/codec.ts';
import type { Engine } from '../../wasm/engine.ts';
import type { Frame, Framing, Trailer } from './framing.ts';

/** One stream or skipped frame that was read. */
export interface Seen {
  readonly frame: Frame;
  readonly range: Range;
  /** How its data ended; null for a skipped frame, and when it was left early. */
  readonly end: StreamEnd | null;
  readonly trailer: Trailer | null;
}

/** What one walk over a compressed file came to. */
export interface Walk {
  readonly seen: Seen[];
  /** After the last byte that belongs to a stream. */
  end: number;
  /** There are more streams than are read. */
  more: boolean;
}

export function newWalk(): Walk {
  return { seen: [], end: 0, more: false };
}

/** The content of all streams one after another, as every decoder of these formats joins them. Writes into `walk` what it met. */
export async function* unpack(
  source: ByteSource,
  engine: Engine,
  framing: Framing,
  maxOutput: number,
  walk: Walk,
): AsyncGenerator<Uint8Array, void> {
  let left = maxOutput;
  for (let at: number | null = 0; at !== null && at < source.size; at = await next(source, framing, walk.end)) {
    const frame = await framing.open(source, at);
    if (frame === null) return;
    if (walk.seen.length >= LIMITS.streams) {
      walk.more = true;
      return;
    }
    if (frame.kind === 'skipped') {
      const end = Math.min(frame.end, source.size);
      walk.seen.push({ frame, range: { offset: at, length: end - at }, end: null, trailer: null });
      walk.end = end;
      continue;
    }
    const decoder = new Decoder(engine, { codec: frame.codec, maxOutput: left });
    let isOver = false;
    try {
      for await (const part of decoder.run(growing(source, frame.data))) {
        left -= part.length;
        yield part;
      }
      isOver = true;
    } finally {
      // Whoever takes the bytes has had enough: where the stream ends is not known.
      if (!isOver) leave(walk, source, frame, at);
    }
    const { end } = decoder;
    const after = frame.data + (end?.consumed ?? 0);
    const isWhole = end?.status === 'done';
    const trailer = isWhole && framing.close !== undefined ? await framing.close(source, after, end) : null;
    walk.end = trailer?.end ?? after;
    walk.seen.push({ frame, range: { offset: at, length: walk.end - at }, end, trailer });
    // A wrong checksum leaves no doubt where the stream ends; anything else does.
    if (!isWhole) return;
  }
}

function leave(walk: Walk, source: ByteSource, frame: Frame, at: number): void {
  walk.end = source.size;
  walk.seen.push({ frame, range: { offset: at, length: source.size - at }, end: null, trailer: null });
}

/** Where the next stream stands: right here, or after zeros where the format allows them. */
async function next(source: ByteSource, { padded }: Framing, at: number): Promise<number | null> {
  if (!padded) return at;
  let end = at;
  for await (const chunk of growing(source, at)) {
    const found = chunk.findIndex((byte) => byte !== 0);
    if (found !== -1) return end + found;
    end += chunk.length;
  }
  return null;
}
