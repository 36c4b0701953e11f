import { C, c, D, EVIL, R, t, U } from './build.ts';

const L = (...items: string[]): string => `(${items.join('')}l`;
const J = (n: number): string => `J${D(n)}`;
const B = (bytes: string): string => `B${D(bytes.length)}${bytes}`;
const OS = R(c('builtins', '__import__'), U('os'));
const get = (object: string, attribute: string): string => R(c('builtins', 'getattr'), object, U(attribute));
const over = (consumer: string): string =>
  R(c('builtins', consumer), R(c('builtins', 'map'), c('os', 'system'), L(U('id'))));
const SYS = c('os', 'system');
const ID = U('id');

/** Ways to call os.system (or eval) without a call opcode on it. Each must be told as that call. Bytes before STOP, any protocol. */
export const GADGETS: Readonly<Record<string, { readonly bytes: string; readonly says: string }>> = {
  getattr: { bytes: R(get(OS, 'system'), ID), says: 'os.system("id")' },
  attrgetter: { bytes: R(R(R(c('operator', 'attrgetter'), U('system')), OS), ID), says: 'os.system("id")' },
  methodcaller: { bytes: R(R(c('operator', 'methodcaller'), U('system'), ID), OS), says: 'os.system("id")' },
  'map into list': { bytes: over('list'), says: 'os.system("id")' },
  'map into bytes': { bytes: over('bytes'), says: 'os.system("id")' },
  'map into sum': { bytes: over('sum'), says: 'os.system("id")' },
  starmap: { bytes: R(c('builtins', 'list'), R(c('itertools', 'starmap'), SYS, L(t(ID)))), says: 'os.system("id")' },
  filter: { bytes: R(c('builtins', 'tuple'), R(c('builtins', 'filter'), SYS, L(ID))), says: 'os.system("id")' },
  accumulate: {
    bytes: R(c('builtins', 'list'), R(c('itertools', 'accumulate'), L(ID, ID), SYS)),
    says: 'os.system("id", "id")',
  },
  'reduce over getattr': {
    bytes: R(R(c('functools', 'reduce'), c('builtins', 'getattr'), L(U('system')), OS), ID),
    says: 'os.system("id")',
  },
  'partial of partial': {
    bytes: R(R(c('functools', 'partial'), R(c('functools', 'partial'), SYS), ID)),
    says: 'os.system("id")',
  },
  'iter with sentinel': {
    bytes: R(c('builtins', 'next'), R(c('builtins', 'iter'), R(c('functools', 'partial'), SYS, ID), J(9))),
    says: 'os.system("id")',
  },
  MethodType: { bytes: R(R(c('types', 'MethodType'), SYS, ID)), says: 'os.system("id")' },
  lru_cache: { bytes: R(R(c('functools', 'lru_cache'), SYS), ID), says: 'os.system("id")' },
  finalize: { bytes: R(c('weakref', 'finalize'), R(c('builtins', 'set')), SYS, ID), says: 'os.system("id")' },
  atexit: { bytes: R(c('atexit', 'register'), SYS, ID), says: 'os.system("id")' },
  'operator.call': { bytes: R(c('operator', 'call'), SYS, ID), says: 'os.system("id")' },
  'sys.modules': { bytes: R(get(R(get(c('sys', 'modules'), 'get'), U('os')), 'system'), ID), says: 'os.system("id")' },
  'name from pieces': {
    bytes: R(R(c('pydoc', 'locate'), R(c('operator', 'concat'), U('os.sys'), U('tem'))), ID),
    says: 'os.system("id")',
  },
  'name from characters': {
    bytes: R(
      get(
        R(
          c('builtins', '__import__'),
          R(get(U(''), 'join'), L(R(c('builtins', 'chr'), J(111)), R(c('builtins', 'chr'), J(115)))),
        ),
        'system',
      ),
      ID,
    ),
    says: 'os.system("id")',
  },
  'a missing key by its method': {
    bytes: R(
      get(c('collections', 'defaultdict'), '__missing__'),
      R(c('collections', 'defaultdict'), R(c('functools', 'partial'), SYS, ID)),
      U('k'),
    ),
    says: 'os.system("id")',
  },
  'a missing key of a format': {
    bytes: R(
      get(c('builtins', 'str'), 'format_map'),
      U('{k}'),
      R(c('collections', 'defaultdict'), R(c('functools', 'partial'), SYS, ID)),
    ),
    says: 'os.system("id")',
  },
  'a property that is read': {
    bytes: R(get(c('builtins', 'property'), '__get__'), R(c('builtins', 'property'), SYS), ID),
    says: 'os.system("id")',
  },
  'state of a rebuilt tensor': {
    bytes: `${R(
      c('torch._tensor', '_rebuild_from_type_v2'),
      c('torch._utils', '_rebuild_tensor_v2'),
      c('torch', 'Tensor'),
      '(t',
      `}${U('__setstate__')}${SYS}s`,
    )}${ID}b`,
    says: 'os.system("id")',
  },
  'state of a chain': {
    bytes: R(
      c('builtins', 'list'),
      `${R(c('itertools', 'chain'))}${t(R(c('builtins', 'iter'), L(R(c('builtins', 'map'), SYS, L(ID)))))}b`,
    ),
    says: 'os.system("id")',
  },
  'factory of a defaultdict': {
    bytes: R(c('operator', 'getitem'), R(c('collections', 'defaultdict'), c('os', 'abort')), U('k')),
    says: 'os.abort()',
  },
  'bit generator': {
    bytes: R(c('numpy.random._pickle', '__bit_generator_ctor'), c('os', 'abort')),
    says: 'os.abort()',
  },
  'index class': {
    bytes: R(c('pandas.core.indexes.base', '_new_Index'), c('subprocess', 'Popen'), '}' + U('args') + ID + 's'),
    says: 'subprocess.Popen(args="id")',
  },
  reconstructor: {
    bytes: R(c('copyreg', '_reconstructor'), c('subprocess', 'Popen'), c('builtins', 'object'), 'N'),
    says: 'subprocess.Popen()',
  },
  'text decoded to code': {
    bytes: R(c('builtins', 'eval'), R(c('codecs', 'decode'), U('cevag(1)'), U('rot13'))),
    says: 'builtins.eval("print(1)")',
  },
  'text formatted to code': {
    bytes: R(c('builtins', 'eval'), R(c('operator', 'mod'), U('%s(1)'), t(U('print')))),
    says: 'builtins.eval("print(1)")',
  },
  'pickle in base64': {
    bytes: R(c('pickle', 'loads'), R(c('base64', 'b64decode'), U(btoa(`${EVIL}.`)))),
    says: 'os.system("exit 7")',
  },
  'pickle in a buffer': {
    bytes: R(c('pickle', 'load'), R(c('io', 'BytesIO'), B(`${EVIL}.`))),
    says: 'os.system("exit 7")',
  },
  'pickle by an Unpickler': {
    bytes: R(
      R(c('operator', 'methodcaller'), U('load')),
      R(c('pickle', 'Unpickler'), R(c('io', 'BytesIO'), B(`${EVIL}.`))),
    ),
    says: 'os.system("exit 7")',
  },
  'pickle that gives a function': { bytes: R(R(c('pickle', 'loads'), C(`${SYS}.`)), ID), says: 'os.system("id")' },
  'pickle in a pickle in a pickle': {
    bytes: R(c('pickle', 'loads'), B(`${R(c('pickle', 'loads'), B(`${EVIL}.`))}.`)),
    says: 'os.system("exit 7")',
  },
};
