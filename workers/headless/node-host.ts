/** Reads files on disk, for the headless run. Node only: never imported by the worker. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { SourceError } from '../source/byte-source.ts';
import { changed, exactly, type Host } from '../source/host.ts';

export interface NodeHost extends Host {
  close(): Promise<void>;
}

/** Rejects with SourceError when `path` is no regular file or cannot be opened. */
export async function nodeHost(path: string): Promise<NodeHost> {
  const file = await openFile(path);
  const before = await file.stat();
  if (!before.isFile()) {
    await file.close();
    throw new SourceError('unreadable', `Not a regular file (${kindOf(before)}).`, 0);
  }
  return {
    size: before.size,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset).catch((cause: unknown) => {
        throw unreadable(cause, offset);
      });
      const now = await file.stat();
      if (now.size !== before.size || now.mtimeMs !== before.mtimeMs) throw changed(offset);
      return exactly(bytes.subarray(0, bytesRead), length, offset);
    },
    close: () => file.close(),
  };
}

/** A file that is opened for each read, for the few reads of evidence about a folder. */
export function reopenedHost(path: string, size: number): Host {
  return {
    size,
    async read(offset, length) {
      const host = await nodeHost(path);
      try {
        return await host.read(offset, Math.min(length, Math.max(0, host.size - offset)));
      } finally {
        await host.close();
      }
    },
  };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    // Non-blocking, so that opening a FIFO nobody writes to does not wait forever.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw unreadable(cause, 0);
  }
}

function unreadable(cause: unknown, offset: number): SourceError {
  return new SourceError('unreadable', `The file could not be read (${codeOf(cause)}).`, offset);
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown error';
}

function kindOf(stats: { isDirectory(): boolean; isFIFO(): boolean; isSocket(): boolean }): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}
