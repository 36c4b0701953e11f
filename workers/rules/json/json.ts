import type { JsonCode } from '../../formats/huggingface/json.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const MILD: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'low',
  happens: 'Readers differ: some refuse the file, some read it.',
  falseAlarm: 'Python’s own writer makes such files when it is told to.',
  todo: 'Compare the file with the publisher’s.',
  references: ['CWE-436'],
};

const KINDS: Readonly<Record<JsonCode, OddityKind>> = {
  'duplicate-key': {
    ...MILD,
    severity: 'medium',
    title: 'A key stands there twice',
    means: 'One object holds the same key more than once: some readers take the first value, some the last.',
    happens: 'What one reader checks is not what another one uses.',
    falseAlarm: 'Files edited by hand.',
  },
  'duplicate-entry': {
    ...MILD,
    title: 'An entry of a table stands there twice',
    means:
      'An object of more than a thousand keys holds one of them more than once: some readers take the first value, some the last.',
    happens: 'Readers differ on that entry.',
    falseAlarm: 'Lists of words put together from several sources.',
  },
  'template-path': {
    ...MILD,
    severity: 'medium',
    title: 'A chat template’s name is a path',
    means: 'Templates are saved under their names; this one leads to another folder.',
    happens: 'A program that saves the tokenizer writes the template where the name leads.',
    falseAlarm: 'None known.',
    references: ['CWE-22'],
  },
  'not-finite': {
    ...MILD,
    severity: 'note',
    title: 'A number that JSON does not have',
    means: 'NaN or infinity is written where JSON has no such number.',
  },
  'byte-order-mark': {
    ...MILD,
    severity: 'note',
    title: 'A byte order mark before JSON',
    means: 'Three bytes that mark UTF-8 stand before the value.',
    falseAlarm: 'Editors on Windows write it.',
  },
};

/** What a JSON file does that readers take differently. */
export const JSON_TEXT = oddityRule('json', 'The file was parsed strictly, and keys compared as text.', KINDS);
