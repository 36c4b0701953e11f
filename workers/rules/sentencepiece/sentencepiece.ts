import type { SentencepieceCode } from '../../formats/sentencepiece/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const TODO = 'Compare the tokenizer with the publisher’s.';

const KINDS: Readonly<Record<SentencepieceCode, OddityKind>> = {
  bounds: {
    severity: 'high',
    effect: 'make a tokenizer read outside its memory',
    title: 'A table of replacements leads outside itself',
    means:
      'Texts are cleaned by a table, which is a net of numbers that lead to each other. One of them leads out of it.',
    happens: 'Libraries follow the numbers without asking, and read what lies there in memory.',
    falseAlarm: 'None known: trainers write none.',
    todo: 'Do not load it. Ask for the tokenizer once more.',
    references: ['CWE-125'],
  },
  words: {
    severity: 'medium',
    effect: 'put a sentence into texts',
    title: 'The tokenizer puts a sentence in',
    means: 'A text is replaced by a sentence, before a text is cut into pieces or after an answer is put together.',
    happens: 'The model gets, or people read, words that nobody wrote.',
    falseAlarm: 'None known: ordinary tables replace single characters.',
    todo: TODO,
    references: ['AML.T0051', 'CWE-506'],
  },
  hidden: {
    severity: 'low',
    title: 'A piece of characters that do not show',
    means: 'A piece that was given by who trained the tokenizer holds characters that turn or hide text.',
    happens: 'What people see is not what the model reads.',
    falseAlarm: 'Tokenizers with pieces for such characters.',
    todo: TODO,
    references: ['CWE-1007'],
  },
};

/** What a tokenizer of SentencePiece does besides cutting text. */
export const SENTENCEPIECE = oddityRule(
  'sentencepiece',
  'Every piece was walked by; tables of replacements were followed from end to end.',
  KINDS,
);
