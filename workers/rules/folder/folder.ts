import type { FolderCode } from '../../analyse/folder/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const INDEX: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'medium',
  happens: 'Who loads by the index gets something else than who loads file by file.',
  falseAlarm: 'Folders put together by hand, or downloaded in part.',
  todo: 'Download the whole folder again and compare hashes.',
  references: ['CWE-436'],
};
const FETCH: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'medium',
  happens: 'What is fetched from there is not in this folder and can change at any time.',
  falseAlarm: 'Copies and fine-tunes point back to the repository they come from.',
  todo: 'Look at who owns that repository before you allow remote code.',
  references: ['AML.CS0027', 'CWE-829'],
};

const KINDS: Readonly<Record<FolderCode, OddityKind>> = {
  'shard-missing': {
    ...INDEX,
    severity: 'low',
    title: 'A shard is missing',
    means: 'The index names a file that is not in the folder.',
    happens: 'Loading stops there.',
  },
  'shard-tensor': {
    ...INDEX,
    title: 'A shard lacks a tensor the index promises',
    means: 'The index says that a tensor is in a shard, and it is not.',
  },
  'shard-twice': {
    ...INDEX,
    title: 'Two shards hold the same tensor',
    means: 'The same name is in two shards of one index.',
  },
  'shard-format': {
    ...INDEX,
    severity: 'high',
    effect: 'pass something else for safetensors',
    title: 'A shard is not what it is called',
    means: 'The index names a safetensors file whose content is something else.',
    happens: 'Readers of safetensors refuse it. A loader that goes by the content reads it as what it is.',
    references: ['CWE-434', 'CWE-436'],
  },
  'shard-size': {
    ...INDEX,
    severity: 'note',
    title: 'The shards hold another number of bytes than the index says',
    means: 'The index states how many bytes all tensors take; those in the folder take another number.',
    happens: 'Some tensors are not those the index was written for.',
    falseAlarm: 'Tensors that share memory are counted once by some writers and twice by others.',
  },
  'weights-differ': {
    ...INDEX,
    title: 'Two copies of the weights differ',
    means: 'The folder has its weights as pickle and as safetensors, and they do not hold the same tensors.',
    happens:
      'Which model is loaded depends on the loader, its version and its options. A check of one says nothing about the other.',
  },
  'template-differs': {
    ...INDEX,
    severity: 'low',
    title: 'Two copies of the chat template differ',
    means: 'The folder has a template of one name in several files, and they are not the same.',
    happens: 'Each server takes another one: the prompt, and what the model does, depends on it.',
    falseAlarm: 'Templates are corrected after a model was converted.',
    todo: 'Compare both with the publisher’s.',
  },
  'code-missing': {
    ...FETCH,
    severity: 'low',
    title: 'Python that is named is not there',
    means: 'A setting names a Python file that the folder does not have.',
    happens: 'Loading with remote code fails, or takes the file from elsewhere.',
    falseAlarm: 'Folders that were downloaded in part.',
    references: ['CWE-829'],
  },
  'code-acts': {
    ...FETCH,
    severity: 'high',
    effect: 'start a program or run text as Python when the model is made or used',
    title: 'The model’s own code starts programs',
    means: 'A setting names a Python file for the model, and methods of it start a program or run text as Python.',
    happens: 'Loading the model with remote code allowed runs it.',
    falseAlarm: 'Processors that call a converter for audio or video.',
    todo: 'Read the place in the Python file before you allow remote code.',
    references: ['CWE-94', 'CWE-829'],
  },
  'other-owner': {
    ...FETCH,
    title: 'Code comes from another owner',
    means: 'The folder claims to be of one organisation, and takes code from a repository of another one.',
  },
  'look-alike': {
    ...FETCH,
    severity: 'high',
    effect: 'take files from an organisation whose name imitates another',
    title: 'A repository’s name imitates a known organisation',
    means: 'The owner’s name is one letter away from a known one.',
    falseAlarm: 'A name may be alike by chance.',
    references: ['AML.CS0027', 'CWE-1007'],
  },
};

/** What the files of a folder say about each other. */
export const FOLDER = oddityRule(
  'folder',
  'The facts of all files of the folder were compared with each other.',
  KINDS,
);
