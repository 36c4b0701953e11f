import type { Evasion } from './evasion.ts';
import { attribute, call, name, setItem, inTurn, tuple } from './program.ts';

const MODULE = call('importlib:import_module', 'os');

/** Modules and attributes fetched by name. */
export const REACHES: readonly Evasion[] = [
  ['__import__', call(attribute(call('builtins:__import__', 'os'), 'system'), 'id'), 'critical', 'os.system("id")'],
  [
    '__import__ of a submodule',
    call(attribute(call('builtins:__import__', 'os.path'), 'system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  ['importlib.import_module', call(attribute(MODULE, 'system'), 'id'), 'critical', 'os.system("id")'],
  [
    'importlib.__import__',
    call(attribute(call('importlib:__import__', 'os'), 'system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  [
    'importlib._bootstrap._gcd_import',
    call(attribute(call('importlib._bootstrap:_gcd_import', 'os'), 'system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  [
    '_frozen_importlib',
    call(attribute(call('_frozen_importlib:_gcd_import', 'os'), 'system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  [
    'importlib.util',
    call('importlib.util:spec_from_file_location', 'x', '/tmp/x.py'),
    'critical',
    'spec_from_file_location',
  ],
  [
    'importlib.machinery',
    call(
      'importlib.machinery:SourceFileLoader.load_module',
      call('importlib.machinery:SourceFileLoader', 'x', '/tmp/x.py'),
    ),
    'critical',
    'SourceFileLoader',
  ],
  ['importlib.reload', call('importlib:reload', MODULE), 'critical', 'importlib.reload'],
  ['imp.load_source', call('imp:load_source', 'x', '/tmp/x.py'), 'critical', 'imp.load_source'],
  [
    'zipimport',
    call('zipimport:zipimporter.load_module', call('zipimport:zipimporter', 'x.zip'), 'x'),
    'critical',
    'zipimport',
  ],
  ['pkgutil.get_loader', call('pkgutil:get_loader', 'x'), 'critical', 'pkgutil.get_loader'],
  ['pkgutil.resolve_name', call(call('pkgutil:resolve_name', 'os:system'), 'id'), 'critical', 'os.system("id")'],
  [
    'numpy.core._ufunc_reconstruct',
    call(call('numpy.core:_ufunc_reconstruct', 'os', 'system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  [
    'numpy._core._ufunc_reconstruct',
    call(call('numpy._core:_ufunc_reconstruct', 'subprocess', 'getoutput'), 'id'),
    'critical',
    'subprocess.getoutput("id")',
  ],
  [
    'dill._create_namedtuple',
    call(call('dill._dill:_create_namedtuple', 'system', tuple('a'), 'os'), 'id'),
    'critical',
    'os.system("id")',
  ],
  [
    'dill._import_module of an attribute',
    call(call('dill._dill:_import_module', 'os.system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  [
    'importlib.metadata.EntryPoint',
    call(attribute(call('importlib.metadata:EntryPoint', 'x', 'os:system', 'g'), 'load')),
    'critical',
    'EntryPoint.load',
  ],
  ['pydoc.locate', call(call('pydoc:locate', 'os.system'), 'id'), 'critical', 'os.system("id")'],
  ['pydoc.safeimport', call(attribute(call('pydoc:safeimport', 'os'), 'system'), 'id'), 'critical', 'os.system("id")'],
  [
    'pkg_resources',
    call('pkg_resources:EntryPoint.resolve', call('pkg_resources:EntryPoint', 'x', 'os', tuple('system'))),
    'critical',
    'pkg_resources.EntryPoint',
  ],
  [
    'importlib.metadata.EntryPoint',
    call(attribute(call('importlib.metadata:EntryPoint', 'x', 'os:system', 'g'), 'load')),
    'high',
    'importlib.metadata.EntryPoint',
  ],
  [
    'unittest.mock',
    call(attribute(call('unittest.mock:_importer', 'os'), 'system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  ['unittest.mock.patch', call('unittest.mock:patch', 'os.system'), 'critical', 'unittest.mock.patch'],
  ['unittest loader', call('unittest.loader:TestLoader.loadTestsFromName', null, 'x'), 'critical', 'loadTestsFromName'],
  [
    'torch._utils._import_dotted_name',
    call(call('torch._utils:_import_dotted_name', 'os.system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  ['torch.package', call('torch.package:PackageImporter', 'x'), 'critical', 'PackageImporter'],
  [
    'hydra.utils.instantiate',
    call('hydra.utils:instantiate', { _target_: 'os.system' }),
    'critical',
    'hydra.utils.instantiate',
  ],
  [
    'django import_string',
    call(call('django.utils.module_loading:import_string', 'os.system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  [
    'transformers dynamic modules',
    call('transformers.dynamic_module_utils:get_class_from_dynamic_module', 'x', 'y'),
    'critical',
    'get_class_from_dynamic_module',
  ],
  ['transformers pipeline', call('transformers:pipeline', 'x', 'evil/model'), 'high', 'transformers.pipeline'],
  [
    'transformers from_pretrained',
    call('transformers:AutoModel.from_pretrained', 'evil/model'),
    'high',
    'from_pretrained',
  ],
  [
    'from_pretrained of a model class',
    call('transformers.models.bert.modeling_bert:BertModel.from_pretrained', 'evil/model'),
    'high',
    'from_pretrained',
  ],
  [
    'sys.modules',
    call(attribute(call(attribute(name('sys:modules'), 'get'), 'os'), 'system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  [
    'sys.modules by item',
    call(attribute(call('operator:getitem', name('sys:modules'), 'os'), 'system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  ['sys.modules replaced', setItem(name('sys:modules'), 'torch', name('os:path')), 'critical', 'sys.modules'],
  ['sys.meta_path', call('builtins:list.append', name('sys:meta_path'), name('os:path')), 'critical', 'sys.meta_path'],
  ['getattr of a module', call(attribute(name('logging:os'), 'popen'), 'id'), 'critical', 'os.popen("id")'],
  [
    'vars',
    call(call('operator:getitem', call('builtins:vars', MODULE), 'system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  [
    '__dict__ of a module',
    call(call('operator:getitem', name('os:__dict__'), 'system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  ['globals', call(call('operator:getitem', call('builtins:globals'), '__builtins__'), 'x'), 'high', 'globals'],
  ['object.__subclasses__', call('builtins:object.__subclasses__'), 'high', '__subclasses__'],
  ['type.__subclasses__', call('builtins:type.__subclasses__', name('builtins:object')), 'high', '__subclasses__'],
  ['mro of a class', attribute(name('collections:OrderedDict'), '__mro__'), 'high', '__mro__'],
  ['object.__reduce_ex__', call('builtins:object.__reduce_ex__', name('os:system'), 4), 'high', '__reduce_ex__'],
  ['inspect.getmodule', call('inspect:getmodule', name('collections:OrderedDict')), 'high', 'inspect.getmodule'],
  [
    'inspect.getattr_static',
    call(call('inspect:getattr_static', MODULE, 'system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  ['sys._getframe', attribute(call('sys:_getframe'), 'f_globals'), 'high', 'sys._getframe'],
  ['gc.get_objects', call('gc:get_objects'), 'high', 'gc.get_objects'],
  [
    'name in base64',
    call(
      attribute(
        call('importlib:import_module', call('codecs:decode', call('base64:b64decode', 'b3M='), 'ascii')),
        'system',
      ),
      'id',
    ),
    'critical',
    'os.system("id")',
  ],
  [
    'name reversed',
    call(
      attribute(
        call('importlib:import_module', call('builtins:str.join', '', call('builtins:reversed', 'so'))),
        'system',
      ),
      'id',
    ),
    'critical',
    'os.system("id")',
  ],
  [
    'name from bytes',
    call(
      attribute(
        call('importlib:import_module', call('builtins:bytes.decode', call('builtins:bytes', [111, 115]))),
        'system',
      ),
      'id',
    ),
    'critical',
    'os.system("id")',
  ],
  [
    'name by slicing',
    call(
      attribute(
        call('importlib:import_module', call('operator:getitem', 'xosx', call('builtins:slice', 1, 3))),
        'system',
      ),
      'id',
    ),
    'critical',
    'os.system("id")',
  ],
  [
    'name by xor',
    call(
      attribute(
        call(
          'importlib:import_module',
          call('builtins:str.join', '', [
            call('builtins:chr', call('operator:xor', 110, 1)),
            call('builtins:chr', call('operator:xor', 114, 1)),
          ]),
        ),
        'system',
      ),
      'id',
    ),
    'critical',
    'os.system("id")',
  ],
  [
    'name by translate',
    call(
      attribute(
        call(
          'importlib:import_module',
          call('builtins:str.translate', 'ab', call('builtins:dict', [tuple(97, 111), tuple(98, 115)])),
        ),
        'system',
      ),
      'id',
    ),
    'critical',
    'system',
  ],
  [
    'name by template',
    call(
      attribute(
        call('importlib:import_module', call('string:Template.substitute', call('string:Template', '$a'), { a: 'os' })),
        'system',
      ),
      'id',
    ),
    'high',
    'system',
  ],
  [
    'name by re.sub',
    call(attribute(call('importlib:import_module', call('re:sub', 'x', '', 'xoxs')), 'system'), 'id'),
    'high',
    'system',
  ],
  [
    'name by json',
    call(attribute(call('importlib:import_module', call('json:loads', '"os"')), 'system'), 'id'),
    'high',
    'system',
  ],
  [
    'name by struct',
    call(
      attribute(
        call('importlib:import_module', call('builtins:bytes.decode', call('struct:pack', '<H', 29551))),
        'system',
      ),
      'id',
    ),
    'critical',
    'os.system("id")',
  ],
  [
    'name by format',
    call(attribute(call('importlib:import_module', call('builtins:str.format', '{}{}', 'o', 's')), 'system'), 'id'),
    'critical',
    'os.system("id")',
  ],
  [
    'name by urllib.parse',
    call(attribute(call('importlib:import_module', call('urllib.parse:unquote', '%6fs')), 'system'), 'id'),
    'high',
    'system',
  ],
  [
    'name by html.unescape',
    call(attribute(call('importlib:import_module', call('html:unescape', '&#111;s')), 'system'), 'id'),
    'high',
    'system',
  ],
  [
    'a method’s globals',
    call(attribute(attribute(name('collections:OrderedDict'), 'fromkeys'), '__self__')),
    'high',
    '__self__',
  ],
  ['functions kept under private names', inTurn(call('random:_os.system', 'id')), 'critical', 'os.system("id")'],
];
