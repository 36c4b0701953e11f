import { expect, test } from 'vitest';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const engine = instantiate(loadModule());
async function rows(text: string, name: string): Promise<string[]> {
  const { loaders } = await inspectBytes(new TextEncoder().encode(text), name, engine);
  return loaders.map(({ id, outcome }) => `${id} ${outcome}`);
}

test('who runs what a configuration names', async () => {
  expect(await rows('{"auto_map": {"AutoModel": "modeling_x.X"}}', 'config.json')).toEqual([
    'from_pretrained refuses',
    'from_pretrained-remote runs',
  ]);
  expect(await rows('a:\n  _target_: os.system\nb:\n  _target_: torch.nn.Linear\n', 'c.yaml')).toEqual([
    'hydra.instantiate runs',
    'omegaconf loads',
  ]);
  expect(await rows('a:\n  _target_: torch.nn.Linear\n', 'c.yaml')).toEqual([
    'hydra.instantiate unknown',
    'omegaconf loads',
  ]);
  expect(await rows('a: !!python/object/apply:os.system [id]\n', 'c.yaml')).toEqual([
    'yaml.safe_load refuses',
    'yaml.unsafe_load runs',
  ]);
  expect(await rows('{"model_type": "llama"}', 'config.json')).toEqual([]);
});
