/**
 * python   a layer that is a class of Python, in a network
 * weights  the same beside the weights, where no loader makes layers
 * outside  a layer that reads or writes files at a path out of the folder
 */
export type CaffeCode = 'python' | 'weights' | 'outside';
