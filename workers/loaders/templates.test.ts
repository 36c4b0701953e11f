import { expect, test } from 'vitest';
import { gguf, textValue } from '../formats/gguf/build-gguf.ts';
import { safetensors, vectors } from '../formats/safetensors/build-safetensors.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const engine = instantiate(loadModule());
const rows = async (bytes: Uint8Array, name: string): Promise<string[]> =>
  (await inspectBytes(bytes, name, engine)).loaders.map(({ id, outcome }) => `${id} ${outcome}`);
const model = (template: string): Uint8Array => gguf({ values: [['tokenizer.chat_template', 8, textValue(template)]] });

test.each([
  ['{{ messages[0].content }}', ['loads', 'loads', 'loads']],
  ["{{ cycler.__init__.__globals__.os.popen('exit 7').read() }}", ['refuses', 'runs', 'fails']],
  ['{{ message._private }}', ['refuses', 'loads', 'loads']],
  ['{{ x|attr(messages[0].content) }}', ['refuses', 'unknown', 'fails']],
  ['{{ a b c }}', ['unknown', 'unknown', 'unknown']],
])('%s: each engine by itself', async (template, [sandboxed, plain, native]) => {
  expect(await rows(model(template), 'm.gguf')).toEqual([
    'llama.cpp loads',
    'gguf-py loads',
    `template.sandboxed ${sandboxed ?? ''}`,
    `template.plain ${plain ?? ''}`,
    `template.native ${native ?? ''}`,
  ]);
});

test('who takes a file of weights', async () => {
  const good = safetensors(vectors('w'), new Uint8Array(8));
  expect(await rows(good, 'm.safetensors')).toContain('safetensors loads');
  const longer = new Uint8Array(good.length + 5).fill(65);
  longer.set(good);
  expect(await rows(longer, 'm.safetensors')).toContain('safetensors refuses');
  expect(await rows(gguf({ version: 1 }), 'm.gguf')).toContain('llama.cpp refuses');
});
