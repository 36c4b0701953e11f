import { describe, expect, test } from 'vitest';
import { analyse } from '../../analyse/analyse.ts';
import { reportOf } from '../../analyse/report.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { readPickle } from './read.ts';

const engine = instantiate(loadModule());
const utf8 = new TextEncoder();

/** A list of texts, batched as picklers do: enough of them that most are let go. */
function padded(before: Uint8Array, after: Uint8Array): Uint8Array {
  const batch: number[] = [0x28];
  for (let i = 0; i < 1000; i++) batch.push(...text(`a value of some length ${i.toString()}`));
  batch.push(0x65);
  const parts = [before, utf8.encode(']'), ...Array.from({ length: 500 }, () => Uint8Array.from(batch)), after];
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function text(s: string): number[] {
  return [0x58, s.length, 0, 0, 0, ...utf8.encode(s)];
}

const put = (key: number): number[] => [0x71, key];
const get = (key: number): number[] => [0x68, key];

describe('half a million values', () => {
  test('are let go, and replays make them again', async () => {
    const bytes = padded(Uint8Array.of(0x80, 4), utf8.encode('.'));
    const run = await readPickle(bytesSource(bytes), 0, { engine });
    const [trace] = run.traces;
    expect(trace).toMatchObject({ ending: { kind: 'stop' }, forgets: true, lost: false, steps: 501_003 });
    const middle = await run.replay.opcodes(300_000, 3);
    expect(
      middle.rows.map(({ argument }) =>
        argument.map((part) => (typeof part === 'string' ? part : 'data' in part ? part.data : '?')).join(''),
      ),
    ).toEqual(["'a value of some length 399'", "'a value of some length 400'", "'a value of some length 401'"]);
    const state = await run.replay.step(300_000);
    expect(
      state?.stack.slice(0, 3).every(({ text: shown }) => JSON.stringify(shown).includes('a value of some length')),
    ).toBe(true);
    run.close();
  });

  test('do not hide a call that takes its names from long before them', async () => {
    const names = [
      ...text('os'),
      ...put(1),
      0x30,
      ...text('system'),
      ...put(2),
      0x30,
      ...text('exit 7'),
      ...put(3),
      0x30,
    ];
    const call = [0x30, ...get(1), ...get(2), 0x93, ...get(3), 0x85, 0x52, 0x2e];
    const filler = padded(Uint8Array.of(0x80, 4), Uint8Array.of(0x30, ...names));
    const bytes = padded(filler, Uint8Array.from(call));
    const analysis = await analyse(bytesSource(bytes, 'padded.pkl'), engine);
    const report = await reportOf(analysis, { path: 'padded.pkl', size: bytes.length, sha256: null });
    expect(report).toMatchObject({ status: 'complete', verdict: 'runs-code' });
    expect(report.findings.some(({ severity }) => severity === 'critical')).toBe(true);
    expect(JSON.stringify(report.findings)).toContain('exit 7');
    const source = await (await analysis.session.decompiler(0))?.summary();
    expect(source?.lines).toBeGreaterThan(2);
    analysis.session.close();
  });

  test('are all there for who wants to see them', async () => {
    const bytes = padded(Uint8Array.of(0x80, 4), utf8.encode('.'));
    const run = await readPickle(bytesSource(bytes), 0, { engine, hold: 224 << 20 });
    const [trace] = run.traces;
    expect(trace?.forgets).toBe(false);
    const last = trace?.result == null ? undefined : trace.items(trace.result, 500_000).at(-1);
    expect(last === undefined ? null : trace?.value(last)).toMatchObject({ text: 'a value of some length 999' });
    run.close();
  });
});
