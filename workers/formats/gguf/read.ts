import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { Cursor } from '../../source/cursor.ts';
import { rowMajor } from '../row-major.ts';
import { stateTemplate } from '../huggingface/template.ts';
import { Oddities } from '../oddities.ts';
import { nameFault } from '../tensor-name.ts';
import type { GgufCode } from './oddities.ts';
import { stateData } from './layout.ts';
import { readTensorInfo, type TensorInfo } from './tensors.ts';
import { ARRAY, dtypeName, U32 } from './types.ts';
import { ABSURD, isStop, type Layout, readLength, readString, readValue, type Stop, type Value } from './value.ts';

const MAGIC = 4;
const DEFAULT_ALIGNMENT = 32;

export interface Reading {
  readonly scope: Scope;
  readonly odd: Oddities<GgufCode>;
  readonly layout: Layout;
}

/** GGUF 1 to 3 in either byte order: typed values, tensor declarations, then data. Reads everything but the data. */
export const readGguf: Reader = async (scope) => {
  const { source } = scope;
  const odd = new Oddities<GgufCode>(scope, 'gguf');
  const first = await source.read(0, 8);
  const head = new DataView(first.buffer, first.byteOffset, first.byteLength);
  const word = head.byteLength < 8 ? 0 : head.getUint32(MAGIC, true);
  // A version is a small number: with its low half empty, the file was written in the other byte order.
  const littleEndian = (word & 0xffff) !== 0;
  const version = littleEndian ? word : head.byteLength < 8 ? 0 : head.getUint32(MAGIC, false);
  const reading = { scope, odd, layout: { cursor: new Cursor(source, 8, littleEndian), version } };
  if (version < 1 || version > 3) {
    odd.state({
      code: 'version',
      offset: MAGIC,
      length: 4,
      what: prose`Its version is ${version}; there are versions 1 to 3.`,
    });
    scope.problem('unsupported', 0, source.size, prose`GGUF of version ${version} is not read.`);
  } else {
    stateAge(odd, version, littleEndian);
    await readBody(reading, littleEndian);
  }
  odd.close();
};

/** What some readers still read and others no longer do. */
function stateAge(odd: Oddities<GgufCode>, version: number, littleEndian: boolean): void {
  const head = { offset: MAGIC, length: 4 };
  if (!littleEndian)
    odd.state({
      code: 'byte-order',
      ...head,
      what: prose`Its numbers are written with the high byte first.`,
      readings: [
        { reader: 'llama.cpp on most machines', sees: prose`a version that does not exist` },
        { reader: 'gguf-py, machines of that order', sees: prose`version ${version}` },
      ],
    });
  if (version === 1)
    odd.state({
      code: 'version-old',
      ...head,
      what: prose`It is written in version 1, with lengths of 32 bits.`,
      readings: [
        { reader: 'current llama.cpp', sees: prose`a version it no longer reads` },
        { reader: 'readers of 2023', sees: prose`version 1` },
      ],
    });
}

async function readBody(reading: Reading, littleEndian: boolean): Promise<void> {
  const { scope, layout } = reading;
  const { cursor, version } = layout;
  const tensors = await readLength(layout);
  const values = tensors === null ? null : await readLength(layout);
  if (tensors === null || values === null) {
    stopAt(reading, { code: 'cut', at: 8, what: 'the counts' });
    return;
  }
  stateValue(
    scope,
    'GGUF',
    'header',
    prose`version ${version}, ${littleEndian ? 'little' : 'big'} endian, ${tensors.toString()} tensors, ${values.toString()} values`,
    0,
    cursor.at,
  );
  // The smallest value is a length, a type and one byte; the smallest tensor a length, a count, a type and an offset.
  // Fewer may be a file that was cut short: reading on will tell.
  const isShort = values * 9n > BigInt(cursor.left) || tensors * 20n > BigInt(cursor.left);
  if (isShort && (values > ABSURD || tensors > ABSURD)) {
    stopAt(reading, {
      code: 'count',
      at: 8,
      what: `${tensors.toString()} tensors and ${values.toString()} values`,
    });
    return;
  }
  const known = await readValues(reading, Number(values));
  const infos = known === null ? null : await readTensors(reading, Number(tensors));
  if (known === null || infos === null) return;
  scope.claim({ offset: 0, length: cursor.at }, 'structure', 'header');
  const alignment = alignmentOf(reading, known.get('general.alignment') ?? null);
  let more = 0;
  stateData(reading, infos, alignment, (info, range) => {
    if (scope.run.budgets.afford('tensors', 1)) stateTensor(scope, info, range);
    else more += 1;
  });
  if (more > 0) scope.problem('limit', 0, 1, prose`${more} more tensors are not listed.`);
}

/** Says why reading ends here, and claims what was read. */
function stopAt({ scope, odd }: Reading, { code, at, what }: Stop): void {
  const where = { offset: at, length: Math.min(16, scope.source.size - at) };
  scope.claim({ offset: 0, length: at }, 'structure', 'header');
  if (code === 'array-depth') {
    scope.problem('limit', at, scope.source.size - at, prose`Not read further: ${what}.`);
    return;
  }
  const say: Prose = code === 'cut' ? prose`The file ends inside ${what}.` : prose`The file declares ${what}.`;
  odd.state({ code, ...where, what: say });
  scope.problem('malformed', at, scope.source.size - at, prose`${say} What follows cannot be read.`);
}

