/** Files out of a drop, a paste, a picker or the system's "open with". Folders are walked without recursion, up to a number that is always said. */
import type { Incoming } from '../engine/naming.ts';

export interface Collected {
  readonly files: readonly Incoming[];
  /** A folder was among them, so an empty list means an empty folder. */
  readonly folder: boolean;
  /** Entries the browser could not open. */
  readonly unreadable: number;
  /** There were more than MOST_FILES. */
  readonly cut: boolean;
}

export const MOST_FILES = 2_000;

export function fromList(list: FileList | readonly File[]): Collected {
  const all = [...list];
  const files = all.slice(0, MOST_FILES).map((file) => ({ name: file.webkitRelativePath || file.name, file }));
  const folder = files.some((f) => f.file.webkitRelativePath !== '');
  return { files, folder, unreadable: 0, cut: all.length > files.length };
}

/** Files the system opened the installed page with. */
export async function fromHandles(handles: readonly FileSystemHandle[]): Promise<Collected> {
  const wanted = handles.slice(0, MOST_FILES);
  const got = await Promise.all(wanted.map((handle) => opened(handle)));
  const files = got.filter((file) => file !== null).map((file) => ({ name: file.name, file }));
  return { files, folder: false, unreadable: wanted.length - files.length, cut: handles.length > wanted.length };
}

/** Null when it cannot be opened. */
async function opened(handle: FileSystemHandle): Promise<File | null> {
  try {
    return isFileHandle(handle) ? await handle.getFile() : null;
  } catch {
    return null;
  }
}

function isFileHandle(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === 'file';
}

/** Entries must be asked for before the event is over; what is in them may come later. */
export function fromDrop(transfer: DataTransfer): Promise<Collected> {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const entries = items.map((item) => item.webkitGetAsEntry());
  if (entries.every((entry) => entry === null)) return Promise.resolve(fromList(transfer.files));
  return walk(entries.filter((entry) => entry !== null));
}

export async function walk(entries: readonly FileSystemEntry[]): Promise<Collected> {
  const files: Incoming[] = [];
  const todo = [...entries].reverse();
  let unreadable = 0;
  for (let entry = todo.pop(); entry !== undefined; entry = todo.pop()) {
    if (files.length >= MOST_FILES) break;
    try {
      if (isDirectory(entry)) todo.push(...(await childrenOf(entry)).reverse());
      else if (isFile(entry)) files.push({ name: entry.fullPath.replace(/^\//, ''), file: await fileOf(entry) });
    } catch {
      unreadable += 1;
    }
  }
  return { files, folder: entries.some(isDirectory), unreadable, cut: files.length >= MOST_FILES && todo.length > 0 };
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}

/** Browsers hand out at most about a hundred entries a time, sorted as they like. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) break;
    all.push(...some);
  }
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}
