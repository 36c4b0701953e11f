import type { Scope } from '../../analyse/scope.ts';
import type { Table } from '../../lang/flatbuffers/walk.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { rowMajor } from '../row-major.ts';
import type { Oddities } from '../oddities.ts';
import { groupName } from '../tensor-name.ts';
import type { TensorflowCode } from '../tensorflow/codes.ts';
import type { TfliteCode } from './codes.ts';
import type { Weights } from '../flatbuffer/layout.ts';
import { BUFFER, DTYPES, TENSOR } from './schema.ts';
import type { View } from '../flatbuffer/view.ts';

/** Where the numbers of a buffer are: inside it, or behind the model where it has an offset. Null where there are none. */
export function contentOf(buffer: Table | null): Range | null {
  const own = buffer?.ranges.get(BUFFER.data);
  if (own !== undefined && own.length > 0) return own;
  const offset = buffer?.numbers.get(BUFFER.offset) ?? 0;
  const length = buffer?.numbers.get(BUFFER.size) ?? 0;
  // An offset of 1 holds the place of one that was never filled in.
  return offset > 1 && length > 0 ? { offset, length } : null;
}

/** States the tensors of a graph that have numbers of their own, and returns where those are. */
export async function stateTensors(
  scope: Scope,
  odd: Oddities<TfliteCode>,
  sizes: Oddities<TensorflowCode>,
  view: View,
  tensors: readonly (Table | null)[],
  buffers: readonly (Table | null)[],
): Promise<Weights[]> {
  const weights: Weights[] = [];
  let more = 0;
  for (const tensor of tensors) {
    if (tensor === null) continue;
    const name = await view.text(tensor, TENSOR.name);
    const index = tensor.numbers.get(TENSOR.buffer) ?? 0;
    if (index > 0 && index >= buffers.length)
      odd.state({
        code: 'index',
        offset: tensor.at,
        length: tensor.length,
        subject: name,
        what: prose`The tensor ${data(name, 120)} is in buffer ${index}, and the model has ${buffers.length}.`,
      });
    const content = contentOf(buffers[index] ?? null);
    // What a graph computes has a shape and no numbers.
    if (content === null) continue;
    weights.push({ ...content, label: name === '' ? 'constants' : groupName(name) });
    if (scope.run.budgets.afford('tensors', 1)) await stateTensor(scope, sizes, view, tensor, name, content);
    else more += 1;
  }
  if (more > 0) scope.problem('limit', 0, scope.source.size, prose`${more} more tensors are not listed.`);
  return weights;
}

async function stateTensor(
  scope: Scope,
  sizes: Oddities<TensorflowCode>,
  view: View,
  tensor: Table,
  name: string,
  content: Range,
): Promise<void> {
  const { at, length } = tensor;
  const type = tensor.numbers.get(TENSOR.type) ?? 0;
  const [dtype, bits] = DTYPES[type] ?? [`type ${type.toString()}`, 0];
  const { list: shape, length: dimensions } = await view.numbers(tensor, TENSOR.shape, LIMITS.dimensions);
  if (dimensions > shape.length)
    scope.problem('limit', at, length, prose`Only ${LIMITS.dimensions} dimensions of a tensor were read.`);
  const size = Math.ceil((shape.reduce((all, one) => all * one, 1) * bits) / 8);
  // Of a sparse tensor only some numbers are there.
  const isWhole = bits > 0 && dimensions === shape.length && !tensor.tables.has(TENSOR.sparsity);
  const needs: Prose | null =
    isWhole && size !== content.length
      ? prose`Its type and shape need ${size} bytes, and it has ${content.length}.`
      : null;
  if (needs !== null) sizes.state({ code: 'size', offset: at, length, subject: name, what: needs });
  scope.state(
    rowMajor(scope.source, {
      at: { offset: at, length },
      name,
      dtype,
      shape,
      bytes: size,
      content,
      misfit: needs,
    }),
  );
}
