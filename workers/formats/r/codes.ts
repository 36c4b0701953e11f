/**
 * promise     an expression that waits for its object to be touched, where R writes none, or that runs programs, text or native code
 * reach       one that R may have written, but that downloads or changes files
 * waiting     one that R writes with its environments
 * hook        a function that R calls by itself, and that acts on the machine
 * active      a variable whose value is such a function's, called when it is read
 * function    a function that acts on the machine when somebody calls it
 * altrep      a vector that a package makes
 * mapped      a vector whose numbers are another file
 * pointer     a pointer into the memory of the program that wrote the file
 * persistent  an object that only the loader's caller can give
 */
export type RCode =
  'promise' | 'reach' | 'waiting' | 'hook' | 'active' | 'function' | 'altrep' | 'mapped' | 'pointer' | 'persistent';
