import { carvePassed } from '../../analyse/carve.ts';
import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { type Table, walk } from '../../lang/flatbuffers/walk.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { u32 } from '../../source/little-endian.ts';
import { rowMajor } from '../row-major.ts';
import type { FlatbufferCode } from '../flatbuffer/codes.ts';
import { claimLayout, type Weights } from '../flatbuffer/layout.ts';
import { View } from '../flatbuffer/view.ts';
import type { OnnxCode } from '../onnx/codes.ts';
import { Operators } from '../onnx/operators.ts';
import { DTYPES } from '../onnx/schema.ts';
import { Oddities } from '../oddities.ts';
import { groupName } from '../tensor-name.ts';
import { isOutside } from '../tensorflow/outside.ts';
import { ABOUT, ATTRIBUTE, GRAPH, NODE, sessionSchema, TENSOR } from './schema.ts';

/** Bytes of an end of an edge, which begins with the number of a node. */
const EDGE_END = 12;

/** Longer texts of attributes are what an accelerator compiled, or what nobody knows. */
const MAX_LINE = 1024;

interface Reading {
  readonly scope: Scope;
  readonly odd: Oddities<FlatbufferCode>;
  readonly onnx: Oddities<OnnxCode>;
  readonly view: View;
  readonly weights: Weights[];
  more: number;
}

/** ONNX Runtime's own format: the graph of an ONNX model as tables, each of which is looked at. */
export const readOrt: Reader = async (scope, _probe, inspect) => {
  const odd = new Oddities<FlatbufferCode>(scope, 'flatbuffer');
  const onnx = new Oddities<OnnxCode>(scope, 'onnx');
  const walked = await walk(scope.source, sessionSchema(), 'InferenceSession');
  const view = new View(scope.source, walked);
  const reading: Reading = { scope, odd, onnx, view, weights: [], more: 0 };
  const operators = new Operators(onnx);
  for (const table of [...walked.tables.values()].sort((a, b) => a.at - b.at)) {
    if (table.name === 'Tensor') await readTensor(reading, table);
    else if (table.name === 'Graph') await readEdges(reading, table);
    else if (table.name === 'Attribute') {
      await readContext(reading, table);
      const text = table.ranges.get(ATTRIBUTE.text);
      if (text !== undefined && text.length > MAX_LINE) await carvePassed(scope, text, ['ort'], inspect);
    } else if (table.name === 'Model') await readAbout(reading, table);
    else if (table.name === 'Node')
      operators.node(await view.text(table, NODE.domain), await view.text(table, NODE.type), {
        offset: table.at,
        length: table.length,
      });
  }
  operators.close(scope);
  if (reading.more > 0) scope.problem('limit', 0, 0, prose`${reading.more} more tensors are not listed.`);
  await claimLayout(scope, odd, walked, reading.weights);
  onnx.close();
  odd.close();
};

async function readAbout({ scope, view }: Reading, model: Table): Promise<void> {
  for (const [slot, key] of ABOUT) {
    const range = model.ranges.get(slot);
    if (range === undefined || range.length === 0) continue;
    const at = placeIn(scope.source, range.offset, range.length);
    scope.state({
      kind: 'metadata',
      at,
      key,
      type: 'string',
      value: prose`${data(await view.text(model, slot), 200)}`,
    });
  }
}

async function readTensor(reading: Reading, table: Table): Promise<void> {
  const { scope, onnx, view, weights } = reading;
  const { at: offset, length } = table;
  const name = await view.text(table, TENSOR.name);
  const raw = table.ranges.get(TENSOR.raw);
  const [dtype, bits] = DTYPES.get(table.numbers.get(TENSOR.type) ?? 0) ?? ['unknown', 0];
  const { list: shape, length: dimensions } = await view.longs(table, TENSOR.dims, LIMITS.dimensions);
  if (dimensions > shape.length)
    scope.problem('limit', offset, length, prose`Only ${LIMITS.dimensions} dimensions of a tensor were read.`);
  const bytes = Math.ceil((shape.reduce((all, one) => all * one, 1) * bits) / 8);
  if (raw !== undefined && raw.length > 0) weights.push({ ...raw, label: name === '' ? 'constants' : groupName(name) });
  const needs =
    raw !== undefined && bits > 0 && bytes !== raw.length
      ? prose`Its type and shape need ${bytes} bytes, and it has ${raw.length}.`
      : null;
  if (needs !== null) onnx.state({ code: 'size', offset, length, subject: name, what: needs });
  if (!scope.run.budgets.afford('tensors', 1)) {
    reading.more += 1;
    return;
  }
  scope.state(
    rowMajor(scope.source, {
      at: { offset, length },
      name,
      dtype,
      shape,
      bytes,
      content: raw ?? null,
      file: table.numbers.has(TENSOR.external) ? 'another file' : null,
      misfit: needs,
    }),
  );
}

/** Nodes go by number up to a greatest one. */
async function readEdges({ scope, odd, view }: Reading, graph: Table): Promise<void> {
  const most = graph.numbers.get(GRAPH.most) ?? 0;
  for (const edge of view.tables(graph, GRAPH.edges)) {
    if (edge === null) continue;
    const numbers = [edge.numbers.get(0) ?? 0];
    for (const { offset, length } of edge.ranges.values()) {
      const ends = await scope.source.read(offset, Math.min(length, LIMITS.textBytes));
      if (ends.length < length) scope.problem('limit', offset, length, prose`Not all edges of a node were looked at.`);
      for (let i = 0; i < ends.length; i += EDGE_END) numbers.push(u32(ends, i));
    }
    const wrong = numbers.find((number) => number >= most);
    if (wrong === undefined) continue;
    const what = prose`An edge leads to node ${wrong}, and the graph has numbers up to ${most}.`;
    odd.state({ code: 'index', offset: edge.at, length: edge.length, what });
  }
}

/** What an accelerator compiled may lie in a file beside the model. */
async function readContext({ onnx, view }: Reading, attribute: Table): Promise<void> {
  if ((await view.text(attribute, ATTRIBUTE.name)) !== 'ep_cache_context') return;
  const path = await view.text(attribute, ATTRIBUTE.text);
  if (!isOutside(path) || !/^[^\x00-\x1f]+$/.test(path)) return;
  const { at: offset, length } = attribute;
  onnx.state({ code: 'outside', offset, length, subject: path, what: prose`What is run is in ${data(path, 200)}.` });
}
