/**
 * source  a module or class that is no name: it becomes part of Python source that is executed
 * python  a Python class that the model has imported
 * native  a library of native code that the model has loaded
 */
export type CntkCode = 'source' | 'python' | 'native';
