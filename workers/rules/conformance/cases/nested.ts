import { C, c, EVIL, G, P, R, t, U } from '../build.ts';
import type { Case } from '../case.ts';

export const NESTED: readonly Case[] = [
  {
    id: 'F01',
    about: 'nested pickle.loads(bytes)',
    bytes: P(4) + R(G('pickle', 'loads'), C(EVIL + '.')) + '.',
    worst: 'critical',
    rules: ['pickle.call.process'],
    at: [0x18],
    w: 'SHORT_BINUNICODE@2',
  },
  {
    id: 'F02',
    about: 'nested in str latin1',
    bytes: R(c('pickle', 'loads'), R(c('_codecs', 'encode'), U(EVIL + '.'), U('latin1'))) + '.',
    worst: 'critical',
    rules: ['pickle.call.process'],
    w: 'global pickle.loads',
  },
  {
    id: 'F03',
    about: '_load_from_bytes',
    bytes: R(c('torch.storage', '_load_from_bytes'), C(EVIL + '.')) + '.',
    worst: 'critical',
    rules: ['pickle.call.process'],
    w: 'global torch.storage._load_from_bytes',
  },
  {
    id: 'F04',
    about: 'dormant nested bytes',
    bytes: P(4) + C(EVIL + '.') + '.',
    worst: 'medium',
    rules: ['pickle.nested.dormant'],
    at: [4],
    w: 'SHORT_BINBYTES@2',
  },
  { id: 'F05', about: 'PERSID text', bytes: 'Pabc\n.', worst: 'medium', rules: ['pickle.persistent'], w: 'PERSID@0' },
  {
    id: 'F06',
    about: 'torch legacy module persid',
    bytes: P(2) + t(U('module'), c('os', 'system'), U('f.py'), U('src')) + 'Q.',
    worst: 'high',
    rules: ['pickle.persistent', 'pickle.import.process'],
    w: 'blocked os.system',
  },
  {
    id: 'F07',
    about: 'legacy magic via call',
    bytes: R(c('builtins', 'int'), U('119547037146038801333356')) + '.',
    worst: 'medium',
    rules: ['torch.legacy-magic'],
    w: 'global builtins.int',
  },
  {
    id: 'F10',
    about: 'NEXT_BUFFER without buffers',
    bytes: P(5) + '\x97.',
    worst: 'medium',
    rules: ['pickle.stream.buffers'],
    w: 'NEXT_BUFFER@2',
  },
];
