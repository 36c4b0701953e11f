import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hubFolder, hubTexts } from './hub.ts';

const COMMIT = 'c'.repeat(40);
const OTHER = 'd'.repeat(40);
const WEIGHTS = 'a'.repeat(64);
const CONFIG = 'b'.repeat(40);
const CACHE = 'hub/models--org--m';

const listed = (paths: readonly string[]) => paths.map((path) => ({ path, size: 10 }));
const tree = (files: object): string => JSON.stringify({ format_version: 1, files });

const PATHS = [
  `${CACHE}/blobs/${WEIGHTS}`,
  `${CACHE}/blobs/${CONFIG}`,
  `${CACHE}/refs/main`,
  `${CACHE}/trees/${COMMIT}.json`,
];
const TEXTS = new Map([
  [`${CACHE}/refs/main`, COMMIT],
  [
    `${CACHE}/trees/${COMMIT}.json`,
    tree({
      'model.safetensors': { size: 10, blob_id: 'e'.repeat(40), lfs_sha256: WEIGHTS },
      'sub/config.json': { size: 10, blob_id: CONFIG },
    }),
  ],
]);

test('a cache without links: names from the tree of the revision, whose it is from the folder', () => {
  expect(hubTexts(listed(PATHS))).toEqual([PATHS[3], PATHS[2]]);
  const { names, copies } = hubFolder(listed(PATHS), TEXTS);
  expect([...names]).toEqual([
    [PATHS[0], `${CACHE}/snapshots/${COMMIT}/model.safetensors`],
    [PATHS[1], `${CACHE}/snapshots/${COMMIT}/sub/config.json`],
  ]);
  expect(copies).toEqual([
    {
      folder: CACHE,
      repo: 'org/m',
      kind: 'model',
      revisions: [{ commit: COMMIT, ref: 'main', said: `${CACHE}/refs/main` }],
      named: 2,
      unnamed: 0,
    },
  ]);
});

test('without a tree the hashes stay, and are counted', () => {
  const { names, copies } = hubFolder(listed(PATHS.slice(0, 3)), new Map([...TEXTS].slice(0, 1)));
  expect(names.size).toBe(0);
  expect(copies).toMatchObject([{ repo: 'org/m', named: 0, unnamed: 2, revisions: [{ commit: COMMIT }] }]);
  expect(hubFolder(listed([`blobs/${WEIGHTS}`]), new Map()).copies).toMatchObject([
    { folder: '', repo: null, unnamed: 1, revisions: [] },
  ]);
});

test('what is in a snapshot has its name already; a downloaded folder tells its revision', () => {
  const real = hubFolder(listed([`${CACHE}/snapshots/${COMMIT}/config.json`, `${CACHE}/blobs/${CONFIG}`]), TEXTS);
  expect(real.copies).toMatchObject([
    { revisions: [{ commit: COMMIT, ref: null, said: `${CACHE}/snapshots/${COMMIT}` }] },
  ]);
  const metadata = 'm/.cache/huggingface/download/config.json.metadata';
  const local = hubFolder(listed(['m/config.json', metadata]), new Map([[metadata, `${OTHER}\n${CONFIG}\n17.5\n`]]));
  expect(local.copies).toEqual([
    {
      folder: 'm',
      repo: null,
      kind: 'model',
      revisions: [{ commit: OTHER, ref: null, said: metadata }],
      named: 0,
      unnamed: 0,
    },
  ]);
});

test('a tree names nothing that is elsewhere, nothing twice, and nothing another file is called', () => {
  const say = (files: object, more: readonly string[] = []) =>
    hubFolder(listed([...PATHS, ...more]), new Map([...TEXTS, [`${CACHE}/trees/${COMMIT}.json`, tree(files)]])).names;
  for (const path of ['../x', '/etc/x', 'a/../../b', 'a//b', 'a\\b', 'a\0b', '', '.'])
    expect(say({ [path]: { blob_id: CONFIG } }).size).toBe(0);
  expect([...say({ x: { blob_id: CONFIG }, w: { blob_id: CONFIG } }).values()]).toEqual([
    `${CACHE}/snapshots/${COMMIT}/w`,
  ]);
  const there = `${CACHE}/snapshots/${COMMIT}/x`;
  expect(say({ x: { blob_id: CONFIG } }, [there]).size).toBe(0);
  expect(say({ ['__proto__']: { blob_id: 1 }, x: null, y: [CONFIG] }).size).toBe(0);
});

test('references of pull requests keep their whole name', () => {
  const path = 'refs/refs/pr/1';
  const { copies } = hubFolder(listed([path, `blobs/${WEIGHTS}`]), new Map([[path, `${OTHER}\n`]]));
  expect(copies).toMatchObject([{ folder: '', revisions: [{ commit: OTHER, ref: 'refs/pr/1', said: path }] }]);
});

test('folders of Git and others with such names are no copies', () => {
  const git = ['m/.git/refs/heads/main', 'm/.git/HEAD', 'm/blobs/readme', 'm/trees/oak.json', 'm/snapshots/new/a'];
  expect(hubFolder(listed(git), new Map([['m/.git/refs/heads/main', COMMIT]]))).toEqual({
    names: new Map(),
    copies: [],
  });
});

test('whatever the texts say, each file keeps one name of its own', () => {
  const part = fc.constantFrom('a', '..', '', 'config.json', WEIGHTS, CONFIG, 'é', '__proto__');
  const path = fc.array(part, { maxLength: 4 }).map((parts) => parts.join('/'));
  const entry = fc.record({
    blob_id: fc.constantFrom(CONFIG, WEIGHTS, '', null, 7),
    lfs_sha256: fc.constantFrom(WEIGHTS, []),
  });
  const text = fc.oneof(fc.string(), fc.json(), fc.dictionary(path, entry).map(tree));
  fc.assert(
    fc.property(text, text, fc.array(path, { maxLength: 5 }), (first, second, more) => {
      const files = listed([...new Set([...PATHS, `${CACHE}/trees/${OTHER}.json`, ...more])]);
      const texts = new Map([
        ...TEXTS,
        [`${CACHE}/trees/${COMMIT}.json`, first],
        [`${CACHE}/trees/${OTHER}.json`, second],
      ]);
      const { names, copies } = hubFolder(files, texts);
      const shown = files.map(({ path: own }) => names.get(own) ?? own);
      expect(new Set(shown).size).toBe(files.length);
      expect([...names.values()].every((name) => !name.split('/').includes('..'))).toBe(true);
      expect(copies.every(({ named, unnamed }) => named >= 0 && unnamed >= 0)).toBe(true);
    }),
  );
});
