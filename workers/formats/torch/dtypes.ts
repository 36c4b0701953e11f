/** Element types of torch: what a storage class or `torch.<dtype>` stands for, and the bytes of one element. */
const SIZES: Readonly<Record<string, number>> = {
  float64: 8, float32: 4, float16: 2, bfloat16: 2, complex32: 4, complex64: 8, complex128: 16,
  int64: 8, int32: 4, int16: 2, int8: 1, uint64: 8, uint32: 4, uint16: 2, uint8: 1, bool: 1,
  qint8: 1, quint8: 1, qint32: 4, quint4x2: 1, quint2x4: 1,
  float8_e4m3fn: 1, float8_e4m3fnuz: 1, float8_e5m2: 1, float8_e5m2fnuz: 1, float8_e8m0fnu: 1, float4_e2m1fn_x2: 1,
  bits8: 1, bits16: 2, bits1x8: 1, bits2x4: 1, bits4x2: 1,
}; // prettier-ignore

const STORAGES: Readonly<Record<string, string>> = {
  DoubleStorage: 'float64',
  FloatStorage: 'float32',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  ComplexFloatStorage: 'complex64',
  ComplexDoubleStorage: 'complex128',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'bool',
  QInt8Storage: 'qint8',
  QUInt8Storage: 'quint8',
  QInt32Storage: 'qint32',
  QUInt4x2Storage: 'quint4x2',
  QUInt2x4Storage: 'quint2x4',
  UntypedStorage: 'uint8',
  UInt64Storage: 'uint64',
  UInt32Storage: 'uint32',
  UInt16Storage: 'uint16',
};

/** Element type of a storage class such as `FloatStorage`; null when unknown. */
export function dtypeOfStorage(name: string): string | null {
  return Object.hasOwn(STORAGES, name) ? (STORAGES[name] ?? null) : null;
}

/** Bytes of one element; null for a type nobody knows. */
export function itemSize(dtype: string): number | null {
  return Object.hasOwn(SIZES, dtype) ? (SIZES[dtype] ?? null) : null;
}