/** Null when reading cannot go on. Values by key, the first of duplicates. */
async function readValues(
  reading: Reading,
  count: number,
): Promise<Map<string, { value: Value; type: number }> | null> {
  const { odd, layout } = reading;
  const known = new Map<string, { value: Value; type: number; shown: string }>();
  for (let i = 0; i < count; i += 1) {
    const at = layout.cursor.at;
    const key = await readString(layout, 4096);
    if (isStop(key)) return stopped(reading, key);
    const type = await layout.cursor.u32();
    if (type === null) return stopped(reading, { code: 'cut', at, what: 'a value’s type' });
    const value = await readValue(layout, type);
    if (isStop(value)) return stopped(reading, value);
    const place = { offset: at, length: layout.cursor.at - at, subject: key.text };
    const before = known.get(key.text);
    if (before === undefined) known.set(key.text, { value, type, shown: value.shown });
    else
      odd.state({
        code: 'key-duplicate',
        ...place,
        what: prose`The key ${data(key.text, 120)} stands in the file more than once.`,
        readings: [
          { reader: 'takes the first', sees: [data(before.shown, 200)] },
          { reader: 'takes the last', sees: [data(value.shown, 200)] },
        ],
      });
    if (key.length === 0 || key.length > 65535 || nameFault(key.text) !== null)
      odd.state({
        code: 'key-form',
        ...place,
        what: prose`A key is empty, too long or holds characters that do not show.`,
      });
    if (value.nested)
      odd.state({
        code: 'array-nested',
        ...place,
        what: prose`${data(key.text, 120)} is an array of arrays.`,
        readings: NESTED,
      });
    if (value.badBool)
      odd.state({ code: 'bool-value', ...place, what: prose`${data(key.text, 120)} is neither 0 nor 1.` });
    tellValue(reading, key.text, type, value, known.size);
    reading.scope.run.reached(reading.scope.source, layout.cursor.at);
  }
  return known;
}

const NESTED = [
  { reader: 'llama.cpp', sees: ['refuses the file'] },
  { reader: 'other readers', sees: ['read on'] },
] as const;

function stopped(reading: Reading, stop: Stop): null {
  stopAt(reading, stop);
  return null;
}

function tellValue({ scope }: Reading, key: string, type: number, value: Value, count: number): void {
  if (count <= LIMITS.metadata)
    stateValue(scope, key, value.type, prose`${data(value.shown)}`, value.offset, value.length);
  if (value.text === null || type === ARRAY || !/^tokenizer\.chat_template(?:\.|$)/.test(key)) return;
  const name = key.slice('tokenizer.chat_template'.length).replace(/^\./, '');
  stateTemplate(scope, {
    name: name === '' ? 'default' : name,
    holder: 'gguf',
    text: value.text,
    offset: value.offset,
    length: value.length,
  });
}

function stateValue(scope: Scope, key: string, type: string, value: Prose, offset: number, length: number): void {
  scope.state({ kind: 'metadata', at: placeIn(scope.source, offset, length), key, type, value });
}

/** Null when reading cannot go on. */
async function readTensors(reading: Reading, count: number): Promise<TensorInfo[] | null> {
  const { odd, layout } = reading;
  const infos: TensorInfo[] = [];
  const names = new Map<string, TensorInfo>();
  for (let i = 0; i < count; i += 1) {
    const read = await readTensorInfo(layout);
    if (isStop(read)) return stopped(reading, read);
    const { info, faults } = read;
    const place = { offset: info.at, length: info.length, subject: info.name };
    const fault = nameFault(info.name);
    for (const { code, what } of fault === null ? faults : [...faults, fault]) odd.state({ code, ...place, what });
    if (names.has(info.name))
      odd.state({ code: 'tensor-duplicate', ...place, what: prose`Two tensors are called ${data(info.name, 120)}.` });
    names.set(info.name, info);
    infos.push(info);
  }
  return infos;
}

function alignmentOf({ odd }: Reading, found: { value: Value; type: number } | null): number {
  if (found === null) return DEFAULT_ALIGNMENT;
  const { value, type } = found;
  const number = value.number ?? 0;
  const isPower =
    Number.isInteger(number) && number > 0 && number <= 2 ** 31 && 2 ** Math.round(Math.log2(number)) === number;
  if (type === U32 && isPower) return number;
  odd.state({
    code: 'alignment',
    offset: value.offset,
    length: value.length,
    what: prose`“general.alignment” is ${data(value.shown, 40)} (${value.type}); it has to be a power of two.`,
  });
  return isPower ? number : DEFAULT_ALIGNMENT;
}

function stateTensor(scope: Scope, info: TensorInfo, range: { offset: number; length: number; fits: boolean }): void {
  const { source } = scope;
  // ggml counts dimensions from the innermost; PyTorch from the outermost.
  scope.state(
    rowMajor(source, {
      at: { offset: info.at, length: info.length },
      name: info.name,
      dtype: dtypeName(info.type),
      shape: info.shape.map(Number).reverse(),
      bytes: Number(info.bytes ?? 0n),
      content: range,
      misfit: range.fits ? null : prose`The tensor reaches beyond the file, or its size cannot be told.`,
    }),
  );
}
