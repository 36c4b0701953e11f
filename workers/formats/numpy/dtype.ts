/** An element type as NumPy makes it. */
export interface DType {
  /** `float64`, `<U5`, `{a: float64, b: object}`. */
  readonly name: string;
  /** Bytes of one element. */
  readonly itemSize: number;
  /** What `dtype.hasobject` answers: such arrays are written and read as a pickle. */
  readonly hasObject: boolean;
  /** The elements hold pointers to Python objects, whatever `hasObject` answers. */
  readonly holdsObjects: boolean;
}

/** Type characters with the bytes they stand for (64-bit Linux), and the name of each. */
const CHARACTERS: Readonly<Record<string, readonly [name: string, size: number]>> = {
  '?': ['bool', 1], b: ['int8', 1], B: ['uint8', 1], h: ['int16', 2], H: ['uint16', 2], i: ['int32', 4], I: ['uint32', 4],
  l: ['int64', 8], L: ['uint64', 8], q: ['int64', 8], Q: ['uint64', 8], p: ['int64', 8], P: ['uint64', 8], n: ['int64', 8],
  N: ['uint64', 8], e: ['float16', 2], f: ['float32', 4], d: ['float64', 8], g: ['float128', 16], F: ['complex64', 8],
  D: ['complex128', 16], G: ['complex256', 32], M: ['datetime64', 8], m: ['timedelta64', 8], c: ['S1', 1], S: ['S0', 0],
  a: ['S0', 0], U: ['U0', 0], V: ['V0', 0],
}; // prettier-ignore

/** Kinds that a size in bytes follows. */
const SIZED: Readonly<Record<string, readonly [name: string, sizes: readonly number[]]>> = {
  b: ['bool', [1]],
  i: ['int', [1, 2, 4, 8]],
  u: ['uint', [1, 2, 4, 8]],
  f: ['float', [2, 4, 8, 12, 16]],
  c: ['complex', [8, 16, 24, 32]],
  M: ['datetime', [8]],
  m: ['timedelta', [8]],
};

/** Names of `numpy.sctypeDict` that files use, as type strings. */
const NAMES: Readonly<Record<string, string>> = {
  bool: '?', bool_: '?', bool8: '?', int8: 'i1', int16: 'i2', int32: 'i4', int64: 'i8', uint8: 'u1', uint16: 'u2', uint32: 'u4',
  uint64: 'u8', float16: 'f2', float32: 'f4', float64: 'f8', float96: 'f12', float128: 'f16', complex64: 'c8',
  complex128: 'c16', complex192: 'c24', complex256: 'c32', byte: 'b', ubyte: 'B', short: 'h', ushort: 'H', intc: 'i', uintc: 'I',
  int: 'l', int_: 'l', uint: 'L', long: 'l', ulong: 'L', longlong: 'q', ulonglong: 'Q', intp: 'p', uintp: 'P', half: 'e',
  single: 'f', double: 'd', longdouble: 'g', float: 'd', float_: 'd', csingle: 'F', cdouble: 'D', clongdouble: 'G', complex: 'D',
  complex_: 'D', str: 'U', str_: 'U', unicode: 'U', unicode_: 'U', bytes: 'S', bytes_: 'S', string_: 'S', void: 'V',
  object: 'O', object_: 'O', datetime64: 'M8', timedelta64: 'm8',
}; // prettier-ignore

/** Elements beyond this size are no element. */
const MAX_ITEM = 2 ** 31;

export function plainType(name: string, itemSize: number): DType {
  return { name, itemSize, hasObject: false, holdsObjects: false };
}

/** Pointers to objects; a StringDType holds such pointers, too. */
function objects(name: string, itemSize: number): DType {
  return { name, itemSize, hasObject: true, holdsObjects: true };
}

/** `numpy.dtype(text)` for one type: `<f8`, `|O`, `U10`, `M8[ns]`, `float32`. Null for what it would refuse or is not known. */
export function typeOfText(text: string): DType | null {
  const [, order = '', rest = ''] = /^([<>=|]?)([^]*)$/.exec(text) ?? [];
  if (rest === 'O' || rest === 'O8' || rest === 'O4') return objects('object', 8);
  if (rest === 'T') return objects('StringDType', 16);
  const swapped = order === '>' ? '>' : '';
  const character = Object.hasOwn(CHARACTERS, rest) ? CHARACTERS[rest] : undefined;
  if (character !== undefined) return plainType(`${swapped}${character[0]}`, character[1]);
  const dated = /^([Mm])8(?:\[[\w/]{1,32}\])?$/.exec(rest);
  if (dated !== null) return plainType(`${swapped}${rest.replace('M8', 'datetime64').replace('m8', 'timedelta64')}`, 8);
  const [, kind = '', digits = ''] = /^([a-zA-Z])([0-9]{1,10})$/.exec(rest) ?? [];
  if (kind !== '') return sizedType(swapped, kind, Number(digits));
  return order === '' && Object.hasOwn(NAMES, rest) ? typeOfText(NAMES[rest] ?? '') : null;
}

function sizedType(swapped: string, kind: string, size: number): DType | null {
  if (kind === 'S' || kind === 'a' || kind === 'V' || kind === 'U') {
    const itemSize = kind === 'U' ? size * 4 : size;
    return itemSize > MAX_ITEM ? null : plainType(`${swapped}${kind === 'a' ? 'S' : kind}${size.toString()}`, itemSize);
  }
  const known = Object.hasOwn(SIZED, kind) ? SIZED[kind] : undefined;
  if (known?.[1].includes(size) !== true) return null;
  return plainType(`${swapped}${known[0]}${kind === 'b' ? '' : (size * 8).toString()}`, size);
}

/** An array as an element: `(type, shape)`. Null when it is too large to be one. */
export function subarrayType(base: DType, shape: readonly number[]): DType | null {
  const count = shape.reduce((product, n) => product * n, 1);
  const itemSize = base.itemSize * count;
  if (shape.some((n) => n < 0) || !Number.isSafeInteger(itemSize) || itemSize > MAX_ITEM) return null;
  return { ...base, name: `${base.name}[${shape.join(', ')}]`, itemSize };
}

export interface Field {
  readonly name: string;
  readonly type: DType;
}

/** A structure of fields that takes `itemSize` bytes. */
export function structuredType(fields: readonly Field[], itemSize: number): DType {
  const shown = fields.slice(0, 8).map(({ name, type }) => `${name}: ${type.name}`);
  return {
    name: `{${shown.join(', ')}${fields.length > 8 ? ', …' : ''}}`,
    itemSize,
    hasObject: fields.some(({ type }) => type.hasObject),
    holdsObjects: fields.some(({ type }) => type.holdsObjects),
  };
}

/** Elements of a shape; null when a dimension is negative or they are more than can be counted. */
export function elementCount(shape: readonly (number | bigint)[]): number | null {
  if (shape.some((n) => BigInt(n) < 0n)) return null;
  const count = shape.reduce<bigint>((product, n) => product * BigInt(n), 1n);
  return count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : null;
}

/** Bytes from one element to the next, per dimension, in elements. */
export function stridesOf(shape: readonly number[], fortran: boolean): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  const order = shape.map((_, i) => (fortran ? i : shape.length - 1 - i));
  let step = 1;
  for (const i of order) {
    strides[i] = step;
    step *= Math.max(1, shape[i] ?? 1);
  }
  return strides;
}
