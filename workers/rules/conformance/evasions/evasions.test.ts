import { describe, expect, test } from 'vitest';
import { plain } from '../../../report/prose.ts';
import { SEVERITIES } from '../../../report/schema.ts';
import { instantiate } from '../../../wasm/engine.ts';
import { loadModule } from '../../../wasm/load.node.ts';
import { bytesOf, P } from '../build.ts';
import { inspectPickle } from '../inspect.ts';
import { DETOURS } from './detours.ts';
import { EFFECTS } from './effects.ts';
import { FUNCTIONS } from './functions.ts';
import { HOOKS } from './hooks.ts';
import { LOADS } from './loads.ts';
import { PROCESSES } from './processes.ts';
import { REACHES } from './reaches.ts';
import { SOURCES } from './sources.ts';

const engine = instantiate(loadModule());

describe.each([
  ['processes', PROCESSES],
  ['sources', SOURCES],
  ['reaches', REACHES],
  ['loads', LOADS],
  ['effects', EFFECTS],
  ['detours', DETOURS],
  ['hooks', HOOKS],
  ['functions', FUNCTIONS],
])('%s', (_group, evasions) => {
  test.each(evasions)('%s', async (_what, program, least, says) => {
    const { findings, verdict } = await inspectPickle(bytesOf(`${P(4)}${program.bytes}.`), 'x.pkl', engine);
    const told = findings
      .map(({ severity, rule, snippet, what }) => `${severity} ${rule} ${plain(snippet)} ${plain(what)}`)
      .join('\n');
    const worst = SEVERITIES.indexOf(findings[0]?.severity ?? 'note');
    expect(worst, told).toBeLessThanOrEqual(SEVERITIES.indexOf(least));
    expect(told).toContain(says);
    expect(['runs-code', 'can-run-code'], told).toContain(verdict);
  });
});
