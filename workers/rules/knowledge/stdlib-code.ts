import type { Table } from './capability.ts';

/** Making a loader loads nothing; dill writes the one of a module whose globals it saves. */
const LOADERS =
  'SourceFileLoader SourcelessFileLoader ExtensionFileLoader NamespaceLoader FileFinder PathFinder BuiltinImporter FrozenImporter';
const LOADING = LOADERS.split(' ')
  .flatMap((loader) =>
    [
      'load_module',
      'exec_module',
      'create_module',
      'find_module',
      'find_spec',
      'find_loader',
      'get_code',
      'set_data',
    ].map((method) => `${loader}.${method}`),
  )
  .join(' ');

/** Modules that run source text, make code, import, or reach into objects. Names of CPython 2.7 and 3.6 to 3.13. */
export const CODE: Table = {
  // EVAL: source text or a debugger, profiler or shell around it.
  code: { '*': 'EVAL' },
  codeop: { '*': 'EVAL' },
  timeit: { '*': 'EVAL' },
  cProfile: { '*': 'EVAL' },
  _lsprof: { '*': 'EVAL' },
  profile: { '*': 'EVAL' },
  pstats: { '*': 'FS_READ' },
  pdb: { '*': 'EVAL' },
  bdb: { '*': 'EVAL' },
  trace: { '*': 'EVAL' },
  doctest: { '*': 'EVAL' },
  symtable: { '*': 'UNKNOWN' },
  parser: { '*': 'REFLECT_CODE' },
  'idlelib.*': { '*': 'EVAL' },
  'lib2to3.*': { '*': 'EVAL' },
  'turtledemo.*': { '*': 'EVAL' },
  '_pyrepl.*': { '*': 'EXEC_PROC' },
  rexec: { '*': 'EVAL' },
  new: { '*': 'REFLECT_CODE' },
  typing: {
    EVAL: 'get_type_hints _eval_type evaluate_forward_ref ForwardRef._evaluate _ForwardRef._eval_type',
    CONSTRUCT:
      'TypeVar NewType ParamSpec TypeVarTuple ForwardRef NamedTuple _GenericAlias _UnionGenericAlias _SpecialForm',
    DATA:
      'Any Union Optional List Dict Tuple Set FrozenSet Callable Type Iterable Iterator Sequence Mapping MutableMapping Generic ' +
      'Protocol Literal Final ClassVar NoReturn Never Self Text AnyStr Hashable Sized Collection Counter Deque DefaultDict ' +
      'OrderedDict ChainMap Generator Awaitable Coroutine NamedTuple TypedDict IO TextIO BinaryIO Pattern Match Annotated ' +
      'Concatenate Required NotRequired Unpack LiteralString',
    CALL_INDIRECT: 'no_type_check final overload runtime_checkable cast',
  },
  annotationlib: { '*': 'EVAL' },
  inspect: {
    '*': 'ATTR_TRAVERSE',
    CONSTRUCT: 'Signature Parameter _ParameterKind BoundArguments',
    DATA: '_empty Signature.empty Parameter.empty',
  },
  rlcompleter: { '*': 'EVAL' },
  types: {
    '*': 'REFLECT_CODE',
    CALL_INDIRECT: 'MethodType coroutine DynamicClassAttribute',
    CLASS_CREATE: 'new_class prepare_class resolve_bases',
    CONSTRUCT:
      'SimpleNamespace MappingProxyType GenericAlias UnionType ModuleType NoneType EllipsisType NotImplementedType',
    DATA: 'BuiltinFunctionType GeneratorType TracebackType FrameType',
  },
  marshal: { '*': 'REFLECT_CODE', DESERIALIZE: 'loads load', PURE: 'dumps' },
  opcode: { '*': 'UNKNOWN' },
  dis: { '*': 'UNKNOWN' },
  ast: { '*': 'UNKNOWN', PURE: 'literal_eval parse dump', FS_READ: 'main', ATTR_TRAVERSE: 'NodeVisitor.visit' },
  py_compile: { '*': 'FS_WRITE' },
  compileall: { '*': 'FS_WRITE' },
  sre_compile: { '*': 'UNKNOWN' },

  // IMPORT_BY_NAME: import itself runs the module's code.
  'importlib.*': { '*': 'IMPORT_BY_NAME' },
  'importlib.machinery': { '*': 'IMPORT_BY_NAME', CONSTRUCT: `ModuleSpec ${LOADERS}`, IMPORT_BY_NAME: LOADING },
  'importlib.metadata': {
    '*': 'FS_READ',
    CONSTRUCT: 'PackageNotFoundError EntryPoint',
    IMPORT_BY_NAME: 'EntryPoint.load',
  },
  _frozen_importlib: { '*': 'IMPORT_BY_NAME', CONSTRUCT: `ModuleSpec ${LOADERS}`, IMPORT_BY_NAME: LOADING },
  _frozen_importlib_external: { '*': 'IMPORT_BY_NAME', CONSTRUCT: `ModuleSpec ${LOADERS}`, IMPORT_BY_NAME: LOADING },
  'importlib._bootstrap_external': { '*': 'IMPORT_BY_NAME', CONSTRUCT: LOADERS, IMPORT_BY_NAME: LOADING },
  _imp: { '*': 'IMPORT_BY_NAME' },
  imp: { '*': 'IMPORT_BY_NAME' },
  ihooks: { '*': 'IMPORT_BY_NAME' },
  imputil: { '*': 'IMPORT_BY_NAME' },
  runpy: { '*': 'EVAL' },
  pkgutil: { '*': 'IMPORT_BY_NAME' },
  pydoc: {
    '*': 'IMPORT_BY_NAME',
    EXEC_PROC: 'pipepager tempfilepager pager getpager plainpager help Helper cli browse',
  },
  zipimport: { '*': 'IMPORT_BY_NAME' },
  modulefinder: { '*': 'IMPORT_BY_NAME' },
  site: { '*': 'IMPORT_BY_NAME' },
  sitecustomize: { '*': 'IMPORT_BY_NAME' },
  usercustomize: { '*': 'IMPORT_BY_NAME' },
  _sitebuiltins: { '*': 'UNKNOWN' },
  sysconfig: { '*': 'FS_READ', FS_WRITE: '_generate_posix_vars _print_config_dict', EXEC_PROC: '_init_non_posix' },
  'sysconfig.*': { '*': 'FS_WRITE' },
  __main__: { '*': 'UNKNOWN' },
  antigravity: { '*': 'EXEC_PROC' },
  this: { '*': 'UNKNOWN' },
  'unittest.*': { '*': 'IMPORT_BY_NAME' },
  'test.*': { '*': 'EXEC_PROC' },
  'logging.config': { '*': 'IMPORT_BY_NAME' },
  'logging.handlers': { '*': 'NET' },
  logging: {
    '*': 'UNKNOWN',
    FS_WRITE: 'FileHandler basicConfig',
    STATE_MUTATE:
      'setLoggerClass setLogRecordFactory disable addLevelName captureWarnings Logger.addHandler Logger.removeHandler',
    CALL_INDIRECT: 'shutdown',
    CONSTRUCT:
      'getLogger Logger RootLogger PlaceHolder StreamHandler NullHandler Formatter PercentStyle StrFormatStyle Filter Filterer ' +
      'LogRecord LoggerAdapter Manager Handler _StderrHandler',
    DATA: 'NOTSET DEBUG INFO WARNING WARN ERROR CRITICAL FATAL root',
  },

  // ATTR_TRAVERSE
  string: {
    '*': 'UNKNOWN',
    ATTR_TRAVERSE: 'Formatter Formatter.get_field Formatter.format Formatter.vformat',
    CONSTRUCT: 'Template',
  },
  _string: { '*': 'UNKNOWN' },

  // Interpreter internals.
  sys: {
    '*': 'STATE_MUTATE',
    STATE_MUTATE:
      'path.append path.insert path.extend path.__setitem__ modules.__setitem__ modules.update modules.setdefault meta_path.append ' +
      'meta_path.insert path_hooks.append path_hooks.insert',
    ATTR_TRAVERSE: '_getframe _current_frames modules getrefcount exc_info _getframemodulename',
    FS_READ: 'argv executable version platform flags getsizeof getrecursionlimit prefix exec_prefix base_prefix',
    PURE: 'intern getdefaultencoding getfilesystemencoding',
    DATA: 'maxsize byteorder version_info float_info int_info hash_info implementation float_repr_style maxunicode hexversion',
    CONSTRUCT: 'UnraisableHookArgs',
    EXEC_PROC: 'exit _exit remote_exec',
    EVAL: 'breakpointhook',
  },
  gc: { '*': 'STATE_MUTATE', PURE: 'collect isenabled get_count get_threshold' },
  'ctypes.*': { '*': 'NATIVE_LOAD' },
  _ctypes: { '*': 'NATIVE_LOAD' },
  _ctypes_test: { '*': 'NATIVE_LOAD' },
  '_interpreters.*': { '*': 'EVAL' },
  _interpchannels: { '*': 'DEFER' },
  _interpqueues: { '*': 'DEFER' },
  _xxinterpchannels: { '*': 'DEFER' },
  _xxsubinterpreters: { '*': 'EVAL' },
  _testcapi: { '*': 'EVAL' },
  _testinternalcapi: { '*': 'EVAL' },
  faulthandler: { '*': 'STATE_MUTATE' },
  tracemalloc: { '*': 'STATE_MUTATE' },
  _tracemalloc: { '*': 'STATE_MUTATE' },
  warnings: { '*': 'STATE_MUTATE', CONSTRUCT: 'WarningMessage', PURE: 'warn' },
  _warnings: { '*': 'STATE_MUTATE' },
  codecs: {
    '*': 'UNKNOWN',
    PURE: 'encode decode utf_8_decode utf_8_encode latin_1_decode latin_1_encode ascii_decode escape_decode escape_encode',
    FS_WRITE: 'open EncodedFile',
    STATE_MUTATE: 'register register_error unregister',
    IMPORT_BY_NAME:
      'lookup getdecoder getencoder getreader getwriter getincrementaldecoder getincrementalencoder iterdecode iterencode',
    CONSTRUCT: 'CodecInfo _codecs_lookup',
    DATA: 'BOM BOM_UTF8 BOM_UTF16_LE BOM_UTF16_BE BOM_UTF32_LE BOM_UTF32_BE',
  },
  _codecs: {
    '*': 'UNKNOWN',
    PURE:
      'encode decode utf_8_decode utf_8_encode latin_1_decode latin_1_encode ascii_decode ascii_encode escape_decode ' +
      'escape_encode unicode_escape_decode raw_unicode_escape_decode utf_16_decode utf_16_le_decode utf_16_be_decode ' +
      'utf_32_decode utf_7_decode charmap_decode',
    STATE_MUTATE: 'register register_error unregister _forget_codec',
    IMPORT_BY_NAME: 'lookup',
  },
  encodings: { '*': 'UNKNOWN', IMPORT_BY_NAME: 'search_function' },
  'encodings.*': { '*': 'UNKNOWN' },
  copyreg: {
    '*': 'STATE_MUTATE',
    STATE_MUTATE: 'pickle add_extension remove_extension dispatch_table',
    CALL_INDIRECT: '_reconstructor __newobj__ __newobj_ex__',
    PURE: '_slotnames clear_extension_cache pickle_complex',
    CONSTRUCT: 'constructor',
  },

  // DEFER
  atexit: { '*': 'DEFER' },
  weakref: {
    '*': 'UNKNOWN',
    CALL_INDIRECT: 'finalize ref proxy WeakMethod',
    CONSTRUCT: 'WeakKeyDictionary WeakValueDictionary WeakSet ReferenceType',
  },
  _weakref: { '*': 'UNKNOWN', CALL_INDIRECT: 'ref proxy', CONSTRUCT: 'ReferenceType' },
  'concurrent.*': { '*': 'EXEC_PROC', CONSTRUCT: '' },
  'multiprocessing.*': { '*': 'EXEC_PROC' },
  _multiprocessing: { '*': 'EXEC_PROC' },
  _posixshmem: { '*': 'FS_WRITE' },
  'asyncio.*': { '*': 'EXEC_PROC' },
  _asyncio: { '*': 'EXEC_PROC' },
  asyncore: { '*': 'NET' },
  asynchat: { '*': 'NET' },
  threading: {
    '*': 'DEFER',
    CONSTRUCT: 'Lock RLock Condition Event Semaphore BoundedSemaphore local Barrier _RLock',
    FS_READ: 'current_thread get_ident main_thread active_count',
  },
  _thread: { '*': 'DEFER', CONSTRUCT: 'allocate_lock allocate RLock lock LockType _local', FS_READ: 'get_ident' },
  thread: { '*': 'DEFER' },
  _threading_local: { '*': 'UNKNOWN', CONSTRUCT: 'local' },
  sched: { '*': 'DEFER' },
  signal: {
    '*': 'DEFER',
    CONSTRUCT: 'Signals Handlers Sigmasks',
    DATA: 'SIGINT SIGTERM SIGKILL SIGHUP SIGUSR1 SIGUSR2 SIG_DFL SIG_IGN',
  },
  _signal: { '*': 'DEFER' },
  contextlib: { '*': 'CALL_INDIRECT', CONSTRUCT: 'nullcontext suppress ExitStack AsyncExitStack' },
};
