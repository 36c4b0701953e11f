import type { ArrowCode } from '../../formats/arrow/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const TODO = 'Read it with pyarrow 14.0.1 or newer, or ask for the table without this type.';
const TYPES =
  'A column of Arrow may have a type of its own. Its name and a description stand in the schema, and whoever registered the name makes the type from the description.';

const KINDS: Readonly<Record<ArrowCode, OddityKind>> = {
  python: {
    severity: 'high',
    effect: 'make pyarrow before 14.0.1 run a pickle',
    title: 'A column’s type is a pickle',
    means: TYPES,
    happens:
      'pyarrow 0.14 to 14.0.0 unpickles the description as soon as the file is opened, whatever is in it; pandas, datasets and others read through pyarrow. Newer ones refuse unless told otherwise.',
    falseAlarm:
      'Tables written with types of one’s own by older pyarrow, datasets or Ray: the pickle then names that type’s class.',
    todo: TODO,
    references: ['AML.T0011.000', 'CVE-2023-47248', 'CWE-502'],
  },
  pickled: {
    severity: 'medium',
    title: 'A column’s type is described by a pickle',
    means: TYPES,
    happens:
      'The library that the name belongs to may unpickle the description when the file is opened. Ray 2.49 to 2.54 does so for its tensors.',
    falseAlarm: 'Tensors written by Ray: their pickles hold a shape.',
    todo: 'Look at what the pickle holds, and read the file without that library, or ask for the table without this type.',
    references: ['AML.T0011.000', 'CWE-502'],
  },
  objects: {
    severity: 'medium',
    title: 'A column of pickles',
    means: 'The type of this column says that each value is a pickled Python object.',
    happens: 'Ray unpickles a value when it is looked at, unless it is new enough to refuse.',
    falseAlarm: 'Data of Ray that has columns of Python objects.',
    todo: 'Do not read this column with Ray. Ask for the data in columns of plain types.',
    references: ['AML.T0011.000', 'CWE-502'],
  },
  type: {
    severity: 'note',
    title: 'A column has a type of its own',
    means: TYPES,
    happens: 'Without the library that registers the name the values are read as what they are stored as.',
    falseAlarm: 'Most such types are ordinary: shapes of arrays, places on a map.',
    todo: 'Nothing, when you know the library.',
    references: ['CWE-829'],
  },
  outside: {
    severity: 'medium',
    title: 'Values are in a file outside the folder',
    means: 'The footer may say that the values of a column are in another file, by a path.',
    happens: 'A reader that follows the path reads that file with the rights of whoever runs it. Few do.',
    falseAlarm: 'Summaries of a folder have paths that stay within it.',
    todo: 'Do not read it where that path leads to something that matters.',
    references: ['CWE-22', 'CWE-73'],
  },
  bounds: {
    severity: 'medium',
    title: 'A part lies outside the file',
    means: 'Everything in these files is found by its offset and length.',
    happens: 'Careful readers refuse the file. Others read beyond what they were given.',
    falseAlarm: 'Files that were cut or damaged.',
    todo: 'Ask for the file again.',
    references: ['CWE-125'],
  },
  overlap: {
    severity: 'low',
    title: 'Two parts share bytes',
    means: 'No writer known puts two parts in one place.',
    happens: 'Both are read, each as what it is said to be.',
    falseAlarm: 'None known.',
    todo: 'Ask who made the file, and with what.',
    references: ['CWE-436'],
  },
};

/** What the columns of a table make its reader do, in Arrow and Parquet. */
export const ARROW = oddityRule('arrow', 'Every message and page was walked by; values were not decoded.', KINDS);
