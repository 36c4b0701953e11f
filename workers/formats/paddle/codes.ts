/**
 * python   an operator that calls a Python function the program registered
 * read     an operator that reads a file at a path of the model's own
 * write    an operator that writes one
 * connect  an operator that listens or connects
 */
export type PaddleCode = 'python' | 'read' | 'write' | 'connect';
