import { prose, type Prose } from '../../report/prose.ts';
import type { RuleCard } from '../rule.ts';

const HOW = prose`The stream was replayed with the rules of CPython’s C unpickler, and with those of the other unpicklers where they may read it differently.`;
const LOOK: readonly Prose[] = [['Look at the bytes there: no pickler writes this by itself.']];

function card(
  id: string,
  title: string,
  means: Prose,
  happens: Prose,
  falseAlarm: Prose,
  references: readonly string[],
  todo: readonly Prose[] = LOOK,
): RuleCard {
  return { id, title, means, happens, how: HOW, todo, falseAlarm, references };
}

export const STREAM_CARDS: readonly RuleCard[] = [
  card(
    'pickle.stream.broken',
    'The pickle program breaks off',
    prose`The program ends with an opcode that cannot be carried out, or the file ends before STOP.`,
    prose`Loading raises an error there. Everything before it has been done by then and is not undone.`,
    prose`A download that was cut short looks like this too.`,
    ['AML.T0011.000', 'CWE-502', 'CWE-755'],
    [
      ['Compare the size and hash with the publisher’s.'],
      ['Do not take the error for protection: steps before it run.'],
    ],
  ),
  card(
    'pickle.stream.differs',
    'Readers do not agree on this program',
    prose`The same bytes give different programs, or an error, depending on who reads them.`,
    prose`A check that reads them one way says nothing about a loader that reads them another way.`,
    prose`Very old picklers spell numbers in unusual ways.`,
    ['CWE-436', 'CWE-502'],
  ),
  card(
    'pickle.stream.trailing',
    'Another pickle follows the first',
    prose`After the end of one pickle stands another.`,
    prose`Loaders that are called once do not read it. Code that calls load in a loop does.`,
    prose`Logs and caches append one pickle after the other; torch’s old format holds five.`,
    ['CWE-502'],
    [['Find out whether your loader reads more than the first.']],
  ),
  card(
    'pickle.stream.carved',
    'A pickle stands where nothing should be',
    prose`Bytes that belong to no part of the format have the structure of a pickle.`,
    prose`No loader reads them by itself. Something else would have to.`,
    prose`Random data can look like a short pickle. These have names or a proper end.`,
    ['CWE-506'],
  ),
  card(
    'pickle.stream.frame-split',
    'A frame ends inside an opcode',
    prose`Frames group whole opcodes. Here one ends between an opcode and its argument.`,
    prose`Loaders read it as usual.`,
    prose`None known.`,
    ['CWE-436'],
  ),
  card(
    'pickle.stream.proto-again',
    'The protocol number changes in mid-program',
    prose`PROTO stands at the start of a pickle. Here it comes again later.`,
    prose`From there on names are read by the rules of the other protocol: dots and Python 2 names mean something else.`,
    prose`Pickles glued together by hand.`,
    ['CWE-436'],
  ),
  card(
    'pickle.stream.mark-left',
    'Values are left over at the end',
    prose`At STOP the stack holds more than the result.`,
    prose`Loaders ignore the rest. It was made all the same.`,
    prose`Pickles edited by hand.`,
    ['CWE-502'],
  ),
  card(
    'pickle.stream.digits',
    'A number with thousands of digits',
    prose`A number is written with more digits than CPython converts.`,
    prose`New versions raise an error, old ones compute for a long time.`,
    prose`Cryptographic keys have hundreds of digits, not thousands.`,
    ['CWE-400'],
  ),
  card(
    'pickle.stream.buffers',
    'Needs buffers that are not in the file',
    prose`Protocol 5 can keep data outside the pickle. The loader has to bring it.`,
    prose`Without the buffers loading stops. With them the data is not in this file and was not checked.`,
    prose`Tools that move arrays between processes write such pickles; files hardly hold them.`,
    ['CWE-502'],
    [['Ask for a file that holds all of its data.']],
  ),
  card(
    'pickle.stream.odd',
    'An oddity that no pickler writes',
    prose`The program is legal, but unlike anything a pickler writes.`,
    prose`Loaders read it as usual.`,
    prose`Hand-made test files.`,
    ['CWE-502'],
  ),
  card(
    'pickle.dos.memo',
    'A memo index far beyond what the program uses',
    prose`The program stores a value under a huge memo index.`,
    prose`The C unpickler before 3.15 takes memory for all indexes up to it: gigabytes for a few bytes of file.`,
    prose`Picklers count memo indexes up from zero.`,
    ['CWE-789', 'CWE-400'],
  ),
  card(
    'pickle.dos.length',
    'A declared length far beyond the file',
    prose`An opcode claims more bytes than the file has, by gigabytes.`,
    prose`Loaders that make room first run out of memory.`,
    prose`A file cut short claims a little too much, not gigabytes.`,
    ['CWE-789', 'CWE-400'],
  ),
];

/** The rule that speaks about an anomaly of the stream; null when another part of Vitrine does, or none needs to. */
export function anomalyRule(code: string): string | null {
  const rule = RULES.get(code);
  return rule === undefined ? 'pickle.stream.odd' : rule;
}

const RULES: ReadonlyMap<string, string | null> = new Map([
  ['frame-straddle', 'pickle.stream.differs'],
  ['frame-beyond-end', 'pickle.stream.differs'],
  ['frame-nested', 'pickle.stream.differs'],
  ['text-nul', 'pickle.stream.differs'],
  ['number-spelling', 'pickle.stream.differs'],
  ['string-encoding', 'pickle.stream.differs'],
  ['args-not-tuple', 'pickle.stream.differs'],
  ['append-empty', 'pickle.stream.differs'],
  ['line-at-end', 'pickle.stream.differs'],
  ['build-falsy', 'pickle.stream.differs'],
  ['frame-split', 'pickle.stream.frame-split'],
  ['memo-sparse', 'pickle.dos.memo'],
  ['proto-again', 'pickle.stream.proto-again'],
  ['mark-left', 'pickle.stream.mark-left'],
  ['stack-left', 'pickle.stream.mark-left'],
  ['length-beyond-end', 'pickle.dos.length'],
  ['digits', 'pickle.stream.digits'],
  ['needs-buffers', 'pickle.stream.buffers'],
  ['extension', null],
  ['name-bytes', null],
  ['text-unchecked', null],
  ['unhashable', null],
]);
