/**
 * function  Lua bytecode, which the loader hands to the interpreter
 * class     a class of a package that is none of Torch's own
 */
export type Torch7Code = 'function' | 'class';
