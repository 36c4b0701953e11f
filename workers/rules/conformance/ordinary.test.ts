import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SEVERITIES } from '../../report/schema.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { inspectPickle } from './inspect.ts';

const engine = instantiate(loadModule());
const FOLDER = join(import.meta.dirname, 'fixtures/ordinary');

describe.each(readdirSync(FOLDER))('%s', (name) => {
  test('is not accused', async () => {
    const report = await inspectPickle(new Uint8Array(readFileSync(join(FOLDER, name))), name, engine);
    const told = report.findings.map(({ severity, rule }) => `${severity} ${rule}`).join('\n');
    expect(SEVERITIES.indexOf(report.findings[0]?.severity ?? 'note'), told).toBeGreaterThanOrEqual(
      SEVERITIES.indexOf('low'),
    );
    expect([report.status, report.verdict], told).toEqual(['complete', 'nothing-runs']);
    expect(report.loaders.find(({ id }) => id === 'pickle.load')?.outcome).toBe('loads');
  });
});
