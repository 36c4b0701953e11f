import { expect, test } from 'vitest';
import { bytesOf, c, EVIL, P, R, U } from '../rules/conformance/build.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const engine = instantiate(loadModule());

/** Where the opcodes of these programs begin. */
const text = U('some words that fill the bytes before');
const list = `${P(2)}](${text.repeat(4)}e0`;

test.each([
  ['behind texts', `${list}${EVIL}.`],
  ['behind one long text', `${P(2)}${U('x'.repeat(300))}0${EVIL}.`],
  ['at the start', `${EVIL}.`],
])('the bytes of a finding begin with an opcode: %s', async (_what, bytes) => {
  const report = await inspectBytes(bytesOf(bytes), 'a.pkl', engine);
  const [finding] = report.findings;
  const shown = finding?.evidence.kind === 'program' ? finding.evidence.bytes : null;
  const starts = [bytes.indexOf('cos'), 2 + 2 + text.length * 3, 2 + 2 + text.length * 2];
  expect(starts).toContain(shown?.offset);
  expect(shown?.hit.offset).toBe(bytes.length - 2);
});

test('so do those of a finding about a place in a program', async () => {
  const bytes = `${list}F1\0x\n0${R(c('collections', 'OrderedDict'))}.`;
  const report = await inspectBytes(bytesOf(bytes), 'a.pkl', engine);
  const { evidence } = report.findings.find(({ place }) => place.offset === list.length) ?? {};
  expect(evidence?.kind === 'compare' || evidence?.kind === 'bytes' ? evidence.bytes?.offset : null).toBe(
    4 + text.length * 3,
  );
});
