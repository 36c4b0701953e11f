import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../report/schema.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { inspectBytes } from './inspect.ts';

/** Flips of each fixture; `VITRINE_FLIPS=1000` for the whole run. */
const FLIPS = Number(process.env['VITRINE_FLIPS'] ?? 12);
/** Cuts of each fixture: every 256th byte, of which the short run takes so many. */
const CUTS = FLIPS >= 1000 ? Infinity : 8;
const WORKERS = join(import.meta.dirname, '../..');
const FOLDERS = [
  'containers/compressed',
  'containers/sevenz',
  'containers/tar',
  'containers/zip',
  'formats/flax',
  'formats/gguf',
  'formats/joblib',
  'formats/numpy',
  'formats/safetensors',
];
const FIXTURES = FOLDERS.flatMap((folder) => {
  const path = join(WORKERS, folder, 'fixtures');
  return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
}).filter((path) => !/\.(?:py|tsv|json)$/.test(path));

let engine = instantiate(loadModule());

/** mulberry32: the same numbers every time. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  };
}

async function inspect(bytes: Uint8Array, name: string): Promise<Report> {
  if (engine.poisoned || engine.memoryBytes > 64 * 1024 * 1024) engine = engine.respawn();
  const report = await inspectBytes(bytes, name, engine, ['vitrine']);
  const faults = report.problems.filter(({ kind }) => kind === 'reader-failed');
  expect([name, faults]).toEqual([name, []]);
  expect(report.coverage.accounted).toBeLessThanOrEqual(report.coverage.size);
  if (report.verdict === 'nothing-runs') expect(report.status).toBe('complete');
  return report;
}

/**
 * What ran before and is now said to be nothing needs a reason that its reader sees, and that the whole file did not have:
 * a finding, a loader that now stops, or bytes that are of another format. What was said of the whole file explains nothing.
 */
function isSilent({ verdict, findings, problems, loaders, file }: Report, whole: Report): boolean {
  if (verdict !== 'nothing-runs' || problems.length > 0 || file.format !== whole.file.format) return false;
  const known = new Set(whole.findings.map(({ rule }) => rule));
  const ran = new Set(whole.loaders.filter(({ outcome }) => outcome === 'runs').map(({ id }) => id));
  const stops = loaders.some(({ id, outcome }) => ran.has(id) && (outcome === 'fails' || outcome === 'refuses'));
  return !stops && findings.every(({ rule }) => known.has(rule));
}

test.each(FIXTURES.map((path) => [relative(WORKERS, path), path]))(
  '%s: cut and damaged anywhere it is read to an end, and nothing dangerous turns clean in silence',
  async (_name, path) => {
    const bytes = new Uint8Array(readFileSync(path));
    const name = path.slice(path.lastIndexOf('/') + 1);
    const whole = await inspect(bytes, name);
    const isDangerous = whole.verdict === 'runs-code' || whole.verdict === 'can-run-code';
    const next = random(bytes.length);
    const check = async (changed: Uint8Array, how: string): Promise<void> => {
      const report = await inspect(changed, name);
      if (isDangerous && isSilent(report, whole)) expect.fail(`${how} turns ${whole.verdict} into silence`);
    };
    const cuts = Math.floor(bytes.length / 256);
    for (let i = 1; i <= Math.min(cuts, CUTS); i += 1) {
      const end = 256 * (cuts > CUTS ? 1 + next(cuts) : i);
      await check(bytes.subarray(0, end), `cut at ${end}`);
    }
    for (let i = 0; i < FLIPS && bytes.length > 0; i += 1) {
      const at = next(bytes.length);
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << next(8));
      await check(changed, `a flip at ${at} to ${changed[at] ?? 0}`);
    }
  },
  FLIPS >= 1000 ? 3_600_000 : 60_000,
);
