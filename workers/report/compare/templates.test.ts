import { expect, test } from 'vitest';
import { gguf, textValue } from '../../formats/gguf/build-gguf.ts';
import { side, told } from './sides-fixture.node.ts';
import { compareTemplates } from './templates.ts';

const file = (template: string) => side(gguf({ values: [['tokenizer.chat_template', 8, textValue(template)]] }));

test('a template that was edited shows both texts', async () => {
  const section = compareTemplates(await file('{{ messages }}'), await file('{{ messages }}{{ x }}'))!;
  expect(told(section)).toEqual(['changed default: 14 characters → 21 characters']);
  expect(section.show(section.rows[0]!).texts).toEqual({ left: '{{ messages }}', right: '{{ messages }}{{ x }}' });
  expect(told(compareTemplates(await file('{{ a }}'), await file('{{ a }}'))!)).toEqual([]);
});

test('of a very long one only the beginning is known', async () => {
  const long = 'x'.repeat(100_000);
  expect(compareTemplates(await file(long), await file(long))!.rows[0]?.change).toBe('unknown');
});
