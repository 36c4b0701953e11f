/** What may be odd about an archive that is no ZIP: key of rules/archive/archive.ts. */
export type ArchiveCode =
  | 'encrypted'
  | 'encrypted-names'
  | 'unlocked'
  | 'not-read'
  | 'method'
  | 'checksum'
  | 'header-checksum'
  | 'bomb'
  | 'ratio'
  | 'name-escapes'
  | 'duplicate-name';
