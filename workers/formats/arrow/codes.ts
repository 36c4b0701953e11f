/**
 * python   a column of a type that older pyarrow makes by running a pickle
 * pickled  a column whose type is described by a pickle, which the library of that type may run
 * objects  a column whose values are pickles
 * type     a column of a type that a library has to bring along
 * outside  values of a column in a file outside the folder
 * bounds   a part that is said to be outside the file or the part around it
 * overlap  two parts that share bytes
 */
export type ArrowCode = 'python' | 'pickled' | 'objects' | 'type' | 'outside' | 'bounds' | 'overlap';
