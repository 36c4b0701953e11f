import { describe, expect, test } from 'vitest';
import { analyse } from '../../../analyse/analyse.ts';
import { folderFacts, folderFile } from '../../../analyse/folder.ts';
import { judgeFacts } from '../../../report/build.ts';
import { bytesSource } from '../../../source/sources.ts';
import { instantiate } from '../../../wasm/engine.ts';
import { loadModule } from '../../../wasm/load.node.ts';
import { bytesOf } from '../build.ts';
import { inspectBytes } from '../inspect.ts';
import { ARCHIVES } from './archives.ts';
import { FOLDERS } from './folders.ts';
import { PICKLES } from './pickles.ts';
import { WEIGHTS } from './weights.ts';
import { ZIPS } from './zips.ts';

const engine = instantiate(loadModule());

describe('research/formats.md §10: bytes two programs take differently, and what the report says of them', () => {
  test.each([...PICKLES, ...ZIPS, ...ARCHIVES, ...WEIGHTS])('$row $what', async (one) => {
    const report = await inspectBytes(one.bytes, one.name, engine);
    expect(report.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...one.tells]));
    const read = report.programs.map(({ place }) => place.path.at(-1) ?? '');
    for (const name of one.reads ?? []) expect(read.filter((place) => place.endsWith(name))).not.toEqual([]);
    const loaders = new Map(report.loaders.map(({ id, outcome }) => [id, outcome as string]));
    for (const [id, outcome] of Object.entries(one.loaders ?? {})) expect([id, loaders.get(id)]).toEqual([id, outcome]);
    if (one.verdict !== undefined) expect(report.verdict).toBe(one.verdict);
  });

  test.each(FOLDERS)('$row $what', async ({ files, tells }) => {
    const rules: string[] = [];
    const parts = [];
    for (const [path, content] of Object.entries(files)) {
      const bytes =
        content instanceof Uint8Array
          ? content
          : bytesOf(typeof content === 'string' ? content : JSON.stringify(content));
      const analysis = await analyse(bytesSource(bytes, path), engine);
      parts.push(folderFile(path, analysis.format, bytes.length, analysis.facts));
      rules.push(...(await inspectBytes(bytes, path, engine)).findings.map(({ rule }) => rule));
    }
    const facts = folderFacts({ path: 'model', files: parts });
    const own = await judgeFacts(facts, { source: () => null, opcodes: () => Promise.resolve([]) });
    expect([...rules, ...own.map(({ rule }) => rule)]).toEqual(expect.arrayContaining([...tells]));
  });
});

test('an ordinary file of each kind has none of these findings', async () => {
  const benign = new Set([...PICKLES, ...ZIPS, ...ARCHIVES, ...WEIGHTS].flatMap(({ tells }) => tells));
  const report = await inspectBytes(bytesOf('\x80\x02}.'), 'model.pkl', engine);
  expect(report.findings.filter(({ rule }) => benign.has(rule))).toEqual([]);
});
