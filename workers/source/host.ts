import { LIMITS } from '../limits.ts';
import { SourceError } from './byte-source.ts';

/** What somebody must provide so that a file can be read: the raw reads below the cache. */
export interface Host {
  readonly size: number;
  /** What is read is a view of bytes that are held anyway: to keep it costs nothing, to copy it does. */
  readonly held?: true;
  /** Exactly `length` bytes; the range lies inside [0, size). Rejects with SourceError. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /**
   * The bytes of a range in order; an array is valid until the next is asked for. Null where they can only be read piece by piece.
   * Rejects like `read`.
   */
  readonly stream?: (offset: number, length: number) => AsyncGenerator<Uint8Array> | null;
}

/** Reads a File in the worker itself. */
export function blobHost(
  file: Blob & { readonly lastModified?: number },
  expected?: { size: number; lastModified: number },
): Host {
  const check = (offset: number): void => {
    if (expected !== undefined && (file.size !== expected.size || file.lastModified !== expected.lastModified))
      throw changed(offset);
  };
  return {
    size: expected?.size ?? file.size,
    async read(offset, length) {
      check(offset);
      let bytes: Uint8Array;
      try {
        // A slice is one more blob, which a browser registers before it reads: not for a whole file.
        const part = length === file.size ? file : file.slice(offset, offset + length);
        bytes = new Uint8Array(await part.arrayBuffer());
      } catch (cause) {
        throw blobError(cause, offset);
      }
      return exactly(bytes, length, offset);
    },
    stream(offset, length) {
      check(offset);
      return streamed(file.slice(offset, offset + length), offset);
    },
  };
}

/**
 * Reads into one buffer over and over: four times as fast in Chromium as one buffer a read, and no heap of them waits to be
 * collected. Null where the stream of a blob is not a byte stream.
 */
function streamed(part: Blob, offset: number): AsyncGenerator<Uint8Array> | null {
  try {
    const stream = part.stream();
    return drained({ part, stream, reader: stream.getReader({ mode: 'byob' }) }, offset);
  } catch {
    return null;
  }
}

interface Drain {
  readonly part: Blob;
  readonly stream: ReadableStream;
  readonly reader: ReadableStreamBYOBReader;
}

/** Chromium collects a stream that only its reader refers to, and the read it owes never comes: these are referred to until they end. */
const draining = new Set<Drain>();

async function* drained(drain: Drain, offset: number): AsyncGenerator<Uint8Array, void> {
  const { part, reader } = drain;
  let buffer = new ArrayBuffer(Math.min(part.size, LIMITS.chunk));
  let done = 0;
  draining.add(drain);
  try {
    while (done < part.size) {
      const { value } = await reader.read(new Uint8Array(buffer)).catch(async (cause: unknown) => {
        throw blobError(await reasonOf(part, cause), offset + done);
      });
      if (value === undefined || value.length === 0) throw changed(offset + done);
      done += value.length;
      yield value;
      buffer = value.buffer;
    }
  } finally {
    draining.delete(drain);
    // Not when all was read: that takes Chromium as long as reading it again.
    if (done < part.size) void reader.cancel().catch(() => undefined);
  }
}

/** A stream says `network error` whatever happened to the file; a read says what. */
async function reasonOf(part: Blob, cause: unknown): Promise<unknown> {
  return part
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => cause,
      (reason: unknown) => reason,
    );
}

/** Bytes served by the page, for browsers whose workers cannot read files. */
export function pageHost(read: (offset: number, length: number) => Promise<ArrayBuffer>, size: number): Host {
  return {
    size,
    async read(offset, length) {
      let bytes: Uint8Array;
      try {
        bytes = new Uint8Array(await read(offset, length));
      } catch (cause) {
        throw blobError(cause, offset);
      }
      return exactly(bytes, length, offset);
    },
  };
}

/** One host as soon as it has read something; the other from the first failure before that. */
export function firstThatReads(one: Host, other: Host): Host {
  let chosen: Host | null = null;
  return {
    size: one.size,
    async read(offset, length) {
      if (chosen !== null) return chosen.read(offset, length);
      try {
        const bytes = await one.read(offset, length);
        chosen ??= one;
        return bytes;
      } catch (cause) {
        if (chosen === one) throw cause;
        chosen = other;
        return other.read(offset, length);
      }
    },
    stream: (offset, length) => chosen?.stream?.(offset, length) ?? null,
  };
}

/** A file that is read as a whole when its first bytes are asked for. */
export function atOnce(host: Host): Host {
  let all: Promise<Uint8Array> | null = null;
  return {
    size: host.size,
    held: true,
    async read(offset, length) {
      return (await (all ??= host.read(0, host.size))).subarray(offset, offset + length);
    },
  };
}

export function bytesHost(bytes: Uint8Array): Host {
  return {
    size: bytes.length,
    held: true,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** A file that got shorter gives fewer bytes than its size promised. */
export function exactly(bytes: Uint8Array, length: number, offset: number): Uint8Array {
  if (bytes.length !== length) throw changed(offset);
  return bytes;
}

export function changed(offset: number): SourceError {
  return new SourceError('changed', 'The file changed while it was being read.', offset);
}

/** Browsers say NotReadableError both for a file that changed since it was chosen and for one that is gone. */
function blobError(cause: unknown, offset: number): SourceError {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'NotReadableError' || name === 'NotFoundError') {
    return new SourceError('changed', 'The file changed or was removed after it was chosen.', offset);
  }
  return new SourceError(
    'unreadable',
    `The browser could not read the file (${name === '' ? 'unknown error' : name}).`,
    offset,
  );
}
