import { c, G, P, R, s, t, U } from '../build.ts';
import type { Case } from '../case.ts';

export const BASELINES: readonly Case[] = [
  {
    id: 'A01',
    about: 'plain containers',
    bytes:
      '\x80\x04\x95\x1b\0\0\0\0\0\0\0}\x94\x8c\x01a\x94]\x94(K\x01G@\x04\0\0\0\0\0\0\x8c\x01x\x94C\x01y\x94N\x88es.',
    worst: 'clean',
    w: 'FRAME@2',
  },
  {
    id: 'A02',
    about: 'proto-2 state_dict skeleton',
    bytes:
      P(2) +
      c('collections', 'OrderedDict') +
      ')R' +
      U('w') +
      c('torch._utils', '_rebuild_tensor_v2') +
      '(' +
      t(U('storage'), c('torch', 'FloatStorage'), U('0'), U('cpu'), 'K\x02') +
      'Q' +
      'K\x00K\x02\x85K\x01\x85\x89' +
      c('collections', 'OrderedDict') +
      ')Rt' +
      'Rs.',
    worst: 'clean',
    w: 'yes',
  },
  {
    id: 'A03',
    about: 'py2 names under proto 2',
    bytes: P(2) + R(c('__builtin__', 'set'), ']') + '.',
    worst: 'clean',
    w: 'yes',
  },
  {
    id: 'A04',
    about: 'numpy array, proto 4',
    bytes:
      P(4) +
      R(G('numpy._core.multiarray', '_reconstruct'), G('numpy', 'ndarray'), 'K\x00\x85C\x01b') +
      t(
        'K\x01K\x01\x85',
        R(G('numpy', 'dtype'), s('u1'), '\x89\x88') +
          t('K\x03', s('|'), 'NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00') +
          'b',
        '\x89C\x01A',
      ) +
      'b.',
    worst: 'clean',
    w: 'SHORT_BINUNICODE@2',
  },
  {
    id: 'A05',
    about: 'bytes via _codecs.encode',
    bytes: P(2) + R(c('_codecs', 'encode'), U('\xff\x00'), U('latin1')) + '.',
    worst: 'clean',
    w: 'yes',
  },
  {
    id: 'A06',
    about: 'partial over known class',
    bytes: P(4) + R(G('functools', 'partial'), G('collections', 'OrderedDict')) + '.',
    worst: 'clean',
    w: 'SHORT_BINUNICODE@2',
  },
  {
    id: 'A07',
    about: 'deque APPENDS',
    bytes: P(2) + R(c('collections', 'deque')) + '(K\x01K\x02e.',
    worst: 'clean',
    w: 'global collections.deque',
  },
  {
    id: 'A08',
    about: 'bytes that merely look like a pickle',
    bytes: P(4) + 'C\x04\x80\x04zz.',
    worst: 'clean',
    w: 'SHORT_BINBYTES@2',
  },
];
