import type { TokenizerCode } from '../../formats/huggingface/tokenizer.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const REMAPPED: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'medium',
  happens: 'The model reads another token than the one that is written: marks of the chat can be given by a message.',
  falseAlarm: 'Tokenizers whose spare tokens were renamed by hand.',
  todo: 'Compare the tokenizer with the publisher’s.',
  references: ['CWE-436'],
};
const SLOW: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'low',
  happens: 'Some texts take very long to be cut into tokens.',
  falseAlarm: 'Engines without backtracking do not mind.',
  todo: 'Compare the tokenizer with the publisher’s.',
  references: ['CWE-400'],
};

const KINDS: Readonly<Record<TokenizerCode, OddityKind>> = {
  'id-twice': { ...REMAPPED, title: 'Two tokens have one number', means: 'Two added tokens share a number.' },
  'id-taken': {
    ...REMAPPED,
    severity: 'low',
    title: 'An added token takes the number of another one',
    means: 'The number of an added token is that of another token of the model.',
  },
  'token-hidden': {
    ...REMAPPED,
    severity: 'low',
    title: 'A token of characters that do not show',
    means: 'An added token holds characters that turn or hide text.',
    references: ['CWE-1007'],
  },
  'replace-text': {
    ...REMAPPED,
    title: 'The tokenizer puts a sentence in',
    means: 'A step of the tokenizer replaces what is written, or what the model answers, by a text of its own.',
    happens: 'The model gets, or people read, words that nobody wrote.',
    falseAlarm: 'None known: ordinary steps replace single characters.',
    references: ['AML.T0051', 'CWE-506'],
  },
  'replace-word': {
    ...REMAPPED,
    title: 'The tokenizer replaces words of the answer',
    means: 'A step that turns tokens into text puts a word or number in the place of what the model answered.',
    happens: 'People and programs read another address, name or number than the model gave.',
    falseAlarm: 'None known: ordinary steps replace single characters.',
    references: ['CWE-506'],
  },
  'pattern-long': { ...SLOW, title: 'A very long pattern', means: 'A pattern of the tokenizer is very long.' },
  'pattern-nested': {
    ...SLOW,
    title: 'A pattern that can take without end',
    means: 'A pattern repeats a group that is a repetition itself.',
  },
};

/** What a tokenizer does besides cutting text. */
export const TOKENIZER = oddityRule(
  'tokenizer',
  'The file was parsed strictly; its added tokens were compared with the vocabulary, its steps looked through.',
  KINDS,
);
