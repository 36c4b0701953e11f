import { expect, test } from 'vitest';
import { bytesOf, c, EVIL, P, R, U } from '../../../rules/conformance/build.ts';
import { inspectBytes } from '../../../rules/conformance/inspect.ts';
import type { Finding, Report } from '../../../report/schema.ts';
import { instantiate } from '../../../wasm/engine.ts';
import { loadModule } from '../../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: string): Promise<Report> => inspectBytes(bytesOf(bytes), 'a.pkl', engine);
const found = ({ findings }: Report): Finding | undefined =>
  findings.find(({ rule }) => rule === 'pickle.nested.digits');

const hex = (text: string): string =>
  Array.from(text, (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
const harmless = `${P(2)}](${U('a text')}K\x01K\x02e.`;
const evil = `${P(2)}${EVIL}.`;
const plain = `${EVIL}.`;
const long = `${P(2)}](${U('x').repeat(20_000)}e0${EVIL}.`;

test.each<[string, string, Finding['severity']]>([
  ['Base64', btoa(evil), 'low'],
  ['Base64 of the other alphabet', btoa(evil).replaceAll('+', '-').replaceAll('/', '_'), 'low'],
  ['Base64 in lines', `${btoa(evil).slice(0, 20)}\n${btoa(evil).slice(20)}\n`, 'low'],
  ['Base64 of protocol 0', btoa(plain), 'low'],
  ['Base64 of values', btoa(harmless), 'note'],
  ['hexadecimal digits', hex(evil), 'low'],
  ['capital ones of protocol 0', hex(plain).toUpperCase(), 'low'],
  ['more Base64 than is held', btoa(long), 'low'],
])('%s', async (_what, text, severity) => {
  const head = `${P(2)}]${U('before')}a`;
  const report = await inspect(`${head}${U(text)}a.`);
  expect(found(report)).toMatchObject({ severity, place: { offset: head.length + 5, length: text.length } });
  expect([report.verdict, report.status]).toEqual(['nothing-runs', 'complete']);
});

test.each([
  ['words', 'garnish and gravy'],
  ['a hash', '8004f3c1a5b2978e6d4c3b2a19080706'],
  ['digits of something that breaks off', btoa(evil.slice(0, -1))],
  ['digits with something else between them', `${btoa(evil).slice(0, 120)}!!!!${btoa(evil).slice(120)}`],
])('%s are not told of', async (_what, text) => {
  expect(found(await inspect(`${P(2)}](${U(text)}e.`))).toBeUndefined();
});

test('what a call decodes and loads is told as that', async () => {
  const decoded = R(c('base64', 'b64decode'), U(btoa(evil)));
  const report = await inspect(`${P(2)}${R(c('pickle', 'loads'), decoded)}.`);
  expect(report.verdict).toBe('runs-code');
  expect(found(report)).toBeUndefined();
});
