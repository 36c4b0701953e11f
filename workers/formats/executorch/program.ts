import { carvePassed } from '../../analyse/carve.ts';
import type { Inspect, Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { type Table, type Walked, walk } from '../../lang/flatbuffers/walk.ts';
import { data, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { placeIn } from '../../source/byte-source.ts';
import { FILE_OPERATORS, type FlatbufferCode } from '../flatbuffer/codes.ts';
import { claimLayout, type Weights } from '../flatbuffer/layout.ts';
import { View } from '../flatbuffer/view.ts';
import { Oddities } from '../oddities.ts';
import { groupName } from '../tensor-name.ts';
import { Instructions } from './instructions.ts';
import {
  DELEGATE, EXTRA, NAMED, OWN_DELEGATES, OWN_OPERATORS, PLAN, PROGRAM, programSchema, REFERENCE, SUBSEGMENT, TENSOR, VALUE,
} from './schema.ts'; // prettier-ignore
import { openProgram, readHeader, readPayload, segmentsOf } from './segments.ts';
import { stateMore, stateTensor } from './tensors.ts';

interface Reading {
  readonly scope: Scope;
  readonly odd: Oddities<FlatbufferCode>;
  readonly view: View;
  readonly walked: Walked;
  readonly segments: readonly Range[];
  readonly weights: Weights[];
  readonly inspect: Inspect;
  /** Operators of others, and libraries, that were told. */
  readonly told: Set<string>;
  tensors: number;
}

/** ExecuTorch: every table of the program, its segments, its tensors, the operators and libraries it needs. */
export const readProgram: Reader = async (scope, _probe, inspect) => {
  const odd = new Oddities<FlatbufferCode>(scope, 'flatbuffer');
  const base = await readHeader(scope, odd);
  const walked = await walk(scope.source, programSchema(), 'Program');
  const view = new View(scope.source, walked);
  const segments = segmentsOf(scope, odd, view.tables(view.root, PROGRAM.segments), base);
  const reading: Reading = { scope, odd, view, walked, segments, weights: [], inspect, told: new Set(), tensors: 0 };
  for (const plan of view.tables(view.root, PROGRAM.plans)) if (plan !== null) await readPlan(reading, plan);
  await readNamed(reading);
  for (const slot of [PROGRAM.constants, PROGRAM.mutable])
    for (const table of view.tables(view.root, slot)) {
      const whole = table === null ? null : segmentOf(reading, table, SUBSEGMENT.segment);
      if (whole !== null && whole.length > 0) reading.weights.push({ ...whole, label: 'constants' });
    }
  for (const buffer of view.tables(view.root, PROGRAM.buffers)) {
    const own = buffer?.ranges.get(0);
    if (own !== undefined && own.length > 0) reading.weights.push({ ...own, label: 'constants' });
  }
  stateMore(scope, reading.tensors);
  await claimLayout(scope, odd, walked, reading.weights);
  odd.close();
};

/** The segment a table names by number; one that there is not is told. */
function segmentOf({ odd, segments }: Reading, table: Table, slot: number): Range | null {
  const index = table.numbers.get(slot) ?? 0;
  const segment = segments[index];
  if (segment !== undefined) return segment;
  const what = prose`A ${table.name} is in segment ${index}, and the program has ${segments.length}.`;
  odd.state({ code: 'index', offset: table.at, length: table.length, what });
  return null;
}

async function readPlan(reading: Reading, plan: Table): Promise<void> {
  const { scope, view, odd } = reading;
  const values = view.tables(plan, PLAN.values);
  const operators = view.tables(plan, PLAN.operators);
  const delegates = view.tables(plan, PLAN.delegates);
  for (const operator of operators) if (operator !== null) await readOperator(reading, operator);
  for (const delegate of delegates) if (delegate !== null) await readDelegate(reading, delegate);
  const instructions = new Instructions(scope, odd, view, {
    values: values.length,
    operators: operators.length,
    delegates: delegates.length,
  });
  await instructions.plan(plan);
  for (const value of values) {
    const [inside] = view.tables(value, VALUE.value);
    if (inside?.name === 'Tensor') await readTensor(reading, inside);
    else if (inside != null) await instructions.list(inside);
  }
  instructions.close();
}

async function readOperator({ odd, view, told }: Reading, operator: Table): Promise<void> {
  const name = await view.text(operator, 0);
  const isFile = FILE_OPERATORS.test(name);
  if ((OWN_OPERATORS.test(name) && !isFile) || told.has(name)) return;
  if (told.size < 10_000) told.add(name);
  odd.state({
    code: isFile ? 'file' : 'foreign',
    offset: operator.at,
    length: operator.length,
    subject: name,
    what: prose`The program has the operator ${data(name, 120)}.`,
  });
}

/** A part that a library computes, and what that is handed: in the program or in a segment. */
async function readDelegate(reading: Reading, delegate: Table): Promise<void> {
  const { scope, odd, view, inspect } = reading;
  const id = await view.text(delegate, DELEGATE.id);
  const place = { offset: delegate.at, length: delegate.length, subject: id };
  const at = placeIn(scope.source, delegate.at, delegate.length);
  scope.state({ kind: 'metadata', at, key: 'delegate', type: 'string', value: prose`${data(id, 120)}` });
  if (!OWN_DELEGATES.test(id))
    odd.state({ code: 'delegate', ...place, what: prose`A part of the program is computed by ${data(id, 120)}.` });
  for (const spec of view.tables(delegate, DELEGATE.specs)) {
    const value = spec?.ranges.get(1);
    if (value !== undefined && value.length >= 16) await carvePassed(scope, value, ['executorch'], inspect);
  }
  const [reference] = view.tables(delegate, DELEGATE.processed);
  if (reference == null) return;
  if (reference.numbers.get(REFERENCE.location) === 1) {
    const segment = segmentOf(reading, reference, REFERENCE.index);
    if (segment !== null) await readPart(reading, segment, id);
    return;
  }
  const index = reference.numbers.get(REFERENCE.index) ?? 0;
  const inline = view.tables(view.root, PROGRAM.delegateData);
  if (index >= inline.length)
    odd.state({
      code: 'index',
      ...place,
      what: prose`A delegate has data ${index}, and the program has ${inline.length}.`,
    });
  const own = inline[index]?.ranges.get(0);
  if (own !== undefined) await readPart(reading, own, id);
}

async function readPart({ scope, weights, inspect }: Reading, part: Range, id: string): Promise<void> {
  await readPayload(scope, part, inspect);
  weights.push({ ...part, label: id.slice(0, 80) });
}

/** Numbers that go by a name: what libraries share, or what a program of another file is given. */
async function readNamed(reading: Reading): Promise<void> {
  const { scope, view, weights, inspect } = reading;
  for (const entry of view.tables(view.root, PROGRAM.named)) {
    const segment = entry === null ? null : segmentOf(reading, entry, NAMED.segment);
    if (entry === null || segment === null || segment.length === 0) continue;
    const key = await view.text(entry, NAMED.key);
    if (!(await openProgram(scope, segment, inspect))) weights.push({ ...segment, label: groupName(key) });
  }
}

/** A tensor that has numbers: constants, first values of states, and those of another file. */
async function readTensor(reading: Reading, tensor: Table): Promise<void> {
  const { scope, odd, view, weights } = reading;
  const [extra] = view.tables(tensor, TENSOR.extra);
  const index = tensor.numbers.get(TENSOR.buffer) ?? 0;
  const isExternal = extra?.numbers.get(EXTRA.location) === 1;
  const own = extra == null ? '' : await view.text(extra, EXTRA.name);
  if (index === 0 && !isExternal) {
    // What is computed has sizes and no numbers; they are held against what can be all the same.
    const { list } = await view.numbers(tensor, TENSOR.sizes, 64);
    const what = prose`A tensor has a size that cannot be.`;
    if (list.some((one) => one < 0)) odd.state({ code: 'size', offset: tensor.at, length: tensor.length, what });
    return;
  }
  reading.tensors += 1;
  const room = isExternal ? null : await roomOf(reading, tensor, index, extra ?? null);
  const name = own === '' ? `constant ${index.toString()}` : own;
  const type = tensor.numbers.get(TENSOR.type) ?? 0;
  const content = await stateTensor(scope, odd, view, { table: tensor, name, type, sizes: TENSOR.sizes, room });
  if (content !== null && content.length > 0) weights.push({ ...content, label: groupName(name) });
}

/** Where the numbers of a tensor may be: from its offset to the end of its segment, or in its buffer. */
async function roomOf(reading: Reading, tensor: Table, index: number, extra: Table | null): Promise<Range> {
  const { odd, view } = reading;
  const isState = tensor.tables.has(TENSOR.allocation);
  const [sub] = isState
    ? view.tables(view.root, PROGRAM.mutable).slice(extra?.numbers.get(EXTRA.mutable) ?? 0)
    : view.tables(view.root, PROGRAM.constants);
  const buffers = view.tables(view.root, PROGRAM.buffers);
  const none = { offset: tensor.at, length: 0 };
  if (sub == null) {
    if (index < buffers.length) return buffers[index]?.ranges.get(0) ?? none;
  } else {
    const segment = segmentOf(reading, sub, SUBSEGMENT.segment);
    const offset = await view.long(sub, SUBSEGMENT.offsets, index);
    if (segment === null) return none;
    if (offset !== null) return { offset: segment.offset + offset, length: Math.max(0, segment.length - offset) };
  }
  const what = prose`A tensor has the constant ${index}, which the program does not have.`;
  odd.state({ code: 'index', offset: tensor.at, length: tensor.length, what });
  return none;
}
