import { type Schema, schemaOf } from '../../lang/flatbuffers/schema.ts';

/**
 * ort.fbs of ONNX Runtime 1.31 (onnxruntime/core/flatbuffers/schema), as `lang/flatbuffers/generate/fbs.py` writes it, with short names
 * for what is not looked into; fields that are no longer written are in it.
 */
const TABLES = `
InferenceSession 0=s 1=Model 2=State 3=Kernels
Model 0=8 1=[Opset] 2=s 3=s 4=s 5=8 6=s 7=Graph 8=s 9=[Pair]
Pair 0=s 1=s
Opset 0=s 1=8
Graph 0=[Tensor] 1=[Value] 2=[Node] 3=4 4=[NodeEdge] 5=[s] 6=[s] 7=[Sparse] 8=Records
Value 0=s 1=s 2=Type
Type 0=s 1=1 2=Kind?
Kind 1=Of 2=Sequence 3=Map
Of 0=4 1=Shape
Shape 0=[Dimension]
Dimension 0=Size 1=s
Size 0=1 1=8 2=s
Sequence 0=Type
Map 0=4 1=Type
Node 0=s 1=s 2=s 3=4 4=4 5=s 6=4 7=s 8=[s] 9=[s] 10=[Attribute] 11=[4] 12=[s]
NodeEdge 0=4 1=[12] 2=[12]
Tensor 0=s 1=s 2=[8] 3=4 4=[1] 5=[s] 6=8
Sparse 0=Tensor 1=Tensor 2=[8]
Attribute 0=s 1=s 2=4 3=4 4=8 5=s 6=Tensor 7=Graph 8=[4] 9=[8] 10=[s] 11=[Tensor] 12=[Graph]
Records 0=[Entry]
Entry 0=s 1=[Record]
Record 0=s 1=Nodes 2=[Hash] 3=[s]
Nodes 0=[4] 1=4 2=4 3=1 4=1 5=4 6=4
Hash 0=4 1=8
Kernels 0=[Op]
Op 0=s 1=[Args]
Args 0=s 1=[Arg]
Arg 0=1 1=4
State 0=Infos 1=[Sub]
Infos 0=[4] 1=[8]
Sub 0=s 1=State
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
