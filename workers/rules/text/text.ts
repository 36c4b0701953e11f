import type { TextCode } from '../../formats/text/oddities.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const INSTEAD: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'low',
  happens: 'Loaders fail on it. The model was not here to be looked at.',
  falseAlarm: 'None: the file is what the finding says.',
  todo: 'Get the file itself and drop that.',
  references: ['CWE-354'],
};
const INSTALL: Omit<OddityKind, 'title' | 'means'> = {
  severity: 'medium',
  happens: 'pip install runs the code of what it gets from there. Loading the model does not.',
  falseAlarm: 'Projects take versions that are not released yet from their repositories.',
  todo: 'Look at the address, and install in a place of its own.',
  references: ['AML.T0010', 'CWE-829'],
};
const MILD: Omit<OddityKind, 'title' | 'means'> = { ...INSTALL, severity: 'note' };

const KINDS: Readonly<Record<TextCode, OddityKind>> = {
  'lfs-pointer': {
    ...INSTEAD,
    title: 'A Git LFS pointer, not the model',
    means: 'Git keeps large files elsewhere; this is the note that says where.',
    happens: 'The model was not downloaded: nothing of it was looked at.',
    todo: 'Run “git lfs pull”, and drop the file itself.',
  },
  'error-page': {
    ...INSTEAD,
    title: 'A web page, not the model',
    means: 'The bytes are a page as servers give it out when a download fails or wants a login.',
  },
  'path-file': {
    severity: 'high',
    effect: 'run Python each time Python starts, if it lies in site-packages',
    title: 'Python carries a line of this file out when it starts',
    means:
      'Files that end in .pth tell Python about folders with packages. Lines that begin with import are carried out.',
    happens: 'Copied to a site-packages folder it runs each time any Python program starts. torch.load fails on it.',
    falseAlarm: 'Installers of Python packages write such files; models are not texts.',
    todo: 'Do not copy it into a Python installation. Ask for the weights.',
    references: ['CWE-94', 'CWE-829'],
  },
  'fetch-and-run': {
    ...INSTALL,
    title: 'A script runs what it fetches or decodes',
    means: 'A line of a shell, batch or PowerShell script hands what it downloads or decodes to an interpreter.',
    happens: 'Whoever starts the script runs whatever is there at that time. Loading the model does not start it.',
    falseAlarm: 'Installers of tools are published this way.',
    todo: 'Do not start the script before you have read what it fetches.',
    references: ['CWE-829', 'CWE-94'],
  },
  'xml-external': {
    severity: 'high',
    effect: 'have a file or address of its choice read',
    title: 'The XML stands in for another file',
    means: 'A document type defines an entity by a file or an address.',
    happens: 'XML readers that resolve such entities read it while they read this text, and put it into the model.',
    falseAlarm: 'Documents put together from several files. Models are not.',
    todo: 'Read it with a parser that resolves no external entities.',
    references: ['CWE-611', 'CWE-918'],
  },
  'xml-nested': {
    severity: 'medium',
    title: 'The XML defines entities by other entities',
    means: 'Each entity stands for several others: a few lines become a text of any length.',
    happens: 'XML readers that expand them run out of memory.',
    falseAlarm: 'Abbreviations inside abbreviations, a few levels deep.',
    todo: 'Read it with a parser that limits expansion.',
    references: ['CWE-776'],
  },
  'requirement-index': {
    ...MILD,
    title: 'Packages from another index',
    means: 'pip is told of another index than PyPI, of a publisher many know.',
  },
  'requirement-host': {
    ...INSTALL,
    severity: 'high',
    effect: 'install code from an address few know, when pip installs its list',
    title: 'Packages from an address few know',
    means: 'The list sends pip to a host that is none of the usual ones, or tells it not to check who answers.',
    falseAlarm: 'Companies have indexes of their own.',
  },
  'requirement-url': {
    ...INSTALL,
    severity: 'low',
    title: 'A package from an address',
    means: 'The package is no release: it is what stands at an address when it is installed.',
  },
  'requirement-commit': {
    ...MILD,
    title: 'A package from one commit',
    means: 'The package is taken from a repository, at a commit that cannot change.',
  },
  'requirement-local': {
    ...MILD,
    title: 'A package from this folder or machine',
    means: 'pip builds a package from a path: its setup runs while it is installed.',
  },
  'requirement-include': {
    ...MILD,
    title: 'More requirements elsewhere',
    means: 'The list goes on in another file.',
  },
  'requirement-option': {
    ...INSTALL,
    severity: 'low',
    title: 'An option for pip',
    means: 'A line changes how pip gets or builds packages.',
  },
  'requirement-hashes': {
    ...MILD,
    title: 'Requirements without hashes',
    means: 'No line says which file is meant.',
    happens: 'pip installs what the index gives out under the name and version that day.',
    falseAlarm: 'Most lists are like this.',
  },
  'requirement-hidden': {
    ...INSTALL,
    title: 'A requirement with invisible characters',
    means: 'A line holds characters that do not show, or turn the direction of text.',
    falseAlarm: 'None known.',
    references: ['CWE-1007'],
  },
  'card-custom-code': {
    ...MILD,
    title: 'The model card says that code belongs to it',
    means: 'The tag “custom_code” stands on models that need trust_remote_code=True.',
    happens: 'Loading it that way runs Python of the repository.',
    falseAlarm: 'Many models with new architectures have this tag.',
    todo: 'Look at the Python files and at auto_map.',
  },
};

/** Texts beside a model that other programs act on. */
export const TEXT = oddityRule(
  'text',
  'The text was read line by line, as the program that acts on it does. Nothing was fetched or run.',
  KINDS,
);
