/** What a text beside a model can bring along: key of rules/text/text.ts. */
export type TextCode =
  | 'lfs-pointer'
  | 'error-page'
  | 'path-file'
  | 'fetch-and-run'
  | 'requirement-index'
  | 'requirement-host'
  | 'requirement-url'
  | 'requirement-commit'
  | 'requirement-local'
  | 'requirement-include'
  | 'requirement-option'
  | 'requirement-hashes'
  | 'requirement-hidden'
  | 'xml-external'
  | 'xml-nested'
  | 'card-custom-code';
