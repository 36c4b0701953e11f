import { carvePassed } from '../../analyse/carve.ts';
import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { type Table, walk } from '../../lang/flatbuffers/walk.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { DTYPES } from '../executorch/schema.ts';
import { stateMore, stateTensor } from '../executorch/tensors.ts';
import { FILE_OPERATORS, type FlatbufferCode } from '../flatbuffer/codes.ts';
import { claimLayout, type Weights } from '../flatbuffer/layout.ts';
import { View } from '../flatbuffer/view.ts';
import { Oddities } from '../oddities.ts';
import { LISTS, MODULE, moduleSchema, OWN_OPERATORS, TENSOR, TYPE } from './schema.ts';

interface Reading {
  readonly scope: Scope;
  readonly odd: Oddities<FlatbufferCode>;
  readonly view: View;
  readonly storages: readonly (Table | null)[];
  /** Operators and classes that were told. */
  readonly told: Set<string>;
  values: number;
  tensors: number;
}

/** PyTorch Mobile's flatbuffers: every table of the module, its tensors, its operators and classes. */
export const readTorchMobile: Reader = async (scope, _probe, inspect) => {
  const odd = new Oddities<FlatbufferCode>(scope, 'flatbuffer');
  const walked = await walk(scope.source, moduleSchema(), 'Module');
  const view = new View(scope.source, walked);
  const storages = view.tables(view.root, MODULE.storages);
  const values = view.tables(view.root, MODULE.values).length;
  const reading: Reading = { scope, odd, view, storages, told: new Set(), values, tensors: 0 };
  for (const table of [...walked.tables.values()].sort((a, b) => a.at - b.at)) {
    for (const slot of LISTS[table.name] ?? []) await readList(reading, table, slot);
    if (table.name === 'TensorMetadata') await readTensor(reading, table);
    else if (table.name === 'Operator') tell(reading, table, await view.text(table, 0), 'operator');
    else if (table.name === 'ObjectType' && table.numbers.get(TYPE.kind) === TYPE.custom)
      tell(reading, table, await view.text(table, TYPE.name), 'class');
    const text = table.name === 'ExtraFile' ? table.ranges.get(1) : undefined;
    if (text !== undefined && text.length > 0) await carvePassed(scope, text, ['torch-mobile'], inspect);
  }
  stateMore(scope, reading.tensors);
  const weights = storages.flatMap((storage): Weights[] => {
    const own = storage?.ranges.get(0);
    return own === undefined || own.length === 0 ? [] : [{ ...own, label: 'storages' }];
  });
  await claimLayout(scope, odd, walked, weights);
  odd.close();
};

/** Values name each other by number. */
async function readList({ scope, odd, view, values }: Reading, table: Table, slot: number): Promise<void> {
  const { list, length } = await view.numbers(table, slot, LIMITS.textBytes);
  if (length > list.length)
    scope.problem('limit', table.at, table.length, prose`Not all numbers of a list were looked at.`);
  const wrong = list.find((one) => one < 0 || one >= values);
  if (wrong === undefined) return;
  const what = prose`A ${table.name} names value ${wrong}, and the module has ${values}.`;
  odd.state({ code: 'index', offset: table.at, length: table.length, what });
}

function tell({ odd, told }: Reading, { at, length }: Table, name: string, kind: 'operator' | 'class'): void {
  const isFile = kind === 'operator' && FILE_OPERATORS.test(name);
  const isOwn =
    kind === 'operator'
      ? OWN_OPERATORS.test(name)
      : /^(?:__torch__\.torch\.classes\.)?(?:quantized|xnnpack|sparse)\./.test(name);
  if ((isOwn && !isFile) || told.has(name)) return;
  if (told.size < 10_000) told.add(name);
  odd.state({
    code: isFile ? 'file' : 'foreign',
    offset: at,
    length,
    subject: name,
    what: prose`The module has the ${kind} ${data(name, 120)}.`,
  });
}

async function readTensor(reading: Reading, table: Table): Promise<void> {
  const { scope, odd, view, storages } = reading;
  const index = table.numbers.get(TENSOR.storage) ?? 0;
  const name = `tensor ${reading.tensors.toString()}`;
  reading.tensors += 1;
  if (index >= storages.length) {
    const what = prose`A tensor is in storage ${index}, and the module has ${storages.length}.`;
    odd.state({ code: 'index', offset: table.at, length: table.length, what });
    return;
  }
  const own = storages[index]?.ranges.get(0) ?? { offset: table.at, length: 0 };
  const type = table.numbers.get(TENSOR.type) ?? 0;
  const start = (table.numbers.get(TENSOR.start) ?? 0) * (DTYPES.get(type)?.[1] ?? 0);
  const room = { offset: own.offset + start, length: Math.max(0, own.length - start) };
  const { list: strides } = await view.numbers(table, TENSOR.strides, LIMITS.dimensions);
  await stateTensor(scope, odd, view, { table, name, type, sizes: TENSOR.sizes, room, strides });
}
