/**
 * bounds   an offset that leads out of the file or its table
 * overlap  two parts of the file that share bytes
 * index    a number of a tensor, buffer or operator that the model does not have
 * code     an operator that is said to be two
 * outside  numbers in a file outside the model's folder
 * custom   an operator that the program around the model has to bring along
 * What operators of TensorFlow reach, and tensors of another size, are told as TensorFlow’s (TensorflowCode).
 */
export type TfliteCode = 'bounds' | 'overlap' | 'index' | 'code' | 'outside' | 'custom';
