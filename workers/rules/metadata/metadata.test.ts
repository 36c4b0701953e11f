import { expect, test } from 'vitest';
import { safetensors, vectors } from '../../formats/safetensors/build-safetensors.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { inspectBytes } from '../conformance/inspect.ts';

const engine = instantiate(loadModule());

test.each([
  ['<script>alert(1)</script>', true],
  ['<ScRiPt src=//x.example>', true],
  ['<p>ok</p><img src=x onerror="alert(1)">', true],
  ['javascript:alert(1)', true],
  ['<a href="javascript:go()">', true],
  ['data:text/html;base64,PHNjcmlwdD4=', true],
  ['<p>A <b>fine</b> model. Trained on <a href="https://x.example/">x</a></p>', false],
  ['data:image/jpeg;base64,/9j/4AAQ', false],
  ['1girl, <lora:x:1>, javascript: the good parts, on = 1, a <scripted> scene', false],
])('a page that shows %j would run something: %s', async (value, isTold) => {
  const file = safetensors({ __metadata__: { 'modelspec.description': value }, ...vectors('a') }, new Uint8Array(8));
  const { findings, verdict } = await inspectBytes(file, 'lora.safetensors', engine);
  expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(isTold ? ['medium metadata.script'] : []);
  expect(verdict).toBe(isTold ? 'review' : 'nothing-runs');
  const at = findings[0]?.place.offset ?? 0;
  if (isTold) expect(String.fromCharCode(file[at] ?? 0)).toBe('"');
});
