import { type Schema, schemaOf } from '../../lang/flatbuffers/schema.ts';
import { PROGRAM as PROGRAM_TABLES, TENSORS } from './tables.data.ts';

export function programSchema(): Schema {
  return schemaOf(PROGRAM_TABLES);
}

export function tensorsSchema(): Schema {
  return schemaOf(TENSORS);
}

/** Slots of the tables that are looked into (tables.data.ts). */
export const PROGRAM = {
  version: 0,
  plans: 1,
  buffers: 2,
  delegateData: 3,
  segments: 4,
  constants: 5,
  mutable: 6,
  named: 7,
} as const;
export const PLAN = { name: 0, values: 2, inputs: 3, outputs: 4, chains: 5, operators: 6, delegates: 7 } as const;
export const CHAIN = { inputs: 0, outputs: 1, instructions: 2 } as const;
export const INSTRUCTION = { kind: 0, arguments: 1 } as const;
export const VALUE = { kind: 0, value: 1 } as const;
export const TENSOR = { type: 0, sizes: 2, buffer: 5, allocation: 6, extra: 9 } as const;
export const EXTRA = { mutable: 0, name: 1, location: 2 } as const;
export const DELEGATE = { id: 0, processed: 1, specs: 2 } as const;
export const REFERENCE = { location: 0, index: 1 } as const;
export const SUBSEGMENT = { segment: 0, offsets: 1 } as const;
export const NAMED = { key: 0, segment: 1, layout: 2 } as const;
export const LAYOUT = { type: 0, sizes: 1 } as const;

/** ScalarType: name, and bytes of an element. */
export const DTYPES: ReadonlyMap<number, readonly [name: string, bytes: number]> = new Map([
  [0, ['uint8', 1]],
  [1, ['int8', 1]],
  [2, ['int16', 2]],
  [3, ['int32', 4]],
  [4, ['int64', 8]],
  [5, ['float16', 2]],
  [6, ['float32', 4]],
  [7, ['float64', 8]],
  [11, ['bool', 1]],
  [12, ['qint8', 1]],
  [13, ['quint8', 1]],
  [14, ['qint32', 4]],
  [15, ['bfloat16', 2]],
  [22, ['bits16', 2]],
  [23, ['float8_e5m2', 1]],
  [24, ['float8_e4m3fn', 1]],
  [25, ['float8_e5m2fnuz', 1]],
  [26, ['float8_e4m3fnuz', 1]],
  [27, ['uint16', 2]],
  [28, ['uint32', 4]],
  [29, ['uint64', 8]],
]);

/** Whose operators the runtime brings along, and libraries that come with it. */
export const OWN_OPERATORS =
  /^(?:aten|prim|executorch_prim|et_vk|dim_order_ops|quantized_decomposed|quantized|llama|torchao|cortex_m|cadence)::/;
/** Libraries that come with ExecuTorch. */
export const OWN_DELEGATES =
  /^(?:Xnnpack|CoreML|Qnn|Vulkan|EthosU|Arm|VGF|MPS|Neuropilot|Openvino|Cuda|Metal|Mlx|MLX|Enn|Nxp|Neutron|Cadence|Aoti|TensorRT|Native)\w*(?:Backend|Delegate)$/i;
