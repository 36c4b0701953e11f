import { describe, expect, it } from 'vitest';
import { fromHandles, fromList, MOST_FILES, walk } from './collect.ts';

const none = (): void => undefined;
const filesystem: FileSystem = {
  name: '',
  get root(): FileSystemDirectoryEntry {
    throw new Error('nobody asks for it');
  },
};
const entry = (path: string) => ({
  name: path.split('/').at(-1) ?? '',
  fullPath: path,
  filesystem,
  getParent: none,
});

const file = (path: string, broken = false): FileSystemFileEntry => ({
  ...entry(path),
  isFile: true,
  isDirectory: false,
  file: (done, fail) => {
    if (broken) fail?.(new DOMException('gone'));
    else done(new File(['x'], 'x'));
  },
});

/** Hands out `batch` children a time, as browsers do. */
const folder = (path: string, children: readonly FileSystemEntry[], batch = 2): FileSystemDirectoryEntry => ({
  ...entry(path),
  isFile: false,
  isDirectory: true,
  getDirectory: none,
  getFile: none,
  createReader: () => {
    let at = 0;
    return {
      readEntries: (done) => {
        done(children.slice(at, (at += batch)));
      },
    };
  },
});

describe('walk', () => {
  it('finds every file of every folder, in name order, with its path', async () => {
    const tree = folder('/m', [file('/m/b'), folder('/m/a', [file('/m/a/2'), file('/m/a/1')]), file('/m/c')]);
    const { files, folder: isFolder } = await walk([tree]);
    expect(files.map((f) => f.name)).toEqual(['m/a/1', 'm/a/2', 'm/b', 'm/c']);
    expect(isFolder).toBe(true);
  });

  it('counts what it cannot open and goes on', async () => {
    const { files, unreadable } = await walk([file('/x', true), file('/y')]);
    expect(files).toHaveLength(1);
    expect(unreadable).toBe(1);
  });

  it('knows an empty folder from nothing', async () => {
    expect(await walk([folder('/e', [])])).toEqual({ files: [], folder: true, unreadable: 0, cut: false });
  });

  it('stops at the limit and says so', async () => {
    const many = Array.from({ length: MOST_FILES + 5 }, (_, i) => file(`/f/${i.toString()}`));
    const { files, cut } = await walk([folder('/f', many, 100)]);
    expect(files).toHaveLength(MOST_FILES);
    expect(cut).toBe(true);
  });

  it('goes down folders a thousand deep', async () => {
    let deep: FileSystemEntry = file('/end');
    for (let i = 0; i < 1000; i++) deep = folder('/d', [deep]);
    expect((await walk([deep])).files).toHaveLength(1);
  });
});

describe('fromList', () => {
  it('uses the relative path of a chosen folder', () => {
    const chosen = Object.defineProperty(new File([], 'a'), 'webkitRelativePath', { value: 'm/a' });
    expect(fromList([chosen])).toMatchObject({ folder: true, files: [{ name: 'm/a' }] });
    const single = Object.defineProperty(new File([], 'a'), 'webkitRelativePath', { value: '' });
    expect(fromList([single])).toMatchObject({ folder: false, files: [{ name: 'a' }] });
  });
});

describe('fromHandles', () => {
  it('opens what can be opened and counts the rest', async () => {
    const handle = (name: string, getFile: () => Promise<File>) =>
      ({ kind: 'file', name, getFile }) as FileSystemFileHandle;
    const good = handle('a.pt', () => Promise.resolve(new File(['x'], 'a.pt')));
    const gone = handle('b.pt', () => Promise.reject(new Error('gone')));
    const folder = { kind: 'directory', name: 'c' } as FileSystemDirectoryHandle;
    const { files, unreadable, cut } = await fromHandles([good, gone, folder]);
    expect(files.map((f) => f.name)).toEqual(['a.pt']);
    expect(unreadable).toBe(2);
    expect(cut).toBe(false);
    expect((await fromHandles(Array.from({ length: MOST_FILES + 1 }, () => good))).cut).toBe(true);
  });
});
