/** Everything two ZIP readers may see differently, or that no honest writer makes: the code of a ZipFact and what it says. */
export const DISAGREEMENTS = {
  // which directory
  'end-ambiguous': 'More than one end-of-directory record can be taken as the right one',
  'end-in-comment': 'The archive comment holds another end-of-directory record',
  'directory-moved': 'The directory stands at another place than its record says',
  'directory-twice': 'Two readers find two different directories',
  'zip64-locator': 'The Zip64 locator does not point at the Zip64 record',
  'zip64-fields': 'The Zip64 record and the plain end record disagree',
  'count-differs': 'The stated number of entries is not the number of directory headers',
  'multi-disk': 'The archive claims to span several disks',
  'no-directory': 'There is no directory: entries were found by their local headers',
  // which bytes
  prefix: 'Bytes stand before the archive',
  suffix: 'Bytes stand after the archive',
  gap: 'Bytes stand between entries that no entry owns',
  overlap: 'Entries share the same bytes',
  orphan: 'A local header that the directory does not list',
  // which entry
  'duplicate-name': 'Several entries have the same name',
  'case-collision': 'Several entries have names that differ in upper and lower case only',
  'no-local-header': 'The directory lists an entry, but no local header stands where it points',
  // one entry, two headers
  'name-differs': 'The directory and the local header give different names',
  'method-differs': 'The directory and the local header give different compression methods',
  'flags-differ': 'The directory and the local header give different flags',
  'size-differs': 'The directory and the local header give different sizes',
  'crc-differs': 'The directory and the local header give different checksums',
  'descriptor-differs': 'The data descriptor after the entry disagrees with the directory',
  // one entry, odd in itself
  'name-nul': 'The name holds a NUL byte',
  'name-control': 'The name holds control characters',
  'name-traversal': 'The name climbs out of the folder it is unpacked in',
  'name-absolute': 'The name is an absolute path',
  'name-backslash': 'The name holds backslashes',
  'unicode-path': 'An extra field gives the entry a second name',
  encrypted: 'The entry is marked as encrypted',
  unlocked: 'The entry is encrypted, and was opened with the password given',
  'code-wrong': 'The entry does not have the authentication code that stands after it',
  symlink: 'The entry is a symbolic link',
  'method-unsupported': 'The compression method is one loaders do not know',
  ratio: 'The entry unpacks to far more bytes than it takes',
  'crc-wrong': 'The content does not have the checksum the directory gives',
  'size-wrong': 'The content does not have the size the directory gives',
} as const;

export type ZipCode = keyof typeof DISAGREEMENTS;

/** Who reads which header: the labels of the two readings. */
export const CENTRAL = 'central directory (torch, zipfile)';
export const LOCAL = 'local header (streaming readers)';
