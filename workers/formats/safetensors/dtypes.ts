/** Element types of safetensors (tensor.rs, `Dtype`): bits of one element, and the name PyTorch gives it. */
const DTYPES: ReadonlyMap<string, readonly [bits: number, name: string]> = new Map([
  ['BOOL', [8, 'bool']],
  ['F4', [4, 'float4_e2m1fn_x2']],
  ['F6_E2M3', [6, 'float6_e2m3fn']],
  ['F6_E3M2', [6, 'float6_e3m2fn']],
  ['U8', [8, 'uint8']],
  ['I8', [8, 'int8']],
  ['F8_E5M2', [8, 'float8_e5m2']],
  ['F8_E4M3', [8, 'float8_e4m3fn']],
  ['F8_E8M0', [8, 'float8_e8m0fnu']],
  ['F8_E5M2FNUZ', [8, 'float8_e5m2fnuz']],
  ['F8_E4M3FNUZ', [8, 'float8_e4m3fnuz']],
  ['I16', [16, 'int16']],
  ['U16', [16, 'uint16']],
  ['F16', [16, 'float16']],
  ['BF16', [16, 'bfloat16']],
  ['I32', [32, 'int32']],
  ['U32', [32, 'uint32']],
  ['F32', [32, 'float32']],
  ['C64', [64, 'complex64']],
  ['F64', [64, 'float64']],
  ['I64', [64, 'int64']],
  ['U64', [64, 'uint64']],
]);

/** Bits of one element; null for a type the format does not have. */
export function dtypeBits(dtype: string): number | null {
  return DTYPES.get(dtype)?.[0] ?? null;
}

/** As PyTorch calls it; unknown ones as they are written. */
export function dtypeName(dtype: string): string {
  return DTYPES.get(dtype)?.[1] ?? dtype;
}
