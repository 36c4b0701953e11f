import { expect, test } from 'vitest';
import { groupName } from './tensor-name.ts';

test.each([
  ['blk.12.attn_norm.weight', 'blk.12'],
  ['model.layers.3.mlp.experts.7.w', 'model.layers.3'],
  ['token_embd.weight', 'token_embd'],
  ['h2o.conv1x1.bias', 'h2o.conv1x1'],
  ['0.weight', '0'],
  ['', ''],
])('%s belongs to %s', (name, group) => {
  expect(groupName(name)).toBe(group);
});

test('names of any length are cut', () => {
  expect(groupName('x'.repeat(100_000)).length).toBe(80);
});
