import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../analyse/analyse.ts';
import { reportOf } from '../../analyse/report.ts';
import type { Report } from '../../report/schema.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));

async function reported(bytes: Uint8Array, name = 'm.h5'): Promise<Report> {
  const analysis = await analyse(bytesSource(bytes, name), engine);
  const report = await reportOf(analysis, { path: name, size: bytes.length, sha256: null });
  analysis.session.close();
  return report;
}

describe('Keras’ configuration in HDF5', () => {
  test.each(['lambda.h5', 'lambda-fixed.h5', 'lambda-latest.h5', 'lambda-user-block.h5'])(
    '%s: bytecode is told where it stands in the file',
    async (name) => {
      const bytes = fixture(name);
      const { findings, loaders, verdict } = await reported(bytes);
      expect(verdict).toBe('runs-code');
      expect(loaders.map(({ outcome }) => outcome)).toEqual(['refuses', 'runs', 'runs']);
      const [finding] = findings;
      expect(finding?.rule).toBe('keras.bytecode-telling');
      const at = finding?.place.file?.[0];
      expect(String.fromCharCode(...bytes.subarray(at?.offset, (at?.offset ?? 0) + 5))).toBe('"4wEA');
    },
  );

  test('ordinary layers and their weights: nothing runs, every byte is explained', async () => {
    const report = await reported(fixture('dense.h5'));
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe('nothing-runs');
    expect(report.coverage.accounted).toBe(report.coverage.size);
    expect(report.metadata?.entries.map(({ key }) => key.data)).toEqual(['keras_version']);
  });
});

test('cut files are never told to run nothing', async () => {
  for (const name of ['dense.h5', 'lambda-latest.h5']) {
    const whole = fixture(name);
    for (let length = 0; length < whole.length; length += 61) {
      const report = await reported(whole.subarray(0, length));
      expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
      if (length > 8) expect(report.verdict).not.toBe('nothing-runs');
    }
  }
});

test('damaged files are read without a fault, twice alike', async () => {
  const whole = fixture('lambda-latest.h5');
  const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(flips, async (all) => {
      const bytes = whole.slice();
      for (const [at, value] of all) bytes[at] = value;
      const report = await reported(bytes);
      expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
      expect(await reported(bytes)).toEqual(report);
    }),
    { numRuns: 60 },
  );
});
