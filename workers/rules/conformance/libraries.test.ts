import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SEVERITIES } from '../../report/schema.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { inspectBytes } from './inspect.ts';

const engine = instantiate(loadModule());
const FOLDER = join(import.meta.dirname, 'fixtures/libraries');

/** Dropped as files, as the page gets them. A file with classes or functions of its own is a reason to look, never more. */
describe.each(readdirSync(FOLDER))('%s', (name) => {
  test('is not accused', async () => {
    const report = await inspectBytes(new Uint8Array(readFileSync(join(FOLDER, name))), name, engine);
    const told = report.findings.map(({ severity, rule }) => `${severity} ${rule}`).join('\n');
    const isOwn = name.startsWith('own-');
    expect(SEVERITIES.indexOf(report.findings[0]?.severity ?? 'note'), told).toBeGreaterThanOrEqual(
      SEVERITIES.indexOf(isOwn ? 'medium' : 'low'),
    );
    expect([report.status, report.verdict], told).toEqual(['complete', isOwn ? 'review' : 'nothing-runs']);
  });
});
