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

/** Bytes of an argument that are looked at for its text, and for its number. */
const ARGUMENT = 256;
const WIDEST = 8;

/** Rows whose bytes lie together are read at once, up to so many bytes. */
const TOGETHER = 1024 * 1024;

export async function describeRows(trace: Values, source: ByteSource, rows: readonly RawRow[]): Promise<OpcodeRow[]> {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const length = last.offset + last.length - first.offset;
  if (length > TOGETHER) return Promise.all(rows.map((row) => describeAlone(trace, source, row)));
  const bytes = await source.read(first.offset, length);
  const near = (offset: number, count: number): Uint8Array =>
    bytes.subarray(offset - first.offset, offset - first.offset + count);
  return rows.map((row) => describe(trace, source, row, near));
}

async function describeAlone(trace: Values, source: ByteSource, row: RawRow): Promise<OpcodeRow> {
  const { offset, length } = row;
  // Most arguments are values, and those are known.
  const of = opcode(row.opcode)?.class;
  if (length === 1 || (of !== 'memo' && of !== 'control')) return describe(trace, source, row, () => NOTHING);
  const head = await source.read(offset, Math.min(length, ARGUMENT + 1));
  const tail = length <= head.length ? head : await source.read(offset + length - WIDEST, WIDEST);
  // An argument is looked at from its first byte or from its last ones.
  const near = (at: number, count: number): Uint8Array =>
    at + count <= offset + head.length
      ? head.subarray(at - offset, at - offset + count)
      : tail.subarray(tail.length - (offset + length - at));
  return describe(trace, source, row, near);
}

const NOTHING = new Uint8Array();

/** Bytes of a program near a row. */
type Near = (offset: number, length: number) => Uint8Array;

function describe(trace: Values, source: ByteSource, row: RawRow, near: Near): OpcodeRow {
  const info = opcode(row.opcode);
  return {
    step: row.step,
    offset: row.offset,
    fileOffset: source.locate(row.offset, 1)?.[0]?.offset ?? null,
    length: row.length,
    code: row.opcode,
    name: info?.name ?? '?',
    class: info?.class ?? 'control',
    argument: argument(trace, row, near),
    depth: row.depth,
    marks: row.marks,
  };
}

function argument(trace: Values, row: RawRow, near: Near): Prose {
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
      return memoArgument(trace, row, info.name, near);
    case 'control':
      return row.length > 1 ? [fixed(row, near).toLocaleString('en-US')] : [];
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

function memoArgument(trace: Values, row: RawRow, opcodeName: string, near: Near): Prose {
  if (row.length === 1) return [];
  const key = opcodeName === 'GET' || opcodeName === 'PUT' ? line(row, near) : [fixed(row, near).toString()];
  return opcodeName.endsWith('GET') ? prose`${key}  ${show(trace, row.top, 60, 1)}` : key;
}

function line(row: RawRow, near: Near): Prose {
  const bytes = near(row.offset + 1, Math.min(row.length - 1, ARGUMENT));
  return [data(decodeLatin1(bytes).replace(/\n$/, ''), 40)];
}

/** Little-endian number of a fixed argument; the last bytes, since a dropped frame rest may lie before them. */
function fixed(row: RawRow, near: Near): number {
  const width = Math.min(row.length - 1, WIDEST);
  const bytes = near(row.offset + row.length - width, width);
  return bytes.reduceRight((n, byte) => n * 256 + byte, 0);
}

/** Text of a byte run for display: UTF-8 where it is, latin1 where not. */
export function textOf(bytes: Uint8Array): string {
  const text = decodeSurrogatePass(bytes);
  return text.includes('\ufffd') ? decodeLatin1(bytes) : text;
}
