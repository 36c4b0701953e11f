/** What may be odd about a compressed file: key of rules/compressed/compressed.ts. */
export type CompressedCode =
  'bomb' | 'ratio' | 'checksum' | 'size' | 'truncated' | 'trailing' | 'members' | 'skippable';
