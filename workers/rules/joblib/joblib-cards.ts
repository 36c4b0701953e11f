import { prose, type Prose } from '../../report/prose.ts';
import type { RuleCard } from '../rule.ts';

const HOW = prose`The program was followed as joblib.load follows it: after each array the size of its elements says where the opcodes go on.`;

function card(
  id: string,
  title: string,
  texts: { readonly means: Prose; readonly happens: Prose; readonly todo: Prose; readonly falseAlarm: Prose },
  references: readonly string[],
): RuleCard {
  const { means, happens, todo, falseAlarm } = texts;
  return { id, title, means, happens, how: HOW, todo: [todo], falseAlarm, references };
}

export const JOBLIB_CARDS: readonly RuleCard[] = [
  card(
    'joblib.array.inline',
    'Arrays stand between the opcodes',
    {
      means: prose`The file is no plain pickle: joblib puts the bytes of arrays between the opcodes of the program.`,
      happens: prose`joblib.load reads them from there. pickle.load stops at the first array.`,
      todo: prose`Nothing. Do not trust tools that stop at the first array.`,
      falseAlarm: prose`Not an alarm: joblib.dump writes this.`,
    },
    ['CWE-502'],
  ),
  card(
    'joblib.array.unknown',
    'Where joblib reads on after an array cannot be told',
    {
      means: prose`The shape or element type of an array is no constant, so the number of its bytes is not known.`,
      happens: prose`joblib goes on with the program behind the array. What that does is not known.`,
      todo: prose`Do not load it: joblib.dump writes plain constants there.`,
      falseAlarm: prose`Element types of rare extensions of NumPy.`,
    },
    ['CWE-502', 'CWE-436'],
  ),
  card(
    'joblib.array.planted',
    'An array brings its own method',
    {
      means: prose`The object that stands for an array gets an attribute with the name of one of its methods.`,
      happens: prose`joblib calls the attribute in place of its own method.`,
      todo: prose`Do not load it: joblib.dump never writes this.`,
      falseAlarm: prose`None known.`,
    },
    ['CWE-502'],
  ),
  card(
    'joblib.array.forged',
    'An element type lies about holding objects',
    {
      means: prose`The type’s fields and its flags contradict each other.`,
      happens: prose`Numbers of the file are used as addresses of objects, or a pickle is read where numbers belong.`,
      todo: prose`Do not load it: NumPy never writes this.`,
      falseAlarm: prose`None known.`,
    },
    ['CWE-787', 'CWE-502'],
  ),
  card(
    'joblib.file.beside',
    'Arrays are in files beside this one',
    {
      means: prose`joblib up to 0.9 wrote each array to a file of its own and its name into this one.`,
      happens: prose`joblib.load opens those files and allows pickles in them.`,
      todo: prose`Check the files beside it as well.`,
      falseAlarm: prose`Old files are meant to be this.`,
    },
    ['CWE-502'],
  ),
  card(
    'joblib.file.outside',
    'An array is read from another place',
    {
      means: prose`The name of the file an array is in leads out of this file’s folder, or is put together while loading.`,
      happens: prose`joblib.load opens it there and allows pickles in it.`,
      todo: prose`Do not load it: joblib writes plain file names.`,
      falseAlarm: prose`None known.`,
    },
    ['CWE-22', 'CWE-502'],
  ),
];
