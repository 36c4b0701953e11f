import type { Evasion } from './evasion.ts';
import { append, attribute, build, bytes, call, create, inTurn, name, tuple } from './program.ts';

const SYSTEM = name('os:system');

/** Functions that call what they are given, one way or another, or lead to such a function. */
const CALLERS: readonly Evasion[] = [
  ['copy._reconstruct', call('copy:_reconstruct', null, null, SYSTEM, tuple('id')), 'critical', 'os.system'],
  [
    'builtins of a function',
    call(call('functools:lru_cache.__builtins__.get', 'eval'), '1'),
    'critical',
    'builtins.eval("1")',
  ],
  ['a look-up nobody can follow', call('functools:lru_cache.__builtins__.get', call('math:sqrt', 2)), 'high', 'get'],
  ['lru_cache with a size', call(call(call('functools:lru_cache', 8), SYSTEM), 'id'), 'critical', 'os.system("id")'],
  [
    'contextlib.ExitStack.callback',
    call(attribute(call('contextlib:ExitStack'), 'callback'), SYSTEM, 'id'),
    'critical',
    'os.system',
  ],
  ['difflib.diff_bytes', call('difflib:diff_bytes', SYSTEM, [bytes('a')], [bytes('b')]), 'critical', 'os.system'],
  ['textwrap.indent', call('textwrap:indent', 'id', 'x', SYSTEM), 'critical', 'os.system'],
  ['xdrlib', call('xdrlib:Packer.pack_list', call('xdrlib:Packer'), ['id'], SYSTEM), 'critical', 'os.system'],
  ['csv.writer', call(attribute(call('csv:writer', create('io:StringIO')), 'writerow'), [SYSTEM]), 'high', 'os.system'],
  ['logging.shutdown', call('logging:shutdown', [call('functools:partial', SYSTEM, 'id')]), 'critical', 'os.system'],
  [
    'two functions of cloudpickle, the second one telling',
    inTurn(function_('harmless', ['len']), function_('telling', ['__import__', 'system'])),
    'high',
    '__import__',
  ],
  [
    'a class filled by setattr',
    call('builtins:setattr', name('argparse:Namespace'), '__init__', SYSTEM),
    'critical',
    'setattr',
  ],
  ['a loader of modules', loaderCall('load_module'), 'critical', 'load_module'],
  ['a loader of modules, by exec_module', loaderCall('exec_module'), 'critical', 'exec_module'],
  ['a planted callback of a list', append(name('gc:callbacks'), SYSTEM), 'critical', 'gc.callbacks'],
  [
    'a mock with a side effect',
    call(build(create('unittest.mock:Mock'), { side_effect: SYSTEM }), 'id'),
    'critical',
    'os.system',
  ],
];

/** Names that do something by themselves, whatever they are given. */
const NAMED: readonly string[] = [
  'optparse:Values.read_file',
  'optparse:Values.read_module',
  'encodings:search_function',
  'codecs:getreader',
  'logging:setLoggerClass',
  'configparser:RawConfigParser.read',
  'xml.etree.ElementTree:ElementTree.write',
  'binhex:hexbin',
  'zoneinfo._common:load_tzdata',
  'dataclasses:_set_new_attribute',
  'dataclasses:_FuncBuilder.add_fns_to_class',
  'parser:compilest',
  '_interpqueues:put',
  'sysconfig:_generate_posix_vars',
  'PIL.ImageMath:unsafe_eval',
  'PIL.ImageShow:UnixViewer.show_file',
  'attr:make_class',
  'sympy:lambdify',
  'patsy:dmatrix',
  'simpleeval:simple_eval',
  'transformers.agents.python_interpreter:evaluate_python_code',
  'transformers.utils.chat_template_utils:render_jinja_template',
  'sentence_transformers.util:import_from_string',
  'traitlets:import_item',
  'kombu.utils.imports:symbol_by_name',
  'scrapy.utils.misc:load_object',
  'gunicorn.util:import_app',
  'omegaconf._utils:_get_class',
  'pandas.compat._optional:import_optional_dependency',
  'mmengine.config:Config.fromfile',
  'fastai.learner:load_learner',
  'lightning_fabric.utilities.cloud_io:_load',
  'datasets:load_dataset',
  'ultralytics.nn.tasks:torch_safe_load',
  'spacy.util:load_model_from_path',
  'networkx:read_gpickle',
  'joblib.disk:delete_folder',
  'joblib.pool:MemmappingPool',
  'torch.mps:compile_shader',
  'torch.jit.mobile:_load_for_lite_interpreter',
  'torch._C._aoti:AOTIModelPackageLoader',
  'torch.utils.benchmark:Timer',
  'cv2:imwrite',
  'redis:Redis',
  'docker:from_env',
  'numpy.lib._utils_impl:safe_eval',
  'some_project.utils:download_weights',
  'some_project.utils:import_class',
];

/** Functions of Python and of libraries that nothing dangerous is written into: what they do is. */
export const FUNCTIONS: readonly Evasion[] = [
  ...CALLERS,
  ...NAMED.map((path): Evasion => [path, call(path, 'x'), 'high', path.slice(path.search(/[^:.]*$/))]),
];

/** `cloudpickle._make_function(code, …)` of code that uses these names. */
function function_(title: string, names: readonly string[]): ReturnType<typeof call> {
  const code = call(
    call('cloudpickle.cloudpickle:_builtin_type', 'CodeType'),
    0,
    0,
    0,
    bytes(''),
    tuple(null),
    tuple(...names),
    tuple(),
    title,
  );
  return call('cloudpickle.cloudpickle:_make_function', code, {}, title, null, null);
}

function loaderCall(method: string): ReturnType<typeof call> {
  const loader = call('importlib.machinery:SourceFileLoader', 'x', '/tmp/x.py');
  return call(attribute(loader, method), 'x');
}
