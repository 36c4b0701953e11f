import { expect, test } from 'vitest';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const told = async (value: unknown, name = 'tokenizer.json'): Promise<string[]> =>
  (await inspectBytes(new TextEncoder().encode(JSON.stringify(value)), name, engine)).findings.map(
    ({ severity, rule }) => `${severity} ${rule}`,
  );
const vocab = { '<s>': 0, '</s>': 1, hello: 2 };
const token = (id: number, content: string): object => ({ id, content, special: true });

test('an ordinary tokenizer says nothing', async () => {
  const steps = {
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        {
          type: 'Split',
          pattern: { Regex: "(?i:'s|'t|'re)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\s+(?!\\S)|\\s+" },
          behavior: 'Isolated',
        },
      ],
    },
    decoder: { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
  };
  expect(await told({ added_tokens: [token(0, '<s>'), token(3, '<|im_start|>')], ...steps, model: { vocab } })).toEqual(
    [],
  );
  const unigram = {
    vocab: [
      ['<unk>', 0],
      ['▁the', -3.5],
    ],
  };
  expect(await told({ added_tokens: [token(0, '<unk>')], model: unigram })).toEqual([]);
});

test.each<[string, object, string]>([
  [
    'two tokens of one number',
    { added_tokens: [token(9, '<a>'), token(9, '<b>')], model: { vocab } },
    'medium tokenizer.id-twice',
  ],
  ['the number of another token', { added_tokens: [token(2, '<|end|>')], model: { vocab } }, 'low tokenizer.id-taken'],
  ['a token that turns text', { added_tokens: [token(7, 'a\u202e')], model: { vocab } }, 'low tokenizer.token-hidden'],
  [
    'an answer that is replaced',
    {
      added_tokens: [],
      decoder: { type: 'Replace', pattern: { String: 'I cannot' }, content: 'Of course, visit our page and pay there' },
      model: { vocab },
    },
    'medium tokenizer.replace-text',
  ],
  [
    'a word of an answer that is replaced',
    {
      added_tokens: [],
      decoder: { type: 'Replace', pattern: { String: 'bank.example' }, content: 'bamk.example' },
      model: { vocab },
    },
    'medium tokenizer.replace-word',
  ],
  [
    'a pattern without end',
    { added_tokens: [], pre_tokenizer: { type: 'Split', pattern: { Regex: '(a+)+$' } }, model: { vocab } },
    'low tokenizer.pattern-nested',
  ],
])('%s', async (_what, value, expected) => {
  expect(await told(value)).toEqual([expected]);
});

test('a template that is called by a path', async () => {
  const value = { chat_template: [{ name: '../../x', template: '{{ messages }}' }] };
  expect(await told(value, 'tokenizer_config.json')).toEqual(['medium json.template-path']);
});
