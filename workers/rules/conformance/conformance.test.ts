import { describe, expect, test } from 'vitest';
import { type PickleRun, readPickle } from '../../formats/pickle/read.ts';
import { needsOf } from '../../loaders/weights-needs.ts';
import { judgeNeeds } from '../../loaders/weights-only.ts';
import { closestTrace, needsPastProtocol } from '../../loaders/weights-protocol.ts';
import { NEWEST } from '../../loaders/weights-table.ts';
import { plain } from '../../report/prose.ts';
import { type Finding, SEVERITIES } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { bytesOf } from './build.ts';
import type { Case } from './case.ts';
import { CASES } from './cases.ts';
import { inspectBytes, inspectPickle } from './inspect.ts';

const engine = instantiate(loadModule());

describe.each(CASES)('$id $about', (one) => {
  test('severity, rules, texts and offsets', async () => {
    const { findings } = await inspectPickle(bytesOf(one.bytes), 'x.pkl', engine);
    const worst = findings[0]?.severity ?? 'note';
    const told = findings.map((finding) => `${finding.severity} ${finding.rule}`).join('\n');
    if (one.worst === 'clean')
      expect(SEVERITIES.indexOf(worst), told).toBeGreaterThanOrEqual(SEVERITIES.indexOf('low'));
    else expect(worst, told).toBe(one.worst);
    for (const rule of one.rules ?? [])
      expect(
        findings.some((finding) => finding.rule.startsWith(rule)),
        `${rule} in\n${told}`,
      ).toBe(true);
    const text = findings.map(textOf).join('\n');
    for (const says of one.says ?? []) expect(text).toContain(says);
    for (const offset of one.at ?? []) expect(findings.map(({ place }) => place.offset)).toContain(offset);
  });

  test('a dropped file says the same at least', async () => {
    const { findings, status, verdict } = await inspectBytes(bytesOf(one.bytes), 'x.pkl', engine);
    const worst = SEVERITIES.indexOf(findings[0]?.severity ?? 'note');
    if (one.worst === 'clean') expect(worst).toBeGreaterThanOrEqual(SEVERITIES.indexOf('low'));
    else if (status === 'complete') expect(worst).toBe(SEVERITIES.indexOf(one.worst));
    else expect(verdict).not.toBe('nothing-runs');
    if (one.worst === 'critical' || one.worst === 'high') expect(worst).toBeLessThanOrEqual(SEVERITIES.indexOf('high'));
  });

  test.runIf(one.w !== undefined)('weights_only', async () => {
    expect(await weightsOnly(one)).toBe(one.w);
  });
});

function textOf({ title, what, snippet, where }: Finding): string {
  return [title, what, snippet, where].map(plain).join('\n');
}

async function weightsOnly(one: Case): Promise<string> {
  const source = bytesSource(bytesOf(one.bytes), 'x.pkl');
  const read = (inner: ByteSource, start: number): Promise<PickleRun> => readPickle(inner, start, { engine });
  const run = await read(source, 0);
  const closest = closestTrace(run.traces);
  if (closest === undefined) throw new Error('no trace');
  const result = judgeNeeds((await needsPastProtocol(run.traces, source, read)) ?? needsOf(closest), NEWEST);
  run.close();
  if (result.does === 'loads') return 'yes';
  if (result.does === 'fails') return `fails@${result.offset}`;
  if (result.class === 'opcode') return `${result.name}@${result.offset}`;
  return result.class === 'global' || result.class === 'blocked'
    ? `${result.class} ${result.name}`
    : `${result.class}@${result.offset}`;
}
