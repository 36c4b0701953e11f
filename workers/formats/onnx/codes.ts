/**
 * outside    data of a tensor outside the model's folder
 * attribute  a key of external data that the format does not have
 * python     an operator that calls Python
 * foreign    an operator that neither ONNX, ONNX Runtime nor the model itself has
 * size       a tensor whose numbers are more or fewer than its type and shape need
 */
export type OnnxCode = 'outside' | 'attribute' | 'python' | 'foreign' | 'size';
