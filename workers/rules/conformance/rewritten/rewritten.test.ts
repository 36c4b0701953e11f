import { describe, expect, test } from 'vitest';
import { readPickle } from '../../../formats/pickle/read.ts';
import type { Report } from '../../../report/schema.ts';
import { bytesSource } from '../../../source/sources.ts';
import { instantiate } from '../../../wasm/engine.ts';
import { loadModule } from '../../../wasm/load.node.ts';
import { bytesOf, P } from '../build.ts';
import { CASES } from '../cases.ts';
import { DETOURS } from '../evasions/detours.ts';
import { EFFECTS } from '../evasions/effects.ts';
import { HOOKS } from '../evasions/hooks.ts';
import { LOADS } from '../evasions/loads.ts';
import { PROCESSES } from '../evasions/processes.ts';
import { REACHES } from '../evasions/reaches.ts';
import { SOURCES } from '../evasions/sources.ts';
import { inspectPickle } from '../inspect.ts';
import { type Op, REWRITES } from './rewrites.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: string): Promise<Report> => inspectPickle(bytesOf(bytes), 'x.pkl', engine);
const isCritical = async (bytes: string): Promise<boolean> =>
  (await inspect(bytes)).findings[0]?.severity === 'critical';

const HOSTILE = CASES.filter(({ worst }) => worst === 'critical');
const EVASIONS = [...PROCESSES, ...SOURCES, ...REACHES, ...LOADS, ...EFFECTS, ...DETOURS, ...HOOKS]
  .filter(([, , least]) => least === 'critical')
  .map(([what, program]) => ({ id: what, bytes: `${P(4)}${program.bytes}.` }));

/** Cases whose point is how they are encoded: frames that overlap, memo counts, spellings of numbers. */
const ENCODED = /^(E0[468]|E09|E1\d|B1[34])$/;

async function opsOf(bytes: string): Promise<readonly Op[] | null> {
  const run = await readPickle(bytesSource(bytesOf(bytes), 'x.pkl'), 0, { engine });
  const page = await run.replay.opcodes(0, 2000);
  const ops = page.rows.map(({ offset, length }) => ({
    code: bytes.charAt(offset),
    bytes: bytes.slice(offset, offset + length),
  }));
  const isWhole = run.traces[0]?.ending.kind === 'stop' && ops.map((op) => op.bytes).join('') === bytes;
  run.close();
  return isWhole ? ops : null;
}

describe('cut short after the call', () => {
  test.each(HOSTILE.filter(({ bytes }) => bytes.length < 1000).map((one) => [one.id, one.bytes] as const))(
    '%s',
    async (_id, bytes) => {
      const flags: boolean[] = [];
      for (let end = 1; end <= bytes.length; end++) flags.push(await isCritical(bytes.slice(0, end)));
      const report = await inspect(bytes);
      // A pickle inside has its own offsets: there, from the first byte on after which it was told.
      const call = report.findings.find(({ severity, place }) => severity === 'critical' && place.path.length === 1);
      const made = call === undefined ? flags.indexOf(true) : call.place.offset + call.place.length - 1;
      expect(made).toBeGreaterThan(0);
      // Once the call has been made, nothing that follows or is missing takes it back.
      expect(flags.slice(made).every(Boolean), `${made.toString()}: ${flags.map(Number).join('')}`).toBe(true);
    },
  );
});

/** Each rewrite takes a share of the evasions, another one each: together they take all of them several times. */
const SHARE = 8;
/** Hundreds of programs each, on machines of any speed. */
const LONG = 120_000;

describe.each(Object.entries(REWRITES).map(([name, rewrite], at) => [name, rewrite, at] as const))(
  '%s',
  (_name, rewrite, turn) => {
    const stays = async (programs: readonly { readonly id: string; readonly bytes: string }[]): Promise<number> => {
      let rewritten = 0;
      for (const { id, bytes } of programs) {
        const ops = await opsOf(bytes);
        const other = ops === null ? null : rewrite(ops);
        if (other === null || other === bytes) continue;
        rewritten += 1;
        expect(await isCritical(other), `${id} ${JSON.stringify(other)}`).toBe(true);
      }
      return rewritten;
    };

    test('conformance cases', { timeout: LONG }, async () => {
      await stays(HOSTILE.filter(({ id }) => !ENCODED.test(id)));
    });

    test('evasions', { timeout: LONG }, async () => {
      expect(await stays(EVASIONS.filter((_, i) => i % SHARE === turn % SHARE))).toBeGreaterThan(1);
    });
  },
);
