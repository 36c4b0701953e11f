/**
 * bounds    an offset or size that leads out of the file, its table or its segment
 * overlap   two parts of the file that share bytes
 * index     a number of something that the program does not have
 * size      a tensor of a size that cannot be
 * file      an operator that reads or writes files
 * foreign   an operator that the program around the model has to bring along
 * delegate  a part that a library nobody knows computes
 */
export type FlatbufferCode = 'bounds' | 'overlap' | 'index' | 'size' | 'file' | 'foreign' | 'delegate';

/** Operators of PyTorch that take a path. */
export const FILE_OPERATORS = /^(?:aten|prims?)::(?:from_file|save|load)$/;
