import type { Evasion } from './evasion.ts';
import { append, attribute, build, call, Code, create, name, setItem, inTurn, tuple } from './program.ts';

const SYSTEM = name('os:system');
const made = (namespace: Record<string, Code>): Code => call('builtins:type', 'X', tuple(), namespace);

/** Methods that pickle or a library calls by itself, put there by the program. */
export const HOOKS: readonly Evasion[] = [
  [
    'class with a planted __setstate__',
    build(create(made({ __setstate__: SYSTEM })), 'id'),
    'critical',
    'os.system("id")',
  ],
  ['class with a planted __init__', call(made({ __init__: SYSTEM }), 'id'), 'critical', 'os.system'],
  ['class with a planted __new__', create(made({ __new__: SYSTEM }), 'id'), 'critical', 'os.system'],
  ['class with a planted __call__', call(create(made({ __call__: SYSTEM })), 'id'), 'critical', 'os.system'],
  ['class with a planted __del__', create(made({ __del__: SYSTEM })), 'critical', 'type'],
  [
    'class with a planted __hash__',
    setItem(new Code('}'), create(made({ __hash__: SYSTEM })), null),
    'critical',
    'type',
  ],
  ['class with a planted __getattr__', attribute(create(made({ __getattr__: SYSTEM })), 'x'), 'critical', 'type'],
  [
    'class with __init_subclass__',
    call('builtins:type', 'Y', tuple(made({ __init_subclass__: SYSTEM })), {}),
    'critical',
    'type',
  ],
  [
    'class with __class_getitem__',
    call('operator:getitem', made({ __class_getitem__: SYSTEM }), 'id'),
    'critical',
    'os.system',
  ],
  [
    'class with __set_name__',
    call('builtins:type', 'Z', tuple(), { a: create(made({ __set_name__: SYSTEM })) }),
    'critical',
    'type',
  ],
  [
    'class with a property',
    attribute(create(made({ x: call('builtins:property', SYSTEM) })), 'x'),
    'critical',
    'os.system',
  ],
  [
    'a metaclass of its own',
    call(call('builtins:type', 'M', tuple(name('builtins:type')), { __call__: SYSTEM }), 'X', tuple(), {}),
    'critical',
    'os.system',
  ],
  ['types.new_class', call('types:new_class', 'X', tuple(), {}, SYSTEM), 'critical', 'os.system'],
  [
    'Namespace.__setstate__ planted',
    build(build(call('argparse:Namespace'), { __setstate__: SYSTEM }), 'id'),
    'critical',
    'os.system("id")',
  ],
  [
    'SimpleNamespace.append planted',
    append(build(call('types:SimpleNamespace'), { append: SYSTEM }), 'id'),
    'critical',
    'os.system("id")',
  ],
  [
    'Namespace.__setitem__ planted on the class',
    setItem(
      inTurn(build(name('argparse:Namespace'), tuple(null, { __setitem__: SYSTEM })), call('argparse:Namespace')),
      'id',
      1,
    ),
    'critical',
    'os.system',
  ],
  [
    'defaultdict factory',
    call('operator:getitem', call('collections:defaultdict', name('os:abort')), 'k'),
    'critical',
    'os.abort()',
  ],
  [
    'defaultdict __missing__',
    call(attribute(call('collections:defaultdict', name('os:abort')), '__missing__'), 'k'),
    'critical',
    'os.abort',
  ],
  [
    'contextlib.ExitStack',
    call(attribute(call('contextlib:ExitStack'), 'callback'), SYSTEM, 'id'),
    'critical',
    'os.system',
  ],
  ['contextlib.contextmanager', call(call('contextlib:contextmanager', SYSTEM), 'id'), 'critical', 'os.system'],
  [
    'unittest.mock.Mock',
    call(attribute(call('unittest.mock:Mock', null, SYSTEM), '__call__'), 'id'),
    'critical',
    'unittest.mock.Mock',
  ],
  ['copyreg.__newobj__', call('copyreg:__newobj__', name('subprocess:Popen'), 'id'), 'critical', 'subprocess.Popen'],
  [
    'copyreg._reconstructor',
    call('copyreg:_reconstructor', name('subprocess:Popen'), name('builtins:object'), null),
    'critical',
    'subprocess.Popen',
  ],
  [
    'copy.deepcopy of an object with __reduce_ex__',
    call('copy:deepcopy', build(call('argparse:Namespace'), { __deepcopy__: SYSTEM })),
    'critical',
    'os.system',
  ],
  [
    'torch _rebuild_from_type_v2',
    call('torch._tensor:_rebuild_from_type_v2', SYSTEM, name('torch:Tensor'), tuple('id'), {}),
    'critical',
    'os.system("id")',
  ],
  [
    'torch _rebuild_wrapper_subclass',
    call('torch._utils:_rebuild_wrapper_subclass', name('subprocess:Popen'), 'id'),
    'critical',
    'subprocess.Popen',
  ],
  [
    'torch _rebuild_parameter_with_state',
    call('torch._utils:_rebuild_parameter_with_state', 1, false, null, { __setstate__: SYSTEM }),
    'high',
    'os.system',
  ],
];
