import type { Severity } from '../../report/schema.ts';

/** How an oddity of an archive is to be taken. */
export interface ZipKind {
  readonly severity: Severity;
  readonly why: string;
  readonly falseAlarm: string;
  readonly references: readonly string[];
}

const TWO_READERS: ZipKind = {
  severity: 'medium',
  why: 'Two readers of this archive do not see the same thing: what one checks is not what the other loads.',
  falseAlarm: 'Writers that stream archives sometimes leave headers unfinished, but not contradictory.',
  references: ['CWE-436'],
};
const TWO_READERS_MILD: ZipKind = { ...TWO_READERS, severity: 'low' };
const HIDDEN: ZipKind = {
  severity: 'medium',
  why: 'Bytes that no entry owns can hold anything; readers that follow the directory never look at them.',
  falseAlarm: 'Some tools align entries or append signatures.',
  references: ['CWE-436', 'CWE-506'],
};
const UNPACKING: ZipKind = {
  severity: 'medium',
  why: 'Unpacking it with a careless tool writes outside the folder, or under a name that is not the one shown.',
  falseAlarm: 'Archives made on other systems use other separators.',
  references: ['CWE-22'],
};
const UNREADABLE: ZipKind = {
  severity: 'medium',
  why: 'What is inside cannot be checked without more than this file.',
  falseAlarm: 'Archives may be locked or use a rare method on purpose. Model loaders open neither.',
  references: ['CWE-693'],
};
const BOMB: ZipKind = {
  severity: 'medium',
  why: 'Unpacking it takes far more room than the file.',
  falseAlarm: 'Sparse or empty weights compress very well.',
  references: ['CWE-409'],
};
const DAMAGED: ZipKind = {
  severity: 'low',
  why: 'torch does not compare the two and loads the content as it is; zipfile refuses it.',
  falseAlarm: 'Damaged downloads look like this.',
  references: ['CWE-354'],
};
const OTHER: ZipKind = { ...TWO_READERS_MILD, why: 'No ordinary writer makes archives like this.' };

/** By code of containers/zip/disagreements.ts. */
const ZIP_KINDS: ReadonlyMap<string, ZipKind> = new Map([
  ['end-ambiguous', TWO_READERS],
  ['end-in-comment', TWO_READERS_MILD],
  ['directory-moved', TWO_READERS_MILD],
  ['directory-twice', TWO_READERS],
  ['zip64-locator', TWO_READERS_MILD],
  ['zip64-fields', TWO_READERS_MILD],
  ['count-differs', TWO_READERS],
  ['multi-disk', TWO_READERS_MILD],
  ['no-directory', TWO_READERS],
  ['prefix', HIDDEN],
  ['suffix', { ...HIDDEN, severity: 'low' }],
  ['gap', HIDDEN],
  ['overlap', TWO_READERS],
  ['orphan', HIDDEN],
  ['duplicate-name', TWO_READERS],
  ['case-collision', TWO_READERS_MILD],
  ['no-local-header', TWO_READERS],
  ['name-differs', TWO_READERS],
  ['method-differs', TWO_READERS],
  ['flags-differ', TWO_READERS_MILD],
  ['size-differs', TWO_READERS],
  ['crc-differs', TWO_READERS_MILD],
  ['descriptor-differs', TWO_READERS_MILD],
  ['name-nul', UNPACKING],
  ['name-control', UNPACKING],
  ['name-traversal', UNPACKING],
  ['name-absolute', UNPACKING],
  ['name-backslash', { ...UNPACKING, severity: 'low' }],
  ['unicode-path', { ...TWO_READERS_MILD }],
  ['encrypted', UNREADABLE],
  [
    'unlocked',
    {
      severity: 'note',
      why: 'Vitrine read what is inside. Scanners that have no password pass by it.',
      falseAlarm: 'Archives may be locked to keep them private. Model loaders open none.',
      references: ['CWE-693'],
    },
  ],
  [
    'code-wrong',
    {
      ...DAMAGED,
      why: 'Programs that unpack it refuse the content or warn: it was changed, or the download is damaged.',
    },
  ],
  ['symlink', UNPACKING],
  ['method-unsupported', { ...UNREADABLE, severity: 'low' }],
  ['ratio', BOMB],
  ['crc-wrong', DAMAGED],
  ['size-wrong', DAMAGED],
]);

export function kindOf(code: string): ZipKind {
  return ZIP_KINDS.get(code) ?? OTHER;
}
