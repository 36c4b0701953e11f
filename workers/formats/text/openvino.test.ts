import { expect, test } from 'vitest';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { isOpenvino } from './openvino.ts';

const engine = instantiate(loadModule());
const inspect = (text: string) => inspectBytes(new TextEncoder().encode(text), 'model.xml', engine);

const GRAPH = `<?xml version="1.0"?>
<net name="Größe" version="11"><layers>
  <layer id="0" name="x" type="Parameter"><data shape="1,3" element_type="f32" /></layer>
  <layer id="1" name="w" type="Const"><data element_type="f16" shape="8, 3" offset="0" size="48" /></layer>
</layers></net>`;

test('the constants of a graph are its tensors, and their numbers are beside it', async () => {
  const report = await inspect(GRAPH);
  expect([report.file.format, report.verdict, report.status]).toEqual(['openvino', 'nothing-runs', 'complete']);
  expect(report.tensors?.listed).toEqual([{ name: 'w', dtype: 'float16', shape: [8, 3] }]);
});

test('old graphs name weights and biases', async () => {
  const layer =
    '<layer id="1" name="c"><blobs><weights offset="0" size="8" precision="FP32"/><biases offset="8" size="4"/>';
  const report = await inspect(`<net name="m" version="7">${layer}</blobs></layer></net>`);
  expect(report.tensors?.listed?.map(({ name }) => name)).toEqual(['c.biases', 'c.weights']);
});

test.each(['<network version="1">', '<net>', 'a <net version="11">', '<!-- <net version="1"> -->'])(
  '%s is no such graph',
  (text) => {
    expect(isOpenvino(text)).toBe(false);
  },
);

test('numbers that are none say nothing', async () => {
  const report = await inspect(
    '<net version="11"><layer name="w"><data offset="-1" size="x"/><data size="1e99" offset="0"/>',
  );
  expect([report.tensors, report.problems]).toEqual([null, []]);
});
