/**
 * What each pickle opcode does, one sentence each. Protocols 0 to 5: all 68 opcodes of CPython's Lib/pickle.py,
 * wording after the docs in Lib/pickletools.py.
 */
const MEANINGS: Readonly<Record<string, string>> = {
  PROTO: 'says which protocol the program is written in',
  FRAME: 'says how many bytes the next frame holds, so that a reader can fetch them at once',
  STOP: 'ends the program; what is on top of the stack is the result',

  MARK: 'puts a marker on the stack, for an opcode that takes everything above it',
  POP: 'throws away the top of the stack',
  POP_MARK: 'throws away everything down to the last marker, and the marker',
  DUP: 'puts the top of the stack there a second time',

  NONE: 'pushes None',
  NEWTRUE: 'pushes True',
  NEWFALSE: 'pushes False',
  INT: 'pushes the whole number or truth value written in the line',
  BININT: 'pushes the signed number in the next four bytes',
  BININT1: 'pushes the number in the next byte',
  BININT2: 'pushes the number in the next two bytes',
  LONG: 'pushes the whole number of any size written in the line',
  LONG1: 'pushes a whole number of up to 255 bytes',
  LONG4: 'pushes a whole number of up to 2 GB',
  FLOAT: 'pushes the decimal number written in the line',
  BINFLOAT: 'pushes the decimal number in the next eight bytes',

  STRING: 'pushes the quoted 8-bit text written in the line',
  BINSTRING: 'pushes 8-bit text with a length of four bytes before it',
  SHORT_BINSTRING: 'pushes 8-bit text with a length of one byte before it',
  UNICODE: 'pushes the text written in the line',
  BINUNICODE: 'pushes UTF-8 text with a length of four bytes before it',
  SHORT_BINUNICODE: 'pushes UTF-8 text with a length of one byte before it',
  BINUNICODE8: 'pushes UTF-8 text with a length of eight bytes before it',
  BINBYTES: 'pushes bytes with a length of four bytes before them',
  SHORT_BINBYTES: 'pushes bytes with a length of one byte before them',
  BINBYTES8: 'pushes bytes with a length of eight bytes before them',
  BYTEARRAY8: 'pushes a changeable byte array with a length of eight bytes before it',
  NEXT_BUFFER: 'pushes the next buffer handed over outside the program',
  READONLY_BUFFER: 'makes the buffer on top of the stack read-only',

  EMPTY_TUPLE: 'pushes an empty tuple',
  TUPLE: 'makes a tuple of everything above the last marker',
  TUPLE1: 'makes a tuple of the top value',
  TUPLE2: 'makes a tuple of the top two values',
  TUPLE3: 'makes a tuple of the top three values',
  EMPTY_LIST: 'pushes an empty list',
  LIST: 'makes a list of everything above the last marker',
  APPEND: 'takes the top value and appends it to the list below it',
  APPENDS: 'appends everything above the last marker to the list below it',
  EMPTY_DICT: 'pushes an empty dict',
  DICT: 'makes a dict of the keys and values above the last marker',
  SETITEM: 'takes a key and a value and stores them in the dict below them',
  SETITEMS: 'stores the keys and values above the last marker in the dict below it',
  EMPTY_SET: 'pushes an empty set',
  ADDITEMS: 'adds everything above the last marker to the set below it',
  FROZENSET: 'makes an unchangeable set of everything above the last marker',

  GET: 'pushes the memo slot whose number is written in the line',
  BINGET: 'pushes the memo slot numbered by the next byte',
  LONG_BINGET: 'pushes the memo slot numbered by the next four bytes',
  PUT: 'keeps the top of the stack in the memo slot whose number is written in the line',
  BINPUT: 'keeps the top of the stack in the memo slot numbered by the next byte',
  LONG_BINPUT: 'keeps the top of the stack in the memo slot numbered by the next four bytes',
  MEMOIZE: 'keeps the top of the stack in the next free memo slot',

  GLOBAL: 'imports a module and pushes the function or class named in the two lines',
  STACK_GLOBAL: 'pops a module and a name, imports the module and pushes what has that name',
  EXT1: 'imports and pushes what the extension registry has under a number of one byte',
  EXT2: 'imports and pushes what the extension registry has under a number of two bytes',
  EXT4: 'imports and pushes what the extension registry has under a number of four bytes',
  REDUCE: 'pops function and arguments, calls, pushes the result',
  BUILD: 'pops a state and gives it to the object below: __setstate__ or its attributes',
  INST: 'imports a class and makes an object of it, with everything above the last marker as arguments',
  OBJ: 'makes an object of the class just above the last marker, with everything above that as arguments',
  NEWOBJ: 'pops a class and arguments, makes an object through __new__, pushes it',
  NEWOBJ_EX: 'pops a class, arguments and named arguments, makes an object through __new__, pushes it',
  PERSID: 'asks the loader for the object whose id is written in the line',
  BINPERSID: 'pops an id and asks the loader for the object it stands for',
};

/** Null for a byte that is no opcode. */
export function meaning(opcode: string): string | null {
  return Object.hasOwn(MEANINGS, opcode) ? (MEANINGS[opcode] ?? null) : null;
}

export const OPCODE_NAMES: readonly string[] = Object.keys(MEANINGS);
