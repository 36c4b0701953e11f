import type { GgufCode } from '../../formats/gguf/oddities.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const TODO = 'Compare size and hash with the publisher’s file, and open it only with a current version.';

/** What current llama.cpp refuses and older readers computed with (gguf.cpp). */
const TRAP: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'high',
  effect: 'make a reader that does not check write outside its memory',
  happens: 'Current llama.cpp refuses it. Readers that compute with the number write or read outside their memory.',
  falseAlarm: 'None known: converters do not write this.',
  todo: TODO,
  references: ['CWE-190', 'CWE-787'],
};
const CUT: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'medium',
  happens: 'Loaders refuse the file, or read memory that is not the model’s.',
  falseAlarm: 'Downloads that were cut short look like this.',
  todo: TODO,
  references: ['CWE-125', 'CWE-130'],
};
const TWO_READERS: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'medium',
  happens: 'What one reader checks is not what another one loads.',
  falseAlarm: 'None known: converters do not write this.',
  todo: TODO,
  references: ['CWE-436'],
};
const MILD = { ...TWO_READERS, severity: 'low' as const };

const KINDS: Readonly<Record<GgufCode, OddityKind>> = {
  version: {
    ...MILD,
    title: 'A version that does not exist',
    means: 'There are versions 1 to 3 of GGUF.',
    happens: 'Loaders refuse the file.',
  },
  'version-old': {
    ...MILD,
    severity: 'note',
    title: 'Written in version 1',
    means: 'Version 1 was in use for some weeks of 2023. Its lengths have 32 bits.',
    happens: 'Current llama.cpp refuses the file, older readers load it.',
    falseAlarm: 'Files of that time.',
  },
  'byte-order': {
    ...MILD,
    severity: 'note',
    title: 'Written with the high byte first',
    means: 'Numbers are in the order of big-endian machines.',
    happens: 'Readers that do not swap bytes refuse the file, others load it.',
    falseAlarm: 'Files made for machines of that kind.',
  },
  count: {
    ...TRAP,
    title: 'More is declared than the file can hold',
    means: 'A count of tensors, values or elements needs more bytes than there are.',
    references: ['CWE-190', 'CWE-789'],
  },
  cut: {
    ...CUT,
    severity: 'low',
    title: 'The file ends in its header',
    means: 'The header needs more bytes than the file has.',
  },
  'string-length': {
    ...TRAP,
    title: 'A text longer than the file',
    means: 'The length of a text is larger than what is left of the file.',
  },
  'key-duplicate': {
    ...TWO_READERS,
    title: 'A key stands there twice',
    means: 'Two values have one key: some readers take the first, some the last.',
  },
  'key-form': {
    ...MILD,
    title: 'A key that is none',
    means: 'Keys are short lower-case words with dots; this one is empty, too long or holds invisible characters.',
    references: ['CWE-1007'],
  },
  'value-type': {
    ...CUT,
    severity: 'low',
    title: 'A value of a type that does not exist',
    means: 'The type of a value is none of the thirteen the format has.',
    happens: 'No reader can go on from there.',
  },
  'bool-value': {
    ...MILD,
    title: 'A truth value that is neither 0 nor 1',
    means: 'A bool is written as another number.',
    happens: 'Compilers assume 0 or 1; what follows from another number is not defined.',
  },
  'array-nested': {
    ...TWO_READERS,
    severity: 'low',
    title: 'An array of arrays',
    means: 'The format allows it, llama.cpp does not.',
  },
  alignment: {
    ...TRAP,
    title: 'An alignment that is no power of two',
    means: 'Where the data starts is computed with this number.',
    references: ['CWE-190', 'CWE-369'],
  },
  'tensor-name': {
    ...MILD,
    severity: 'medium',
    title: 'A tensor’s name is too long',
    means: 'ggml keeps names of up to 63 bytes.',
    happens: 'Current readers refuse it; others cut the name or write past its end.',
    references: ['CWE-787'],
  },
  'tensor-duplicate': {
    ...TWO_READERS,
    title: 'Two tensors of one name',
    means: 'A name stands there more than once, so that two readers load different bytes under it.',
  },
  dimensions: {
    ...TRAP,
    title: 'A tensor of more dimensions than ggml has',
    means: 'ggml keeps four dimensions; a reader that does not check writes the fifth elsewhere.',
  },
  'shape-overflow': {
    ...TRAP,
    title: 'A shape too large to count',
    means: 'The product of the dimensions does not fit, so that a careless reader counts a small number.',
  },
  'tensor-type': {
    ...MILD,
    title: 'A tensor of a type ggml does not have',
    means: 'The type is unknown or was removed. Its size could not be checked.',
    happens: 'Loaders refuse the file.',
    falseAlarm: 'Newer versions of ggml may add types.',
  },
  'block-size': {
    ...CUT,
    title: 'Rows that do not fit their blocks',
    means: 'A quantised row has to be a whole number of blocks.',
    falseAlarm: 'None known.',
  },
  'tensor-offset': {
    ...TWO_READERS,
    title: 'Tensors do not follow each other',
    means: 'Each tensor starts where the one before ends, aligned; here one does not.',
  },
  'out-of-bounds': {
    ...CUT,
    title: 'A tensor reaches beyond the file',
    means: 'Offset and size address bytes the file does not have.',
  },
  overlap: {
    ...TWO_READERS,
    title: 'Two tensors share bytes',
    means: 'The ranges of two tensors overlap.',
    happens: 'Loaders that check refuse the file. Others load bytes that are also something else.',
  },
  'trailing-bytes': {
    ...MILD,
    severity: 'medium',
    title: 'Bytes behind the last tensor',
    means: 'The file goes on after its last tensor.',
    happens: 'Loaders pass by them. They can hold anything.',
    falseAlarm: 'Files split or joined by hand.',
    references: ['CWE-436', 'CWE-506'],
  },
  'name-path': {
    ...MILD,
    severity: 'medium',
    title: 'A tensor’s name is a path',
    means: 'The name holds “..” or starts at the root.',
    happens: 'A tool that saves each tensor under its name writes outside its folder.',
    references: ['CWE-22'],
  },
  'name-invisible': {
    ...MILD,
    title: 'A tensor’s name holds invisible characters',
    means: 'The name has control, bidirectional or zero-width characters.',
    happens: 'It shows as another name than it is.',
    references: ['CWE-1007'],
  },
};

/** What a GGUF file does that llama.cpp refuses or other readers take differently. */
export const GGUF = oddityRule(
  'gguf',
  'Every value and every tensor declaration was read and checked as llama.cpp checks them.',
  KINDS,
);
