import type { CompressedCode } from '../../containers/compressed/oddities.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const COMPARE = 'Compare size and hash with the publisher’s file.';

const BOMB: Omit<OddityKind, 'title' | 'severity'> = {
  means: 'A few bytes become very many when they are decompressed.',
  happens: 'Loading it takes far more memory, or room on the disk, than the file’s size suggests.',
  falseAlarm: 'Arrays of zeros and sparse weights compress this well.',
  todo: 'Decompress it under a limit, or ask for the file uncompressed.',
  references: ['CWE-409'],
};
const DAMAGED: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'low',
  happens: 'Decompressors notice only after they have handed the content out: a program in it may have run by then.',
  falseAlarm: 'Damaged downloads look like this.',
  todo: COMPARE,
  references: ['CWE-354'],
};

const KINDS: Readonly<Record<CompressedCode, OddityKind>> = {
  bomb: { ...BOMB, severity: 'medium', title: 'A decompression bomb' },
  ratio: { ...BOMB, severity: 'low', title: 'Far more comes out than went in' },
  checksum: {
    ...DAMAGED,
    title: 'The content does not have its checksum',
    means: 'The checksum stored with the compressed data is not that of what comes out of it.',
  },
  size: {
    ...DAMAGED,
    title: 'The content does not have its stated size',
    means: 'The size stored with the compressed data is not that of what comes out of it.',
  },
  truncated: {
    severity: 'low',
    title: 'The compressed data breaks off',
    means: 'The file ends before the compressed data does.',
    happens: 'A loader that reads as it decompresses runs what came out before it fails.',
    falseAlarm: 'Downloads that were cut short look like this.',
    todo: 'Get a complete copy.',
    references: ['CWE-755'],
  },
  trailing: {
    severity: 'low',
    title: 'Bytes stand after the compressed data',
    means: 'The compressed data ends before the file does.',
    happens: 'Some decompressors refuse the file, others pass by the rest. It can hold anything.',
    falseAlarm: 'Tape tools pad files, and some tools append signatures.',
    todo: 'Look at the bytes: text, another format or noise?',
    references: ['CWE-436', 'CWE-506'],
  },
  members: {
    severity: 'note',
    title: 'Several compressed streams one after the other',
    means: 'The file is not one compressed stream but several.',
    happens: 'Most readers join what comes out of them; some stop after the first. Vitrine read them joined.',
    falseAlarm: 'Parallel compressors and appending writers make such files.',
    todo: 'Nothing, if the publisher compresses in parts.',
    references: ['CWE-436'],
  },
  skippable: {
    severity: 'low',
    title: 'A frame that decompressors pass over holds data',
    means: 'Frames of this kind are for notes of other programs. Decompressors skip them.',
    happens: 'They can hold anything; what is in here is not part of the content.',
    falseAlarm: 'Parallel and seekable compressors keep tables there; the usual ones are not reported.',
    todo: 'Look at the bytes: text, another format or noise?',
    references: ['CWE-506'],
  },
};

/** What is odd about compressed files. */
export const COMPRESSED = oddityRule(
  'compressed',
  'Every stream was decompressed to its end, its checksum and size compared, and what stands around it looked at.',
  KINDS,
);
