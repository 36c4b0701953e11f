import { c, P, Q, R, u8 } from '../build.ts';
import type { Case } from '../case.ts';

export const EXHAUSTION: readonly Case[] = [
  {
    id: 'G01',
    about: 'huge memo index',
    bytes: 'Nr\xff\xff\xff\x0f.',
    worst: 'medium',
    rules: ['pickle.dos.memo'],
    w: 'yes',
  },
  {
    id: 'G02',
    about: 'hash doubling',
    bytes: '})' + '2\x86'.repeat(40) + 'Ns.',
    worst: 'medium',
    rules: ['pickle.dos.hash'],
    w: 'DUP@2',
  },
  {
    id: 'G03',
    about: 'deep tuple as key',
    bytes: '})' + '\x85'.repeat(1_000_000) + 'Ns.',
    worst: 'medium',
    rules: ['pickle.dos.depth'],
    w: 'yes',
  },
  {
    id: 'G04',
    about: 'billion laughs',
    bytes: `]${Array.from({ length: 30 }, (_, i) => `q${u8(i)}0](${`h${u8(i)}`.repeat(10)}e`).join('')}.`,
    worst: 'medium',
    rules: ['pickle.dos.expansion'],
    w: 'POP@3',
  },
  {
    id: 'G05',
    about: 'declared 2^62 bytes',
    bytes: P(5) + '\x96' + Q(2n ** 62n) + '.',
    worst: 'medium',
    rules: ['pickle.dos.length', 'pickle.stream.broken'],
    w: 'BYTEARRAY8@2',
  },
  {
    id: 'G06',
    about: 'bytearray(n)',
    bytes: P(2) + R(c('builtins', 'bytearray'), 'J\xff\xff\xff\x7f') + '.',
    worst: 'medium',
    rules: ['pickle.dos.size'],
    w: 'yes',
  },
  {
    id: 'G07',
    about: '5000-digit INT',
    bytes: `I${'9'.repeat(5000)}\n.`,
    worst: 'clean',
    rules: ['pickle.stream.digits'],
    w: 'INT@0',
  },
];
