import type { NumpyCode, NumpyFact, NumpyNote } from '../../formats/numpy/fact.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Place, Severity } from '../../report/schema.ts';
import type { Draft, Rule } from '../rule.ts';
import { NUMPY_CARDS } from './numpy-cards.ts';
import { whereAt } from '../../report/where.ts';

interface Saying {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: Prose;
  readonly happens: Prose;
}

const BAD_HEADER: Saying = {
  rule: 'numpy.header.invalid',
  severity: 'low',
  title: prose`NumPy refuses the array’s header`,
  happens: prose`numpy.load raises an error there. Other readers may take it otherwise.`,
};

/** Null: a problem tells it already. */
const SAYINGS: Readonly<Record<NumpyCode, Saying | null>> = {
  header: BAD_HEADER,
  version: BAD_HEADER,
  dtype: BAD_HEADER,
  shape: BAD_HEADER,
  'header-code': {
    rule: 'numpy.header.code',
    severity: 'medium',
    title: prose`The array’s header holds an expression`,
    happens: prose`NumPy takes literals only and refuses it. A reader that evaluates headers would carry it out.`,
  },
  'header-large': {
    rule: 'numpy.header.large',
    severity: 'low',
    title: prose`The array’s header is unusually long`,
    happens: prose`numpy.load refuses headers of more than 10,000 bytes unless it is told to trust the file: parsing them can take very long or crash.`,
  },
  'duplicate-key': {
    rule: 'numpy.header.duplicate',
    severity: 'low',
    title: prose`The array’s header says one thing twice`,
    happens: prose`NumPy takes the last. Another reader may take the first, and see another array.`,
  },
  trailing: {
    rule: 'numpy.trailing',
    severity: 'low',
    title: prose`Bytes follow the array`,
    happens: prose`numpy.load does not read them. They can hold anything.`,
  },
  short: null,
};

/** What is odd about the arrays of an .npy or .npz, and which of them need pickles. */
export const NUMPY: Rule = {
  cards: NUMPY_CARDS,
  apply: ({ facts }) => {
    const arrays = facts.filter((fact): fact is NumpyFact => fact.kind === 'numpy');
    return [...arrays.flatMap((fact) => fact.notes.flatMap((note) => odd(note))), ...objects(arrays)];
  },
};

function odd({ code: key, at, what }: NumpyNote): Draft[] {
  const saying = SAYINGS[key];
  if (saying === null) return [];
  const { rule, severity, title, happens } = saying;
  return [draft(at, { rule, severity, title, snippet: what, what: prose`${what} ${happens}`, count: 1 })];
}

/** One finding for all of them. */
function objects(arrays: readonly NumpyFact[]): Draft[] {
  const pickled = arrays.filter((fact) => fact.objects === true);
  const first = pickled[0];
  if (first === undefined) return [];
  return [
    draft(first.at, {
      rule: 'numpy.objects',
      severity: 'low',
      title: prose`The array holds Python objects, as a pickle`,
      snippet: prose`element type ${data(first.dtype ?? '', 120)}`,
      what: prose`Arrays of objects are a pickle behind the header. numpy.load refuses them unless it is called with allow_pickle=True, and then does what the pickle says.`,
      count: pickled.length,
    }),
  ];
}

function draft(place: Place, said: Pick<Draft, 'rule' | 'severity' | 'title' | 'snippet' | 'what' | 'count'>): Draft {
  return {
    ...said,
    where: whereAt(place),
    place,
    certainty: { word: 'Certain', reason: ['It is read from the header.'] },
    evidence: { kind: 'place' },
  };
}
