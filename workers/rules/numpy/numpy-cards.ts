import { prose, type Prose } from '../../report/prose.ts';
import type { RuleCard } from '../rule.ts';

const HOW = prose`The header was read as the literal it has to be, token by token, and its sizes compared with the file.`;

function card(
  id: string,
  title: string,
  texts: { readonly means: Prose; readonly happens: Prose; readonly todo: Prose; readonly falseAlarm: Prose },
  references: readonly string[],
): RuleCard {
  const { means, happens, todo, falseAlarm } = texts;
  return { id, title, means, happens, how: HOW, todo: [todo], falseAlarm, references };
}

export const NUMPY_CARDS: readonly RuleCard[] = [
  card(
    'numpy.objects',
    'The array holds Python objects',
    {
      means: prose`Its elements are no numbers but a pickle, which is a program.`,
      happens: prose`numpy.load refuses it by default since 1.16.3, and carries it out with allow_pickle=True.`,
      todo: prose`Load it without allow_pickle, or read below what the pickle does.`,
      falseAlarm: prose`Data sets keep texts of different lengths this way.`,
    },
    ['CWE-502'],
  ),
  card(
    'numpy.header.invalid',
    'NumPy refuses the header',
    {
      means: prose`The header does not describe an array as NumPy expects it.`,
      happens: prose`numpy.load raises an error.`,
      todo: prose`Get the file again, and compare its hash with the publisher’s.`,
      falseAlarm: prose`Files that were damaged or cut, and element types of extensions of NumPy.`,
    },
    ['CWE-755'],
  ),
  card(
    'numpy.header.code',
    'The header holds an expression',
    {
      means: prose`Where only a literal belongs, names or operators stand.`,
      happens: prose`NumPy refuses it. Readers that evaluate the header run it.`,
      todo: prose`Do not load it with anything but NumPy.`,
      falseAlarm: prose`None known: no library writes this.`,
    },
    ['CWE-95'],
  ),
  card(
    'numpy.header.large',
    'The header is unusually long',
    {
      means: prose`A header is some hundred bytes. This one has more than 10,000.`,
      happens: prose`numpy.load refuses it unless it is told to trust the file.`,
      todo: prose`Look at the header before you raise max_header_size.`,
      falseAlarm: prose`Structures of several hundred fields.`,
    },
    ['CWE-400'],
  ),
  card(
    'numpy.header.duplicate',
    'The header says one thing twice',
    {
      means: prose`A key stands in the header twice.`,
      happens: prose`NumPy takes the last value, other readers may take the first.`,
      todo: prose`Do not trust a reader other than the one you load with.`,
      falseAlarm: prose`None known: NumPy never writes this.`,
    },
    ['CWE-436'],
  ),
  card(
    'numpy.trailing',
    'Bytes follow the array',
    {
      means: prose`The file is longer than its array.`,
      happens: prose`numpy.load does not read the rest.`,
      todo: prose`Look at the bytes: another format, text or noise?`,
      falseAlarm: prose`Files that several things were saved into, one after the other.`,
    },
    ['CWE-506'],
  ),
];
