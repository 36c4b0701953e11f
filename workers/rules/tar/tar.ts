import type { TarCode } from '../../containers/tar/oddities.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const TWO_READERS: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'medium',
  happens: 'What one program finds in the archive is not what another one unpacks. Vitrine read both.',
  falseAlarm: 'Writers of archives do not contradict themselves; damaged files may.',
  todo: 'Ask for an archive made anew, and compare hashes.',
  references: ['CWE-436'],
};
const UNPACKING: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'medium',
  happens: 'Unpacking it with a tool that trusts the archive writes or points to places its user did not choose.',
  falseAlarm: 'Images of whole systems hold absolute links.',
  todo: 'Unpack it with tarfile’s filter="data", or with a tool that refuses such members.',
  references: ['CVE-2007-4559', 'CWE-22'],
};
const ORDINARY: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'note',
  happens: 'Nothing by itself.',
  falseAlarm: 'Archives of folders hold such members.',
  todo: 'Nothing, if the archive is meant to have it.',
  references: ['CWE-436'],
};

const KINDS: Readonly<Record<TarCode, OddityKind>> = {
  'pax-size': {
    ...TWO_READERS,
    title: 'A member has two sizes',
    means: 'The PAX header before a member and the member’s own header give it different sizes.',
    happens:
      'Readers go on at different places after it: what is data to one holds whole members for the other. Vitrine read both.',
    references: ['CVE-2025-62518', 'CWE-436'],
  },
  'negative-size': {
    ...TWO_READERS,
    title: 'A size below zero',
    means: 'A header states fewer than no bytes.',
    happens: 'Older tarfile goes around in circles; others stop there or compute with the number.',
    references: ['CVE-2025-8194', 'CWE-190'],
  },
  'size-without-data': {
    ...TWO_READERS,
    title: 'A link or folder that states a size',
    means: 'Nothing is stored for links, folders and devices, and this one says otherwise.',
  },
  'hidden-member': {
    ...TWO_READERS,
    title: 'A member only some readers see',
    means: 'By other rules for sizes, the data of one member holds the header of another one.',
    references: ['CVE-2025-62518', 'CWE-436'],
  },
  'second-archive': {
    ...TWO_READERS,
    title: 'Another archive stands behind the end',
    means: 'After the zero block that ends the archive, more members follow.',
    happens: 'tarfile stops at the end; programs that ignore zero blocks unpack what follows too. Vitrine read both.',
    falseAlarm: 'Archives that were joined with cat.',
  },
  'name-differs': {
    ...TWO_READERS,
    title: 'A member has two names',
    means: 'The header before it gives the member another name, although the plain one had room for it.',
  },
  'global-header': {
    ...TWO_READERS,
    title: 'A header sets names or sizes for all members',
    means: 'A global PAX header holds a path, a link or a size: it counts for every member that follows.',
    happens: 'tarfile obeys it, other programs do not: they unpack other files.',
  },
  'duplicate-name': {
    ...TWO_READERS,
    severity: 'low',
    title: 'Several members have one name',
    means: 'Two members of the archive are unpacked to the same file.',
    falseAlarm: 'Archives that were appended to hold older versions of a file.',
  },
  'case-collision': {
    ...TWO_READERS,
    severity: 'low',
    title: 'Names that differ in upper and lower case only',
    means: 'Two members are one file where systems do not tell the cases apart.',
    falseAlarm: 'Folders from Linux may hold both.',
  },
  'name-escapes': {
    ...UNPACKING,
    title: 'A member’s name leads out of its folder',
    means: 'The name is an absolute path, or climbs out of the folder it is unpacked in.',
    falseAlarm: 'Backups made with absolute names.',
  },
  'name-control': {
    ...UNPACKING,
    title: 'A member’s name holds control characters',
    means: 'The name is shown otherwise than it is stored.',
    falseAlarm: 'None known.',
    references: ['CWE-158'],
  },
  'link-escapes': {
    ...UNPACKING,
    title: 'A link leads out of its folder',
    means: 'A link in the archive points to an absolute path, or climbs out of the folder it is unpacked in.',
  },
  'through-link': {
    ...UNPACKING,
    severity: 'high',
    effect: 'write files outside the folder it is unpacked in',
    title: 'A file is written through a link that leads out',
    means: 'The archive makes a link that leads out of its folder, and then a file at or below that link.',
    happens: 'Unpacking it in order writes that file where the link leads.',
    falseAlarm: 'None known.',
    references: ['CVE-2007-4559', 'CVE-2025-4517', 'CWE-22'],
  },
  link: {
    ...ORDINARY,
    title: 'A link',
    means: 'The member is a link to another file of the archive. It holds no bytes of its own.',
  },
  device: {
    ...UNPACKING,
    title: 'A device or a pipe',
    means: 'The member is no file: unpacking it makes a device or a pipe.',
    happens: 'Programs that read it wait for ever, or read the machine’s device.',
    falseAlarm: 'Images of whole systems.',
  },
  'set-id': {
    ...ORDINARY,
    severity: 'low',
    title: 'A file to be run with its owner’s rights',
    means: 'The member’s mode has the set-user-id or set-group-id bit.',
    happens: 'Unpacked by an administrator it is a program with other rights than its caller’s.',
    falseAlarm: 'Images of whole systems.',
    references: ['CWE-732'],
  },
  sparse: {
    ...ORDINARY,
    title: 'A sparse file',
    means: 'The member is stored without its zeros, and a map says where they belong.',
    happens: 'Readers that do not know the map see other bytes. Vitrine read the file put together.',
    falseAlarm: 'GNU tar writes files with large holes like this.',
  },
  'type-unknown': {
    ...ORDINARY,
    severity: 'low',
    title: 'A member of an unknown type',
    means: 'The type of the member is in no standard.',
    happens: 'Most programs take it for a file, others pass it by.',
    falseAlarm: 'Old systems had types of their own.',
  },
};

/** What is odd about tar archives. */
export const TAR = oddityRule(
  'tar',
  'Every header was read as tarfile reads it, and again as readers do that go by other sizes. What they see was compared.',
  KINDS,
);
