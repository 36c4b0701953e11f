import { bytes, zip } from '../../../containers/zip/build-zip.ts';
import { legacy } from '../../../formats/torch/build-checkpoint.ts';
import { bytesOf, C, c, CMD, EVIL, F, P, R } from '../build.ts';
import type { Differential } from './differential.ts';

const row = (
  number: number,
  what: string,
  readers: Differential['readers'],
  body: string | Uint8Array,
  rest: Omit<Differential, 'row' | 'what' | 'readers' | 'bytes' | 'name'> & { name?: string },
): Differential => ({
  row: number,
  what,
  readers,
  name: rest.name ?? 'model.pkl',
  bytes: typeof body === 'string' ? bytesOf(body) : body,
  ...rest,
});

/** Rows 1 to 6: one stream of opcodes, several unpicklers. */
export const PICKLES: readonly Differential[] = [
  row(
    1,
    'an integer in hexadecimal',
    ['CPython loads it and goes on', 'pickletools.genops stops: what follows is unseen'],
    `I0x10\n0${EVIL}.`,
    {
      tells: ['pickle.call.process', 'pickle.stream.differs'],
      loaders: { 'pickle.load': 'runs' },
    },
  ),
  row(
    1,
    'a long integer in hexadecimal',
    ['CPython loads it and goes on', 'pickletools.genops stops'],
    `L0x10L\n0${EVIL}.`,
    {
      tells: ['pickle.call.process', 'pickle.stream.differs'],
    },
  ),
  row(
    2,
    'a name of Python 2',
    ['protocol 2: commands is subprocess', 'lists of names see “commands”'],
    `${P(2)}${R(c('commands', 'getoutput'), CMD)}.`,
    {
      tells: ['pickle.call.process'],
      loaders: { 'pickle.load': 'runs' },
    },
  ),
  row(
    2,
    'pickle.loads as Python 2 called it',
    ['protocol 2: cPickle is pickle', 'lists of names see “cPickle”'],
    `${P(2)}${R(c('cPickle', 'loads'), C(`${P(2)}${EVIL}.`))}.`,
    {
      tells: ['pickle.call.process'],
      verdict: 'runs-code',
    },
  ),
  row(
    3,
    'PROTO again, in the middle',
    ['CPython goes by the last: the dotted name resolves', 'readers that keep the first: no such name'],
    `${P(2)}N0${P(4)}${R(`\x8c\x02os\x8c\x0bpath.exists\x93`, CMD)}0${EVIL}.`,
    {
      tells: ['pickle.call.process', 'pickle.stream.proto-again'],
    },
  ),
  row(
    4,
    'a frame longer than the stream',
    ['C fails there', 'the engine in Python and genops read on'],
    `${P(4)}${F(999)}${EVIL}.`,
    {
      tells: ['pickle.stream.differs'],
    },
  ),
  row(
    5,
    'a number C does not read',
    ['genops goes on', 'C fails: what is behind does not run'],
    `${P(2)}F1_0.5\n0${EVIL}.`,
    { tells: ['pickle.stream.differs'] },
  ),
  row(
    6,
    'a second stream behind STOP',
    ['pickle.load ends at the first STOP', 'a second load of the same file runs it'],
    `${P(2)}N.${P(2)}${EVIL}.`,
    {
      tells: ['pickle.call.process', 'pickle.stream.trailing'],
      verdict: 'can-run-code',
    },
  ),
  row(
    6,
    'an archive behind STOP',
    ['pickle.load ends at STOP', 'zipfile opens the archive'],
    bytes(bytesOf(`${P(2)}N.`), zip([{ name: 'evil.pkl', data: bytesOf(`${P(2)}${EVIL}.`) }])),
    {
      tells: ['pickle.call.process', 'identity.several', 'zip.prefix'],
      reads: ['evil.pkl'],
    },
  ),
  row(
    6,
    'five streams of torch’s old format',
    ['pickle.load reads the first', 'torch.load reads all five'],
    legacy(bytesOf(`${P(2)}${EVIL}.`), {}),
    {
      name: 'model.pt',
      tells: ['pickle.call.process'],
      loaders: { 'pickle.load': 'loads', 'torch.load<2.6': 'runs' },
    },
  ),
  row(
    32,
    'text with a line that begins with import',
    ['Python runs the line when the file lies in site-packages', 'torch.load fails'],
    'import os; os.system("exit 7")\n',
    {
      name: 'model.pth',
      tells: ['text.path-file'],
    },
  ),
];
