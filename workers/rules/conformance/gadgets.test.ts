import { describe, expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { bytesOf, P } from './build.ts';
import { GADGETS } from './gadgets.ts';
import { inspectBytes } from './inspect.ts';

const engine = instantiate(loadModule());

describe.each(Object.entries(GADGETS))('%s', (_name, { bytes, says }) => {
  test.each([2, 4])('is told as the call it makes, protocol %i', async (protocol) => {
    const report = await inspectBytes(bytesOf(`${P(protocol)}${bytes}.`), 'model.bin', engine);
    const calls = report.findings
      .filter(({ severity }) => severity === 'critical')
      .map(({ snippet }) => plain(snippet));
    expect(calls.join('\n')).toContain(says);
    expect(report.verdict).toBe('runs-code');
    expect(report.loaders[0]?.outcome).toBe('runs');
  });
});
