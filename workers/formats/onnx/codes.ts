/**
 * outside    data of a tensor outside the model's folder
 * attribute  a key of external data that the format does not have
 * python     an operator that calls Python
 * foreign    an operator that neither ONNX, ONNX Runtime nor the model itself has
 * both       a tensor with numbers of its own, and the name of a file they are in
 * context    what an accelerator made of the graph, in a file outside the model's folder
 * size       a tensor whose numbers are more or fewer than its type and shape need
 */
export type OnnxCode = 'outside' | 'attribute' | 'python' | 'foreign' | 'both' | 'context' | 'size';
