import { describe, expect, test } from 'vitest';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (text: string, name: string): Promise<Report> =>
  inspectBytes(new TextEncoder().encode(text), name, engine);
const told = async (value: unknown, name = 'config.json'): Promise<string[]> =>
  (await inspect(typeof value === 'string' ? value : JSON.stringify(value), name)).findings.map(
    ({ rule, severity }) => `${severity} ${rule}`,
  );

describe('ordinary files of a model folder say nothing', () => {
  test.each<[string, unknown]>([
    [
      'config.json',
      {
        architectures: ['LlamaForCausalLM'],
        model_type: 'llama',
        torch_dtype: 'bfloat16',
        _name_or_path: '/home/me/model',
        _attn_implementation: 'sdpa',
        rope_scaling: null,
      },
    ],
    [
      'tokenizer_config.json',
      { chat_template: "{% for m in messages %}{{ m['content'] }}{% endfor %}", tokenizer_class: 'LlamaTokenizer' },
    ],
    [
      'adapter_config.json',
      {
        base_model_name_or_path: 'meta-llama/Llama-3.1-8B',
        peft_type: 'LORA',
        auto_mapping: { base_model_class: 'BertModel', parent_library: 'transformers.models.bert.modeling_bert' },
      },
    ],
    ['modules.json', [{ idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer' }]],
    [
      'model_index.json',
      {
        _class_name: 'StableDiffusionPipeline',
        _diffusers_version: '0.6.0',
        unet: ['diffusers', 'UNet2DConditionModel'],
        safety_checker: [null, null],
        scheduler: ['diffusers', 'PNDMScheduler'],
        prior: ['wuerstchen', 'WuerstchenPrior'],
      },
    ],
    [
      'config.json',
      {
        _class_name: 'UNet2DModel',
        _diffusers_version: '0.42.1',
        down_block_types: ['DownBlock2D', 'AttnDownBlock2D'],
        up_block_types: ['AttnUpBlock2D', 'UpBlock2D'],
      },
    ],
    [
      'model.safetensors.index.json',
      { metadata: { total_size: 8 }, weight_map: { a: 'model-00001-of-00001.safetensors' } },
    ],
    ['data.jsonl', '{"a": 1}\n{"a": 2}\n'],
    ['trust.json', { trust_remote_code: false }],
  ])('%s', async (name, value) => {
    const report = await inspect(typeof value === 'string' ? value : JSON.stringify(value), name);
    expect([report.verdict, report.status, report.findings]).toEqual(['nothing-runs', 'complete', []]);
  });
});

describe('settings that make loaders run or fetch code', () => {
  test.each<[unknown, string, string?]>([
    [{ auto_map: { AutoModel: 'modeling_x.XModel' } }, 'medium huggingface.auto-map'],
    [{ auto_map: { AutoTokenizer: ['tok.A', null] } }, 'medium huggingface.auto-map'],
    [{ auto_map: { AutoModel: 'other/repo--modeling_x.XModel' } }, 'high huggingface.auto-map-remote'],
    [{ trust_remote_code: true }, 'medium huggingface.trust-remote-code'],
    [{ text_config: { trust_remote_code: true } }, 'high huggingface.trust-remote-code-nested'],
    [{ _attn_implementation_internal: 'someone/kernel' }, 'critical huggingface.attention-kernel'],
    [{ attn_implementation: 'someone/kernel' }, 'high huggingface.attention-kernel'],
    [{ custom_generate: 'someone/loop' }, 'high huggingface.custom-generate'],
    [{ custom_pipelines: { p: { impl: 'pipe.P', pt: ['AutoModel'] } } }, 'medium huggingface.custom-pipeline'],
    [{ auto_mapping: { parent_library: 'os' } }, 'medium huggingface.parent-library', 'adapter_config.json'],
    [{ base_model_name_or_path: '../../other' }, 'medium huggingface.outside-path', 'adapter_config.json'],
    [
      [{ idx: 0, name: '0', path: '', type: 'custom_st.Transformer' }],
      'medium huggingface.module-type',
      'modules.json',
    ],
    [{ _class_name: ['pipe', 'P'], _diffusers_version: '0.6.0' }, 'medium huggingface.component', 'model_index.json'],
    [
      { _class_name: 'OddPipeline', _diffusers_version: '0.6.0', unet: ['my_unet', 'UNet'] },
      'medium huggingface.component',
      'settings.json',
    ],
    [{ a: [{ _target_: 'os.system', command: 'id' }] }, 'critical huggingface.target'],
    ['{"a": 1, "a": 2}', 'medium json.duplicate-key'],
  ])('%j', async (value, expected, name) => {
    expect(await told(value, name)).toContain(expected);
  });

  const climbs = "{{ ''.__class__.__base__.__subclasses__() }}";

  test('a text that reaches Python where something fills it in, whatever its key', async () => {
    expect(await told({ steps: { deploy: climbs } }, 'run.json')).toEqual(['critical template.internal']);
    expect(await told({ about: 'braces {{ x }} and __init__' }, 'run.json')).toEqual([]);
    expect(await told({ chat_template: { a: climbs } }, 'run.json')).toEqual(['critical template.internal']);
  });

  test.each([
    ['words.json', 'low json.duplicate-entry'],
    ['tokenizer_config.json', 'medium json.duplicate-key'],
  ])('a key twice among a thousand, in %s', async (name, expected) => {
    const table = Array.from({ length: 1100 }, (_, n) => `"w${n}": 1, `).join('');
    expect(await told(`{${table}"w7": 2}`, name)).toContain(expected);
  });

  test('the finding is at the value, escapes counted', async () => {
    const text = '{"x": "\\u00e9", "auto_map": {"AutoModel": "a/b--m.C"}}';
    const [finding] = (await inspect(text, 'config.json')).findings;
    expect(text.slice(finding?.place.offset, (finding?.place.offset ?? 0) + (finding?.place.length ?? 0))).toBe(
      '"a/b--m.C"',
    );
  });

  test('JSON Lines are read to the last line, also behind one that is no JSON', async () => {
    const line = JSON.stringify({ auto_map: { AutoModel: 'a/b--evil.M' } });
    const text = `{"a": 1}\n{"b": x}\n\n  ${line}\n`;
    const report = await inspect(text, 'data.jsonl');
    expect(report.findings[0]).toMatchObject({ severity: 'high', place: { offset: text.indexOf('"a/b') } });
  });

  test('a template in JSON is told where it is written', async () => {
    const text = JSON.stringify({ chat_template: [{ name: 'tool_use', template: 'é\n{{ x.__class__ }}' }] });
    const report = await inspect(text, 'tokenizer_config.json');
    const bytes = new TextEncoder().encode(text);
    const at = report.findings[0]?.place.offset ?? 0;
    expect(report.verdict).toBe('runs-code');
    expect(new TextDecoder().decode(bytes.subarray(at, at + 10))).toBe('.__class__');
  });

  test('a broken configuration is no clean one', async () => {
    const report = await inspect('{"auto_map": {"AutoModel": "a.B"', 'config.json');
    expect(report.status).toBe('partial');
    expect(report.findings.map(({ rule }) => rule)).toContain('huggingface.auto-map');
  });

  test('a template file', async () => {
    expect(await told('{{ cycler.__init__ }}', 'chat_template.jinja')).toContain('critical template.internal');
    expect(await told('{"ordinary": "{{ x }}"}', 'chat_template.jinja')).toEqual([]);
  });
});

test('objects as jsonpickle writes them, by what they name', async () => {
  const value = { 'py/object': 'mine.Thing', 'py/reduce': [{ 'py/function': 'os.system' }, { 'py/tuple': ['true'] }] };
  expect((await told(value)).sort()).toEqual(['critical huggingface.jsonpickle', 'medium huggingface.jsonpickle']);
  expect(await told({ a: { 'py/type': 'collections.OrderedDict' } })).toEqual([]);
  expect(await told({ 'py/repr': 'os/os.getcwd()' })).toEqual(['critical huggingface.jsonpickle']);
});

test('files of a model that an index or a manifest names outside of its folder', async () => {
  expect(await told({ weight_map: { a: 'model-00001.safetensors', b: 'sub/x.safetensors' } })).toEqual([]);
  expect(await told({ weight_map: { a: '../../x', b: '../../x', c: 'http://x.example/y' } })).toEqual([
    'high huggingface.outside-file',
    'high huggingface.outside-file',
  ]);
  const archive = (handler: string): object => ({ runtime: 'python', model: { modelName: 'm', handler } });
  expect(await told(archive('image_classifier'), 'MANIFEST.json')).toEqual([]);
  expect(await told(archive('../../x.py:handle'), 'MANIFEST.json')).toEqual(['high huggingface.outside-file']);
});
