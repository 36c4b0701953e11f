import { type Schema, schemaOf } from '../../lang/flatbuffers/schema.ts';

/**
 * ort.fbs of ONNX Runtime 1.31 (onnxruntime/core/flatbuffers/schema), as `lang/flatbuffers/generate/fbs.py` writes it, with short names
 * for what is not looked into; fields that are no longer written are in it.
 */
const TABLES = `
InferenceSession s Model State Kernels
Model 8 [Opset] s s s 8 s Graph s [Pair]
Pair s s
Opset s 8
Graph [Tensor] [Value] [Node] 4 [NodeEdge] [s] [s] [Sparse] Records
Value s s Type
Type s 1 Kind?
Kind 1=Of Sequence Map
Of 4 Shape
Shape [Dimension]
Dimension Size s
Size 1 8 s
Sequence Type
Map 4 Type
Node s s s 4 4 s 4 s [s] [s] [Attribute] [4] [s]
NodeEdge 4 [12] [12]
Tensor s s [8] 4 [1] [s] 8
Sparse Tensor Tensor [8]
Attribute s s 4 4 8 s Tensor Graph [4] [8] [s] [Tensor] [Graph]
Records [Entry]
Entry s [Record]
Record s Nodes [Hash] [s]
Nodes [4] 4 4 1 1 4 4
Hash 4 8
Kernels [Op]
Op s [Args]
Args s [Arg]
Arg 1 4
State Infos [Sub]
Infos [4] [8]
Sub s State
`;

export function sessionSchema(): Schema {
  return schemaOf(TABLES);
}

/** Slots of the tables that are looked into. */
export const GRAPH = { most: 3, edges: 4 } as const;
export const NODE = { domain: 2, type: 5 } as const;
export const TENSOR = { name: 0, dims: 2, type: 3, raw: 4, external: 6 } as const;
export const ATTRIBUTE = { name: 0, text: 5 } as const;
export const ABOUT = [
  [2, 'producer_name'],
  [3, 'producer_version'],
  [4, 'domain'],
] as const;
