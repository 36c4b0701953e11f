import type { PdfCode } from '../../formats/pdf/read.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const ACT: Omit<OddityKind, 'severity' | 'title' | 'means' | 'happens'> = {
  falseAlarm: 'Forms and documents of companies do this. Papers and manuals beside models do not.',
  todo: 'Open it with a viewer that runs no scripts and asks before it opens anything.',
  references: ['CWE-829', 'CWE-94'],
};

const KINDS: Readonly<Record<PdfCode, OddityKind>> = {
  script: {
    ...ACT,
    severity: 'medium',
    title: 'The document has a script',
    means: 'A document may hold JavaScript, forms and films that run when it is opened or clicked.',
    happens: 'Viewers that run scripts run it. No loader of models opens the document.',
    effect: 'run a script in the viewer that opens it',
  },
  launch: {
    ...ACT,
    severity: 'high',
    title: 'The document starts a program',
    means: 'A launch action names a program or a file to be opened.',
    happens: 'Viewers ask, or refuse; old ones start it.',
    effect: 'start a program from the viewer that opens it',
  },
  form: {
    ...ACT,
    severity: 'low',
    title: 'The document sends or takes in a form',
    means: 'An action sends what was filled in to an address, or reads it from a file.',
    happens: 'Viewers do so when it is clicked, or when the document says.',
  },
  remote: {
    ...ACT,
    severity: 'low',
    title: 'The document leads to another file',
    means: 'An action opens another document, or one that is attached.',
    happens: 'Viewers open it when it is clicked, or when the document says.',
  },
  attached: {
    ...ACT,
    severity: 'low',
    title: 'The document carries files',
    means: 'Files are attached to the document, packed as a rule.',
    happens: 'They stay where they are until somebody saves or opens them. They were not looked at.',
  },
};

/** What a document has its viewer do. */
export const PDF = oddityRule('pdf', 'The names of actions were looked for in all objects of the document.', KINDS);
