import type { OpcodeRow } from '../../protocol.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { callee, name, show } from './show.ts';
import { opcode } from './opcodes.ts';
import { decodeLatin1, decodeSurrogatePass } from './text.ts';
import type { Values } from './live-values.ts';
import type { Ref } from './value.ts';

/** Row of wasm/src/pickle/replay.rs. */
export interface RawRow {
  readonly offset: number;
  readonly length: number;
  /** Top of the stack after the step. */
  readonly top: Ref;
  readonly step: number;
  readonly depth: number;
  readonly marks: number;
  readonly opcode: number;
}

/** Bytes of an argument that are looked at for its text. */
const ARGUMENT = 256;

export async function describeRow(trace: Values, source: ByteSource, row: RawRow): Promise<OpcodeRow> {
  const info = opcode(row.opcode);
  return {
    step: row.step,
    offset: row.offset,
    fileOffset: source.locate(row.offset, 1)?.[0]?.offset ?? null,
    length: row.length,
    code: row.opcode,
    name: info?.name ?? '?',
    class: info?.class ?? 'control',
    argument: await argument(trace, source, row),
    depth: row.depth,
    marks: row.marks,
  };
}

async function argument(trace: Values, source: ByteSource, row: RawRow): Promise<Prose> {
  const info = opcode(row.opcode);
  switch (info?.class) {
    case 'text':
    case 'number':
      return row.opcode === NONE || row.length === 1 ? [] : show(trace, row.top);
    case 'name':
      return nameArgument(trace, row);
    case 'call':
      return callArgument(trace, row);
    case 'memo':
      return memoArgument(trace, source, row, info.name);
    case 'control':
      return row.length > 1 ? [(await fixed(source, row)).toLocaleString('en-US')] : [];
    default:
      return [];
  }
}

const NONE = 0x4e;
const BUILD = 0x62;

function nameArgument(trace: Values, row: RawRow): Prose {
  const value = trace.value(row.top);
  if (value.kind === 'global') return name(trace, value.event);
  return show(trace, row.top);
}

function callArgument(trace: Values, row: RawRow): Prose {
  const value = trace.value(row.top);
  if (row.opcode === BUILD) return prose`sets the state of ${show(trace, row.top, 40, 0)}`;
  if (value.kind === 'persistent') return show(trace, trace.event(value.event).args, 60, 1);
  if (value.kind === 'result') return prose`calls ${callee(trace, value.event)}`;
  return [];
}

async function memoArgument(trace: Values, source: ByteSource, row: RawRow, opcodeName: string): Promise<Prose> {
  if (row.length === 1) return [];
  const key =
    opcodeName === 'GET' || opcodeName === 'PUT' ? await line(source, row) : [(await fixed(source, row)).toString()];
  return opcodeName.endsWith('GET') ? prose`${key}  ${show(trace, row.top, 60, 1)}` : key;
}

async function line(source: ByteSource, row: RawRow): Promise<Prose> {
  const bytes = await source.read(row.offset + 1, Math.min(row.length - 1, ARGUMENT));
  return [data(decodeLatin1(bytes).replace(/\n$/, ''), 40)];
}

/** Little-endian number of a fixed argument; the last bytes, since a dropped frame rest may lie before them. */
async function fixed(source: ByteSource, row: RawRow): Promise<number> {
  const width = Math.min(row.length - 1, 8);
  const bytes = await source.read(row.offset + row.length - width, width);
  return bytes.reduceRight((n, byte) => n * 256 + byte, 0);
}

/** Text of a byte run for display: UTF-8 where it is, latin1 where not. */
export function textOf(bytes: Uint8Array): string {
  const text = decodeSurrogatePass(bytes);
  return text.includes('\ufffd') ? decodeLatin1(bytes) : text;
}
