import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { type Table, walk } from '../../lang/flatbuffers/walk.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { Oddities } from '../oddities.ts';
import type { TensorflowCode } from '../tensorflow/codes.ts';
import { isOutside } from '../tensorflow/outside.ts';
import type { TfliteCode } from './codes.ts';
import { Ends } from './ends.ts';
import { claimLayout, type Weights } from '../flatbuffer/layout.ts';
import { customOptions, flexOperator, operatorCodes, type OperatorCode } from './operators.ts';
import { BUILTIN, GRAPH, MODEL, modelSchema, OPERATOR } from './schema.ts';
import { contentOf, stateTensors } from './tensors.ts';
import { View } from '../flatbuffer/view.ts';

/** TensorFlow Lite: every table that the model leads to, its operators and tensors, and where each byte belongs. */
export const readTflite: Reader = async (scope) => {
  const odd = new Oddities<TfliteCode>(scope, 'tflite');
  const tensorflow = new Oddities<TensorflowCode>(scope, 'tensorflow');
  const walked = await walk(scope.source, modelSchema(), 'Model');
  const view = new View(scope.source, walked);
  const model = view.root;
  const buffers = view.tables(model, MODEL.buffers);
  const codes = await operatorCodes(scope, odd, view, view.tables(model, MODEL.codes));
  const ends = new Ends(scope, odd, view);
  const reading: Reading = { scope, odd, tensorflow, view, ends, codes };
  const weights: Weights[] = [];
  for (const graph of view.tables(model, MODEL.graphs)) {
    if (graph === null) continue;
    const tensors = view.tables(graph, GRAPH.tensors);
    for (const one of await stateTensors(scope, odd, tensorflow, view, tensors, buffers)) weights.push(one);
    for (const slot of [GRAPH.inputs, GRAPH.outputs]) await ends.check(graph, slot, tensors.length, false);
    for (const operator of view.tables(graph, GRAPH.operators)) {
      const options = operator === null ? null : await readOperator(reading, operator, tensors.length);
      if (options !== null) weights.push(options);
    }
  }
  for (const buffer of buffers) {
    const content = contentOf(buffer);
    if (content !== null) weights.push({ ...content, label: 'buffers' });
  }
  ends.close();
  await stateAbout(scope, odd, view, model);
  stateOutside(scope, odd, weights);
  await claimLayout(scope, odd, walked, weights);
  odd.close();
  tensorflow.close();
};

interface Reading {
  readonly scope: Scope;
  readonly odd: Oddities<TfliteCode>;
  readonly tensorflow: Oddities<TensorflowCode>;
  readonly view: View;
  readonly ends: Ends;
  readonly codes: readonly OperatorCode[];
}

/** Returns where its options are when they are behind the model. */
async function readOperator(
  { scope, odd, tensorflow, view, ends, codes }: Reading,
  operator: Table,
  tensors: number,
): Promise<Weights | null> {
  const { at: offset, length } = operator;
  const index = operator.numbers.get(OPERATOR.code) ?? 0;
  const code = codes[index];
  if (code === undefined)
    odd.state({
      code: 'index',
      offset,
      length,
      what: prose`A node has operator ${index}, and the model has ${codes.length}.`,
    });
  for (const slot of [OPERATOR.inputs, OPERATOR.outputs, OPERATOR.intermediates])
    await ends.check(operator, slot, tensors, slot !== OPERATOR.outputs);
  if (code?.custom?.startsWith('Flex') === true) await flexOperator(scope, odd, tensorflow, operator, code.custom);
  if (code?.builtin === BUILTIN.customCall) await customCall(odd, view, operator);
  const options = customOptions(operator);
  return options === null || operator.ranges.has(OPERATOR.custom) ? null : { ...options, label: 'options' };
}

/** Code that the program around the model registered under a name. */
async function customCall(odd: Oddities<TfliteCode>, view: View, operator: Table): Promise<void> {
  const [options] = view.tables(operator, OPERATOR.options2);
  const name = options == null ? '' : await view.text(options, 0);
  odd.state({
    code: 'custom',
    offset: operator.at,
    length: operator.length,
    subject: name,
    what: prose`The model calls ${data(name, 120)}.`,
  });
}

/** What the model says about itself, and files beside it that hold its numbers. */
async function stateAbout(scope: Scope, odd: Oddities<TfliteCode>, view: View, model: Table | null): Promise<void> {
  const description = model?.ranges.get(MODEL.description);
  if (model !== null && description !== undefined && description.length > 0)
    scope.state({
      kind: 'metadata',
      at: placeIn(scope.source, description.offset, description.length),
      key: 'description',
      type: 'string',
      value: prose`${data(await view.text(model, MODEL.description), 200)}`,
    });
  for (const group of view.tables(model, MODEL.groups)) {
    const name = group === null ? '' : await view.text(group, 0);
    if (group !== null && isOutside(name))
      odd.state({
        code: 'outside',
        offset: group.at,
        length: group.length,
        subject: name,
        what: prose`Numbers of the model are in ${data(name, 200)}.`,
      });
  }
}

/** Numbers behind the model that are not there. */
function stateOutside(scope: Scope, odd: Oddities<TfliteCode>, weights: readonly Weights[]): void {
  const { size } = scope.source;
  for (const { offset, length } of weights)
    if (offset + length > size)
      odd.state({
        code: 'bounds',
        offset: Math.min(offset, size),
        length: 0,
        what: prose`A buffer of ${length} bytes is said to be at byte ${offset} of ${size}.`,
      });
}
