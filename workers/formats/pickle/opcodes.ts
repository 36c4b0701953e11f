/** The 68 opcodes for the reading side: names, classes and how the argument is written (CPython Lib/pickle.py). */
import type { OpClass } from '../../protocol.ts';

export interface OpcodeInfo {
  readonly code: number;
  readonly name: string;
  readonly class: OpClass;
  /** Bytes of the length field of a counted argument, 0 when there is none. */
  readonly counted: number;
}

/** In the order of wasm/src/pickle/opcode.rs: the bit of a search mask is the index here. */
const TABLE: readonly (readonly [code: number | string, name: string, kind: OpClass, counted?: number])[] = [
  ['(', 'MARK', 'stack'],
  ['.', 'STOP', 'control'],
  ['0', 'POP', 'stack'],
  ['1', 'POP_MARK', 'stack'],
  ['2', 'DUP', 'stack'],
  ['F', 'FLOAT', 'number'],
  ['I', 'INT', 'number'],
  ['J', 'BININT', 'number'],
  ['K', 'BININT1', 'number'],
  ['L', 'LONG', 'number'],
  ['M', 'BININT2', 'number'],
  ['N', 'NONE', 'number'],
  ['P', 'PERSID', 'call'],
  ['Q', 'BINPERSID', 'call'],
  ['R', 'REDUCE', 'call'],
  ['S', 'STRING', 'text'],
  ['T', 'BINSTRING', 'text', 4],
  ['U', 'SHORT_BINSTRING', 'text', 1],
  ['V', 'UNICODE', 'text'],
  ['X', 'BINUNICODE', 'text', 4],
  ['a', 'APPEND', 'container'],
  ['b', 'BUILD', 'call'],
  ['c', 'GLOBAL', 'name'],
  ['d', 'DICT', 'container'],
  ['}', 'EMPTY_DICT', 'container'],
  ['e', 'APPENDS', 'container'],
  ['g', 'GET', 'memo'],
  ['h', 'BINGET', 'memo'],
  ['i', 'INST', 'call'],
  ['j', 'LONG_BINGET', 'memo'],
  ['l', 'LIST', 'container'],
  [']', 'EMPTY_LIST', 'container'],
  ['o', 'OBJ', 'call'],
  ['p', 'PUT', 'memo'],
  ['q', 'BINPUT', 'memo'],
  ['r', 'LONG_BINPUT', 'memo'],
  ['s', 'SETITEM', 'container'],
  ['t', 'TUPLE', 'container'],
  [')', 'EMPTY_TUPLE', 'container'],
  ['u', 'SETITEMS', 'container'],
  ['G', 'BINFLOAT', 'number'],
  [0x80, 'PROTO', 'control'],
  [0x81, 'NEWOBJ', 'call'],
  [0x82, 'EXT1', 'name'],
  [0x83, 'EXT2', 'name'],
  [0x84, 'EXT4', 'name'],
  [0x85, 'TUPLE1', 'container'],
  [0x86, 'TUPLE2', 'container'],
  [0x87, 'TUPLE3', 'container'],
  [0x88, 'NEWTRUE', 'number'],
  [0x89, 'NEWFALSE', 'number'],
  [0x8a, 'LONG1', 'number', 1],
  [0x8b, 'LONG4', 'number', 4],
  ['B', 'BINBYTES', 'text', 4],
  ['C', 'SHORT_BINBYTES', 'text', 1],
  [0x8c, 'SHORT_BINUNICODE', 'text', 1],
  [0x8d, 'BINUNICODE8', 'text', 8],
  [0x8e, 'BINBYTES8', 'text', 8],
  [0x8f, 'EMPTY_SET', 'container'],
  [0x90, 'ADDITEMS', 'container'],
  [0x91, 'FROZENSET', 'container'],
  [0x92, 'NEWOBJ_EX', 'call'],
  [0x93, 'STACK_GLOBAL', 'name'],
  [0x94, 'MEMOIZE', 'memo'],
  [0x95, 'FRAME', 'control'],
  [0x96, 'BYTEARRAY8', 'text', 8],
  [0x97, 'NEXT_BUFFER', 'stack'],
  [0x98, 'READONLY_BUFFER', 'stack'],
];

export const OPCODES: readonly OpcodeInfo[] = TABLE.map(([code, name, kind, counted]) => ({
  code: typeof code === 'string' ? code.charCodeAt(0) : code,
  name,
  class: kind,
  counted: counted ?? 0,
}));

const BY_CODE = new Map(OPCODES.map((o) => [o.code, o]));

/** Null when the byte is no opcode. */
export function opcode(code: number): OpcodeInfo | null {
  return BY_CODE.get(code) ?? null;
}

export function opcodeName(code: number): string {
  return BY_CODE.get(code)?.name ?? `0x${code.toString(16).padStart(2, '0')}`;
}
