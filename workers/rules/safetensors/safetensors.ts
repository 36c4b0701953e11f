import type { SafetensorsCode } from '../../formats/safetensors/oddities.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const COMPARE = 'Compare size and hash with the publisher’s file, or save it again with the library.';

const BOUNDS: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'medium',
  happens: 'The reference reader refuses the file; readers that do not check read memory that is not the tensor’s.',
  falseAlarm: 'Downloads that were cut short declare more than they hold.',
  todo: COMPARE,
  references: ['CWE-125', 'CWE-130'],
};
const TWO_READERS: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'medium',
  happens: 'What one reader checks is not what another one loads.',
  falseAlarm: 'None known: the library does not write this.',
  todo: COMPARE,
  references: ['CWE-436'],
};
const HIDDEN: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'medium',
  happens: 'No tensor owns these bytes, so they can hold anything. Readers that do not check pass by them.',
  falseAlarm: 'Writers that align every tensor leave small gaps.',
  todo: COMPARE,
  references: ['CWE-436', 'CWE-506'],
};
const MILD = { ...TWO_READERS, severity: 'low' as const };

const KINDS: Readonly<Record<SafetensorsCode, OddityKind>> = {
  'header-length': {
    ...BOUNDS,
    title: 'The header’s length does not fit',
    means: 'The first eight bytes say how long the header is, and say more than there is or may be.',
    references: ['CWE-130', 'CWE-789'],
  },
  'header-syntax': {
    ...TWO_READERS,
    title: 'The header is no valid JSON object',
    means: 'The header has to be one JSON object, and strict readers cannot read it as one.',
    happens: 'Strict readers refuse the file. What a lenient one makes of it is not known.',
  },
  'header-tail': {
    ...HIDDEN,
    title: 'Bytes in the header after its JSON',
    means: 'Only spaces may fill the header up; here something else does.',
  },
  'leading-space': {
    ...MILD,
    title: 'The header does not start with “{”',
    means: 'Something stands before the header’s object.',
    falseAlarm: 'Harmless for the reference reader, which skips white space.',
  },
  'duplicate-key': {
    ...TWO_READERS,
    title: 'A tensor is listed twice',
    means: 'A name stands in the header more than once, so that two readers find different bytes under it.',
  },
  'entry-form': {
    ...TWO_READERS,
    title: 'A header entry is no tensor',
    means: 'An entry lacks its type, shape or offsets, or they are of the wrong kind.',
  },
  'entry-extra': {
    ...MILD,
    severity: 'note',
    title: 'A header entry says more than it should',
    means: 'An entry has fields besides type, shape and offsets.',
    happens: 'Readers ignore them.',
    falseAlarm: 'Tools may add fields of their own.',
  },
  'dtype-unknown': {
    ...MILD,
    title: 'A tensor of a type the format does not have',
    means: 'The type is none of those that the reference lists.',
    happens: 'Readers refuse it. Its size could not be checked.',
    falseAlarm: 'Newer versions of the format may add types.',
  },
  'shape-overflow': {
    ...BOUNDS,
    title: 'A shape too large to count',
    means: 'The product of the dimensions does not fit in 64 bits, so that a careless reader counts a small number.',
    falseAlarm: 'None known.',
    references: ['CWE-787', 'CWE-130'],
  },
  'size-differs': {
    ...BOUNDS,
    title: 'A tensor’s size does not fit its shape',
    means: 'Type and shape need another number of bytes than the offsets give.',
    falseAlarm: 'None known: the library writes consistent numbers.',
  },
  'offsets-reversed': {
    ...BOUNDS,
    title: 'A tensor ends before it begins',
    means: 'The second offset is lower than the first.',
    falseAlarm: 'None known.',
  },
  'out-of-bounds': {
    ...BOUNDS,
    title: 'A tensor reaches beyond the file',
    means: 'The offsets address bytes the file does not have.',
  },
  overlap: {
    ...TWO_READERS,
    title: 'Two tensors share bytes',
    means: 'The ranges of two tensors overlap, which the format forbids.',
    happens: 'The reference reader refuses the file. Others load bytes that are also something else.',
  },
  gap: { ...HIDDEN, title: 'Bytes between the tensors', means: 'The tensors do not cover the file without a gap.' },
  'trailing-bytes': {
    ...HIDDEN,
    title: 'Bytes behind the last tensor',
    means: 'The file goes on after its last tensor.',
    falseAlarm: 'None known: the library writes nothing there.',
  },
  unsorted: {
    ...MILD,
    severity: 'note',
    title: 'The header is not in file order',
    means: 'Tensors are listed in another order than they are stored in.',
    happens: 'Readers sort them. Nothing else follows from it.',
    falseAlarm: 'Other libraries sort by name.',
  },
  'metadata-form': {
    ...MILD,
    title: 'The metadata is no object of texts',
    means: '“__metadata__” may only map texts to texts.',
    happens: 'The reference reader refuses the file.',
    falseAlarm: 'Tools that write numbers there by mistake.',
  },
  'name-path': {
    ...MILD,
    severity: 'medium',
    title: 'A tensor’s name is a path',
    means: 'The name holds “..” or starts at the root.',
    happens: 'A tool that saves each tensor under its name writes outside its folder.',
    falseAlarm: 'Loaders that keep tensors in memory do not mind.',
    references: ['CWE-22'],
  },
  'name-invisible': {
    ...MILD,
    title: 'A tensor’s name holds invisible characters',
    means: 'The name has control, bidirectional or zero-width characters.',
    happens: 'It shows as another name than it is.',
    falseAlarm: 'None known.',
    references: ['CWE-1007'],
  },
};

/** What a safetensors file does that the format forbids. */
export const SAFETENSORS = oddityRule(
  'safetensors',
  'The header was parsed strictly, and every offset compared with type, shape, the other tensors and the file’s size.',
  KINDS,
);
