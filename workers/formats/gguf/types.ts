/** Types of GGUF values (ggml/docs/gguf.md): name and bytes, 0 for those whose length is written in the file. */
export const VALUE_TYPES = [
  ['u8', 1],
  ['i8', 1],
  ['u16', 2],
  ['i16', 2],
  ['u32', 4],
  ['i32', 4],
  ['f32', 4],
  ['bool', 1],
  ['string', 0],
  ['array', 0],
  ['u64', 8],
  ['i64', 8],
  ['f64', 8],
] as const;

export const BOOL = 7;
export const STRING = 8;
export const ARRAY = 9;
export const U32 = 4;

export function valueTypeName(type: number): string {
  return VALUE_TYPES[type]?.[0] ?? `type ${type}`;
}

/** Types of tensors (ggml.c `type_traits`): name, elements of a block, bytes of a block. */
const TENSOR_TYPES: Readonly<Record<number, readonly [name: string, block: number, bytes: number]>> = {
  0: ['F32', 1, 4], 1: ['F16', 1, 2], 2: ['Q4_0', 32, 18], 3: ['Q4_1', 32, 20], 6: ['Q5_0', 32, 22], 7: ['Q5_1', 32, 24],
  8: ['Q8_0', 32, 34], 9: ['Q8_1', 32, 36], 10: ['Q2_K', 256, 84], 11: ['Q3_K', 256, 110], 12: ['Q4_K', 256, 144],
  13: ['Q5_K', 256, 176], 14: ['Q6_K', 256, 210], 15: ['Q8_K', 256, 292], 16: ['IQ2_XXS', 256, 66], 17: ['IQ2_XS', 256, 74],
  18: ['IQ3_XXS', 256, 98], 19: ['IQ1_S', 256, 50], 20: ['IQ4_NL', 32, 18], 21: ['IQ3_S', 256, 110], 22: ['IQ2_S', 256, 82],
  23: ['IQ4_XS', 256, 136], 24: ['I8', 1, 1], 25: ['I16', 1, 2], 26: ['I32', 1, 4], 27: ['I64', 1, 8], 28: ['F64', 1, 8],
  29: ['IQ1_M', 256, 56], 30: ['BF16', 1, 2], 31: ['Q4_0_4_4', 32, 18], 32: ['Q4_0_4_8', 32, 18], 33: ['Q4_0_8_8', 32, 18],
  34: ['TQ1_0', 256, 54], 35: ['TQ2_0', 256, 66], 39: ['MXFP4', 32, 17], 40: ['NVFP4', 64, 36],
}; // prettier-ignore

export interface TensorType {
  readonly name: string;
  readonly block: number;
  readonly bytes: number;
}

/** Null for a type ggml does not have, or no longer has. */
export function tensorType(code: number): TensorType | null {
  const found = TENSOR_TYPES[code];
  return found === undefined ? null : { name: found[0], block: found[1], bytes: found[2] };
}

/** As PyTorch calls plain numbers; quantised blocks keep ggml's name. */
export function dtypeName(code: number): string {
  const name = tensorType(code)?.name ?? `type ${code}`;
  return PLAIN.get(name) ?? name;
}

const PLAIN: ReadonlyMap<string, string> = new Map([
  ['F32', 'float32'],
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
  ['F64', 'float64'],
  ['I8', 'int8'],
  ['I16', 'int16'],
  ['I32', 'int32'],
  ['I64', 'int64'],
]);
