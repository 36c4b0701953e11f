import { expect, test } from 'vitest';
import type { Document } from '../engine/document.ts';
import { foldersOf, folderWith, largestIn } from './folders.ts';

let seq = 0;
function dropped(...names: readonly string[]): Document[] {
  const drop = seq + 1;
  return names.map((name) => ({
    seq: ++seq,
    drop,
    name,
    file: new File([], name),
    size: 0,
    passwords: [],
    state: { phase: 'waiting' },
  }));
}
const shown = (documents: readonly Document[]): string[] =>
  foldersOf(documents).map(
    ({ path, documents: all }) => `${path} ${all.map(({ name }) => name.slice(path.length)).join()}`,
  );

test('two folders of one drop, or of two drops under the same name, are two', () => {
  expect(shown(dropped('v2/a', 'v1/b', 'v1/a'))).toEqual(['v1/ a,b', 'v2/ a']);
  expect(shown([...dropped('m/a'), ...dropped('m/a', 'm/x/b')])).toEqual(['m/ a', 'm/ a,x/b']);
});

test('folders inside a folder that holds nothing else', () => {
  expect(shown(dropped('snapshots/1/a', 'snapshots/2/a', 'snapshots/2/b/c'))).toEqual([
    'snapshots/1/ a',
    'snapshots/2/ a,b/c',
  ]);
  expect(shown(dropped('m/x/y/a'))).toEqual(['m/x/y/ a']);
  expect(shown(dropped('m/snapshots/1/a', 'm/snapshots/1/b/c', 'm/refs/main', 'm/v/x/d', 'm/v/y/d'))).toEqual([
    'm/refs/ main',
    'm/snapshots/1/ a,b/c',
    'm/v/ x/d,y/d',
  ]);
});

test('files that came together are a set, a single file is none', () => {
  expect(shown(dropped('b', 'a'))).toEqual([' a,b']);
  expect(shown(dropped('a'))).toEqual([]);
  const both = dropped('v/a', 'v/b');
  expect(folderWith(both, both[1]!.seq)?.path).toBe('v/');
  expect(folderWith(both, 0)).toBeNull();
});

test('of what came with a cache of a hub, the snapshot is what is compared', () => {
  const came = dropped('m/refs/main', 'm/snapshots/1/a', 'm/snapshots/1/b', 'm/trees/1.json');
  const other = dropped('x/a', 'x/b', 'x/c');
  const seqs = came.map(({ seq: one }) => one);
  expect(largestIn([...other, ...came], seqs)?.path).toBe('m/snapshots/1/');
  expect(largestIn(other, [])).toBeNull();
});
