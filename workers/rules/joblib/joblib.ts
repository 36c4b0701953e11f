import type { JoblibCode, JoblibFact, JoblibNote } from '../../formats/joblib/fact.ts';
import { prose, type Prose } from '../../report/prose.ts';
import type { Certainty, Severity } from '../../report/schema.ts';
import type { Draft, Rule } from '../rule.ts';
import { JOBLIB_CARDS } from './joblib-cards.ts';
import { byteText, partName, whereAt } from '../../report/where.ts';

interface Saying {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: Prose;
  readonly happens: Prose;
  readonly certainty: Certainty;
}

const MEASURED: Certainty = { word: 'Certain', reason: ['It is read from the bytes as joblib reads them.'] };

/** Codes the program's own ending or a problem does not tell already. */
const SAYINGS: Readonly<Record<JoblibCode, Saying | null>> = {
  'unknown-size': {
    rule: 'joblib.array.unknown',
    severity: 'medium',
    title: prose`Where joblib reads on after an array cannot be told`,
    happens: prose`joblib works out the array’s size while loading and goes on with whatever stands behind it. That part was searched, not followed.`,
    certainty: { word: 'Possible', reason: ['What follows is only known while loading.'] },
  },
  planted: {
    rule: 'joblib.array.planted',
    severity: 'high',
    title: prose`An array brings its own method, which joblib calls`,
    happens: prose`joblib calls what the file put there as if it were its own code.`,
    certainty: MEASURED,
  },
  'forged-type': {
    rule: 'joblib.array.forged',
    severity: 'high',
    title: prose`An element type lies about holding objects`,
    happens: prose`The array’s bytes are taken for something they are not, which corrupts memory or hides a pickle.`,
    certainty: MEASURED,
  },
  refused: null,
  short: null,
  'side-file': {
    rule: 'joblib.file.beside',
    severity: 'note',
    title: prose`Arrays are in files beside this one`,
    happens: prose`Those files are read with pickles allowed: check them, too.`,
    certainty: MEASURED,
  },
  'side-outside': {
    rule: 'joblib.file.outside',
    severity: 'high',
    title: prose`An array is read from another place`,
    happens: prose`The path leaves the file’s own folder. Whatever is there is loaded with pickles allowed, over the network where the path names a machine.`,
    certainty: MEASURED,
  },
  'side-unknown': {
    rule: 'joblib.file.outside',
    severity: 'medium',
    title: prose`An array is read from a file nobody can name`,
    happens: prose`Which file it is, only loading tells. It is loaded with pickles allowed.`,
    certainty: { word: 'Possible', reason: ['The name is only known while loading.'] },
  },
};

/** What joblib.load does between the opcodes of a pickle. */
export const JOBLIB: Rule = {
  cards: JOBLIB_CARDS,
  apply: ({ facts }) => facts.flatMap((fact) => (fact.kind === 'joblib' ? judge(fact) : [])),
};

function judge(fact: JoblibFact): Draft[] {
  const byCode = new Map<JoblibCode, JoblibNote[]>();
  for (const note of fact.notes) {
    const list = byCode.get(note.code);
    if (list === undefined) byCode.set(note.code, [note]);
    else list.push(note);
  }
  const drafts = [...byCode].flatMap(([key, notes]) => about(SAYINGS[key], notes));
  return fact.first === null ? drafts : [...drafts, inline(fact, fact.first)];
}

/** One finding a code. */
function about(saying: Saying | null, notes: readonly JoblibNote[]): Draft[] {
  const first = notes[0];
  if (saying === null || first === undefined) return [];
  const { rule, severity, title, happens, certainty } = saying;
  return [
    {
      rule,
      severity,
      title,
      where: whereAt(first.at),
      snippet: first.what,
      place: first.at,
      what: prose`${first.what} ${happens}`,
      certainty,
      count: notes.length,
      evidence: { kind: 'place' },
    },
  ];
}

/** An ordinary thing, worth knowing for those who look at the file with tools that know plain pickles only. */
function inline({ at, arrays, inner }: JoblibFact, first: number): Draft {
  // A file lies in one piece wherever it is not unpacked.
  const [whole] = at.file ?? [];
  const file = whole === undefined ? null : [{ offset: whole.offset + first - at.offset, length: 1 }];
  const place = { ...at, offset: first, length: 1, file };
  return {
    rule: 'joblib.array.inline',
    severity: 'note',
    title: prose`Arrays stand between the opcodes`,
    where: prose`${partName(at.path)}, ${byteText(first)}`,
    snippet: prose`${arrays + inner.length} arrays`,
    place,
    what: prose`joblib reads arrays straight from the file, between two opcodes of the program. pickle.load and tools that follow plain pickles stop at the first of them and do not see what comes after it.`,
    certainty: MEASURED,
    count: arrays + inner.length,
    evidence: { kind: 'place' },
  };
}
