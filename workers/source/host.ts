import { SourceError } from './byte-source.ts';

/** What somebody must provide so that a file can be read: the raw reads below the cache. */
export interface Host {
  readonly size: number;
  /** Exactly `length` bytes; the range lies inside [0, size). Rejects with SourceError. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Reads a File in the worker itself. */
export function blobHost(
  file: Blob & { readonly lastModified?: number },
  expected?: { size: number; lastModified: number },
): Host {
  return {
    size: expected?.size ?? file.size,
    async read(offset, length) {
      if (expected !== undefined && (file.size !== expected.size || file.lastModified !== expected.lastModified))
        throw changed(offset);
      let bytes: Uint8Array;
      try {
        bytes = new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
      } catch (cause) {
        throw blobError(cause, offset);
      }
      return exactly(bytes, length, offset);
    },
  };
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

export function bytesHost(bytes: Uint8Array): Host {
  return { size: bytes.length, read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)) };
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
