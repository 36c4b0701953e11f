/**
 * write    an operator that writes files
 * read     an operator that reads files
 * network  an operator that opens a port or talks to another machine
 * python   an operator that calls Python
 * foreign  an operator that neither TensorFlow nor the model itself has
 * outside  an asset outside the model's folder
 * size     a tensor whose numbers are more or fewer than its type and shape need
 */
export type TensorflowCode = 'write' | 'read' | 'network' | 'python' | 'foreign' | 'outside' | 'size';
