import type { ArchiveCode } from '../../containers/archive-oddities.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const LOCKED: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'medium',
  happens: 'What is inside is not known. Scanners pass by such archives, and people unpack them.',
  falseAlarm: 'Archives may be locked on purpose, to keep them private.',
  todo: 'Give the password: ZIP and 7z are read with it, in the page. Others have to be unpacked where nothing is loaded, and their files inspected.',
  references: ['CWE-693'],
};
const BOMB: Omit<OddityKind, 'title' | 'severity'> = {
  means: 'A few bytes become very many when they are unpacked.',
  happens: 'Unpacking it takes far more memory, or room on the disk, than the file’s size suggests.',
  falseAlarm: 'Arrays of zeros and sparse weights compress this well.',
  todo: 'Unpack it under a limit, or ask for the files uncompressed.',
  references: ['CWE-409'],
};
const DAMAGED: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'low',
  happens: 'Strict programs refuse to unpack it; others give out what is there.',
  falseAlarm: 'Damaged downloads look like this.',
  todo: 'Compare size and hash with the publisher’s file.',
  references: ['CWE-354'],
};

const KINDS: Readonly<Record<ArchiveCode, OddityKind>> = {
  encrypted: {
    ...LOCKED,
    title: 'Members of the archive are encrypted',
    means: 'The content is locked with a password that is not in the file.',
  },
  'encrypted-names': {
    ...LOCKED,
    title: 'The whole archive is encrypted',
    means: 'Even the list of files is locked with a password that is not in the file.',
  },
  unlocked: {
    ...LOCKED,
    severity: 'note',
    title: 'Members were opened with the password given',
    means: 'The content is locked, and the password given fits.',
    happens: 'Vitrine read what is inside. Scanners that have no password pass by it.',
    todo: 'Nothing, if the archive is meant to be locked.',
  },
  'not-read': {
    ...LOCKED,
    severity: 'low',
    title: 'An archive whose members are not read',
    means: 'Vitrine lists what is in this kind of archive and does not unpack it.',
    happens: 'What is inside is not known.',
    falseAlarm: 'This says nothing about the file.',
    todo: 'Unpack it in a place where nothing is loaded, and inspect the files.',
  },
  method: {
    ...LOCKED,
    severity: 'low',
    title: 'Members are packed in a way that is not read',
    means: 'The content is packed with a method Vitrine does not decode.',
    happens: 'What is inside is not known.',
    falseAlarm: 'This says nothing about the file.',
    todo: 'Unpack it in a place where nothing is loaded, and inspect the files.',
  },
  checksum: {
    ...DAMAGED,
    title: 'A member does not have its checksum',
    means: 'The checksum stored in the archive is not that of what comes out.',
  },
  'header-checksum': {
    ...DAMAGED,
    title: 'The archive’s header does not have its checksum',
    means: 'The checksum of the list of files is not that of the list.',
  },
  bomb: { ...BOMB, severity: 'medium', title: 'A decompression bomb' },
  ratio: { ...BOMB, severity: 'low', title: 'Far more comes out than went in' },
  'name-escapes': {
    severity: 'medium',
    title: 'A member’s name leads out of its folder',
    means: 'The name is an absolute path, or climbs out of the folder it is unpacked in.',
    happens: 'Unpacking it with a careless tool writes to places its user did not choose.',
    falseAlarm: 'None known: packing programs do not store such names by themselves.',
    todo: 'Do not unpack it with tools that trust names.',
    references: ['CWE-22'],
  },
  'duplicate-name': {
    severity: 'low',
    title: 'Several members have one name',
    means: 'Two members of the archive are unpacked to the same file.',
    happens: 'Which one remains depends on the program that unpacks them. Vitrine read all of them.',
    falseAlarm: 'Archives that were appended to hold older versions of a file.',
    todo: 'Ask for an archive that holds each file once.',
    references: ['CWE-436'],
  },
};

/** What is odd about archives that are no ZIP. */
export const ARCHIVE = oddityRule(
  'archive',
  'The archive’s headers were read, and every member that can be decoded was unpacked and compared with its checksum.',
  KINDS,
);
