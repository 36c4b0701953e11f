/**
 * bounds  a table of replacements that leads outside itself
 * words   a text is replaced by a sentence
 * hidden  a piece of the chat or its maker that holds characters that do not show
 */
export type SentencepieceCode = 'bounds' | 'words' | 'hidden';
