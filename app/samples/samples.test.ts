import { describe, expect, test } from 'vitest';
import { analyse } from '../../workers/analyse/analyse.ts';
import { reportOf } from '../../workers/analyse/report.ts';
import type { Report } from '../../workers/report/schema.ts';
import { bytesSource } from '../../workers/source/sources.ts';
import { instantiate } from '../../workers/wasm/engine.ts';
import { loadModule } from '../../workers/wasm/load.node.ts';
import { samples, type Sample } from './index.ts';

const engine = instantiate(loadModule());

async function inspect(sample: Sample): Promise<Report> {
  const bytes = new Uint8Array(await sample.file().arrayBuffer());
  const analysis = await analyse(bytesSource(bytes, sample.fileName), engine);
  return reportOf(analysis, { path: sample.fileName, size: bytes.length, sha256: null });
}

describe('samples', () => {
  test.each(samples.map((sample) => [sample.id, sample] as const))('%s is what its card says', async (_, sample) => {
    const report = await inspect(sample);
    expect(report.verdict).toBe(sample.verdict);
    // Behind the place where a stream breaks nothing is explained.
    expect(report.coverage.accounted).toBeGreaterThan(0.99 * report.coverage.size);
    expect(sample.strip().reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  test('the 7z holds the same program as the ZIP, and it is found in it', async () => {
    const report = await inspect(samples.find(({ id }) => id === 'broken-pickle-7z')!);
    expect(report.file.format).toBe('7z');
    expect(report.findings[0]?.place.path).toEqual(['goober.pt', 'archive/data.pkl']);
    expect(report.findings[0]?.severity).toBe('critical');
  });

  test('every command is echo', async () => {
    for (const sample of samples) {
      const text = Buffer.from(await sample.file().arrayBuffer()).toString('latin1');
      expect(/\b(?:curl|wget|bash|nc|python)\b/.exec(text)).toBeNull();
    }
  });
});
