/** Item types of R's serialization (Rinternals.h; serialize.c for those above 237). */
export const TYPE = {
  symbol: 1,
  pairlist: 2,
  closure: 3,
  environment: 4,
  promise: 5,
  call: 6,
  special: 7,
  builtin: 8,
  char: 9,
  logical: 10,
  integer: 13,
  real: 14,
  complex: 15,
  string: 16,
  dots: 17,
  list: 19,
  expression: 20,
  bytecode: 21,
  pointer: 22,
  weakref: 23,
  raw: 24,
  object: 25,
  altrep: 238,
  attrPairlist: 239,
  attrCall: 240,
  baseEnv: 241,
  emptyEnv: 242,
  bcRef: 243,
  bcDef: 244,
  persistent: 247,
  package: 248,
  namespace: 249,
  baseNamespace: 250,
  missing: 251,
  unbound: 252,
  global: 253,
  nil: 254,
  ref: 255,
} as const;

/** Bits beside the type. */
export const FLAG = { attributes: 0x200, tag: 0x400 } as const;
/** Of a binding in an environment, among the levels, which begin at bit 12: its value is a function that is called when it is read. */
export const ACTIVE = 0x8000 * 0x1000;

/** Bytes of one element in the binary encodings. */
export const ELEMENT: ReadonlyMap<number, number> = new Map([
  [TYPE.logical, 4],
  [TYPE.integer, 4],
  [TYPE.real, 8],
  [TYPE.complex, 16],
  [TYPE.raw, 1],
]);

/** Items that are nothing but their type. */
export const CONSTANTS: ReadonlyMap<number, string> = new Map([
  [TYPE.nil, 'NULL'],
  [TYPE.global, 'globalenv()'],
  [TYPE.unbound, ''],
  [TYPE.missing, ''],
  [TYPE.baseNamespace, 'baseenv()'],
  [TYPE.emptyEnv, 'emptyenv()'],
  [TYPE.baseEnv, 'baseenv()'],
]);

const NAMES: ReadonlyMap<number, string> = new Map([
  [TYPE.symbol, 'symbol'],
  [TYPE.pairlist, 'pairlist'],
  [TYPE.closure, 'function'],
  [TYPE.environment, 'environment'],
  [TYPE.promise, 'promise'],
  [TYPE.call, 'call'],
  [TYPE.special, 'builtin function'],
  [TYPE.builtin, 'builtin function'],
  [TYPE.logical, 'logical'],
  [TYPE.integer, 'integer'],
  [TYPE.real, 'numeric'],
  [TYPE.complex, 'complex'],
  [TYPE.string, 'character'],
  [TYPE.list, 'list'],
  [TYPE.expression, 'expression'],
  [TYPE.bytecode, 'bytecode'],
  [TYPE.pointer, 'external pointer'],
  [TYPE.weakref, 'weak reference'],
  [TYPE.raw, 'raw'],
  [TYPE.object, 'S4 object'],
  [TYPE.altrep, 'vector'],
  [TYPE.nil, 'NULL'],
]);

/** What people who write R call it. */
export function typeName(type: number): string {
  return NAMES.get(type) ?? 'item';
}
