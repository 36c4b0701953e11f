/**
 * bounds   an offset that leads out of the file or its table
 * overlap  two parts of the file that share bytes
 * index    a number of a tensor, buffer or operator that the model does not have
 * size     a tensor whose numbers are more or fewer than its type and shape need
 * code     an operator that is said to be two
 * outside  numbers in a file outside the model's folder
 * custom   an operator that the program around the model has to bring along
 * write, read, network, python  an operator of TensorFlow that reaches beyond the graph
 */
export type TfliteCode =
  'bounds' | 'overlap' | 'index' | 'size' | 'code' | 'outside' | 'custom' | 'write' | 'read' | 'network' | 'python';
