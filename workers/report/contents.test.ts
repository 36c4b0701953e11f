import { describe, expect, test } from 'vitest';
import type { Fact } from '../facts.ts';
import { gguf, textValue } from '../formats/gguf/build-gguf.ts';
import { safetensors } from '../formats/safetensors/build-safetensors.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { metadataOf } from './contents.ts';
import { plain, prose } from './prose.ts';
import type { Report, Template } from './schema.ts';

const engine = instantiate(loadModule());
const withTemplate = (template: string): Promise<Report> =>
  inspectBytes(gguf({ values: [['tokenizer.chat_template', 8, textValue(template)]] }), 'model.gguf', engine);
const templateIn = async (template: string): Promise<Template> => {
  const [found] = (await withTemplate(template)).templates ?? [];
  if (found === undefined) throw new Error('a GGUF file with a template has one');
  return found;
};
const CHATML =
  "{%- for m in messages %}{{ '<|' + m['role'] + '|>' + (m.content | trim) + eos_token }}{% endfor %}{% if add_generation_prompt %}<|bot|>{% endif %}";

describe('templates', () => {
  test('an ordinary one: its text, place, names and preview', async () => {
    const report = await withTemplate(CHATML);
    expect([report.verdict, report.findings]).toEqual(['nothing-runs', []]);
    const template = await templateIn(CHATML);
    expect(template.source).toEqual({ data: CHATML });
    expect(template.place.length).toBe(CHATML.length);
    expect(template.reads.map(({ data }) => data)).toEqual(['messages', 'eos_token', 'add_generation_prompt']);
    expect([template.calls, template.loads, template.beyond, template.steady, template.stop]).toEqual([
      [],
      false,
      [],
      true,
      null,
    ]);
    expect(template.preview).toEqual({
      conversation: [
        { role: 'system', content: 'You are a careful assistant.' },
        { role: 'user', content: 'What is a vitrine?' },
      ],
      output: { data: '<|system|>You are a careful assistant.<eos><|user|>What is a vitrine?<eos><|bot|>' },
      stop: null,
    });
  });

  test('one that reaches out is listed with its bytes and its preview stops', async () => {
    const template = await templateIn(
      "{{ strftime_now('%Y') }}{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    );
    expect(template.beyond[0]).toMatchObject({ kind: 'attribute', shown: { data: 'cycler.__init__' } });
    expect(template.steady).toBe(false);
    expect((await templateIn("{{ strftime_now('%Y') }}")).steady).toBe(false);
    expect(template.preview).toMatchObject({ output: { data: '2026' }, stop: { kind: 'refused' } });
  });

  test('a template that refuses system messages is asked without', async () => {
    const { preview } = await templateIn(
      "{% if messages[0].role == 'system' %}{{ raise_exception('no') }}{% endif %}{{ messages[0].content }}",
    );
    expect(preview).toMatchObject({
      conversation: [{ role: 'user' }],
      output: { data: 'What is a vitrine?' },
      stop: null,
    });
  });

  test('hostile sizes: the report stays small and says what was cut', async () => {
    const long = await templateIn(`${'x'.repeat(100_000)}{{ 'y' * 1000000000 }}`);
    expect(long.source.data.length + (long.source.cut ?? 0)).toBeGreaterThan(100_000);
    expect(long.source.data.length).toBe(32_768);
    expect(long.preview).toMatchObject({ output: { cut: 100_000 - 4096 }, stop: { kind: 'limit' } });
    expect(JSON.stringify(long).length).toBeLessThan(60_000);
  });
});

describe('metadata', () => {
  test('of safetensors, in the order of the file, hostile text as data', async () => {
    const file = safetensors({ __metadata__: { format: 'pt', '\u202eevil': '<b>x</b>' } }, new Uint8Array(0));
    const { metadata } = await inspectBytes(file, 'model.safetensors', engine);
    expect(metadata?.entries.map(({ key, type, value }) => [key.data, type, value])).toEqual([
      ['format', 'string', [{ data: 'pt' }]],
      ['\u202eevil', 'string', [{ data: '<b>x</b>' }]],
    ]);
    const { offset, length } = metadata?.entries[0]?.place ?? { offset: 0, length: 0 };
    expect(new TextDecoder().decode(file.subarray(offset, offset + length))).toBe('"pt"');
  });

  test('is absent where there is none, and capped', () => {
    expect(metadataOf([])).toBeUndefined();
    const at = { path: ['m'], offset: 0, length: 1, file: null };
    const facts = Array.from({ length: 300 }, (_, i): Fact => ({
      kind: 'metadata', at, key: `k${i.toString()}`, type: 'string', value: prose`${{ data: 'v'.repeat(500), cut: 7 }}`,
    })); // prettier-ignore
    const found = metadataOf(facts);
    expect([found?.entries.length, found?.omitted]).toEqual([256, 44]);
    expect(plain(found?.entries[0]?.value ?? [])).toMatch(/^v{256}… \(251 more\)$/);
  });
});
