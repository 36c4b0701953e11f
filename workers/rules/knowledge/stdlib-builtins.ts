import type { Table } from './capability.ts';

const EXCEPTIONS =
  'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError ' +
  'BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError ' +
  'DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError ' +
  'FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError ' +
  'InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError ' +
  'NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ' +
  'ProcessLookupError PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning ' +
  'StandardError StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError ' +
  'TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning ' +
  'UserWarning ValueError Warning WindowsError ZeroDivisionError';

/** `builtins` and the modules whose functions compute and nothing else. */
export const BUILTINS: Table = {
  builtins: {
    '*': 'UNKNOWN',
    UNKNOWN: '__main__',
    EVAL: 'eval exec compile breakpoint execfile',
    IMPORT_BY_NAME: '__import__ reload __loader__ __spec__ help',
    ATTR_TRAVERSE: 'getattr vars globals locals __dict__ __builtins__ super',
    STATE_MUTATE: 'setattr delattr',
    CLASS_CREATE: 'type __build_class__',
    FS_WRITE: 'open file',
    FS_READ: 'input raw_input',
    EXEC_PROC: 'exit quit',
    MEM: 'bytearray',
    PURE:
      'abs all any ascii bin bool bytes callable chr unichr cmp coerce complex dict dir divmod enumerate float format frozenset ' +
      'hasattr hash hex id int intern isinstance issubclass len list long max min next oct ord pow print range repr ' +
      'reversed round set slice sorted str sum tuple unicode basestring zip xrange memoryview aiter anext buffer ' +
      'object.__new__ object.__init__ dict.__new__ list.__new__ tuple.__new__ str.__new__ int.__new__ float.__new__ set.__new__ ' +
      'frozenset.__new__ bytes.__new__',
    CALL_INDIRECT: 'map filter iter reduce apply property classmethod staticmethod',
    CONSTRUCT: 'object ' + EXCEPTIONS,
    DATA: 'None True False Ellipsis NotImplemented __debug__ __name__ copyright credits license NoneType ellipsis',
  },
  functools: {
    '*': 'CALL_INDIRECT',
    CALL_INDIRECT:
      'partial partialmethod reduce lru_cache cache wraps update_wrapper singledispatch singledispatchmethod cached_property ' +
      'cmp_to_key total_ordering _lru_cache_wrapper',
  },
  _functools: { '*': 'CALL_INDIRECT' },
  operator: {
    '*': 'PURE',
    CALL_INDIRECT: 'call attrgetter itemgetter methodcaller',
    STATE_MUTATE: 'setitem delitem',
  },
  itertools: {
    '*': 'UNKNOWN',
    CALL_INDIRECT: 'starmap accumulate takewhile dropwhile filterfalse ifilter ifilterfalse imap groupby',
    PURE:
      'chain chain.from_iterable count cycle repeat islice product permutations combinations combinations_with_replacement ' +
      'compress zip_longest tee pairwise batched izip izip_longest _tee _grouper',
  },
  collections: {
    '*': 'UNKNOWN',
    CONSTRUCT: 'OrderedDict Counter deque ChainMap UserDict UserList UserString Mapping Sequence Iterable Callable abc',
    CALL_INDIRECT: 'defaultdict namedtuple',
  },
  'collections.abc': { '*': 'DATA' },
  _collections_abc: { '*': 'DATA' },
  copy: { '*': 'UNKNOWN', PURE: 'copy deepcopy', CONSTRUCT: 'Error', CALL_INDIRECT: '_reconstruct' },
  base64: { '*': 'PURE', FS_WRITE: 'main encode decode' },
  binascii: { '*': 'PURE' },
  struct: { '*': 'PURE' },
  _struct: { '*': 'PURE' },
  hashlib: { '*': 'PURE', FS_READ: 'file_digest' },
  _hashlib: { '*': 'PURE' },
  hmac: { '*': 'PURE' },
  math: { '*': 'PURE' },
  cmath: { '*': 'PURE' },
  statistics: { '*': 'PURE', CONSTRUCT: 'NormalDist' },
  random: { '*': 'PURE', CONSTRUCT: 'Random SystemRandom' },
  _random: { '*': 'CONSTRUCT' },
  secrets: { '*': 'UNKNOWN' },
  datetime: { '*': 'CONSTRUCT' },
  _datetime: { '*': 'CONSTRUCT' },
  _pydatetime: { '*': 'CONSTRUCT' },
  decimal: { '*': 'CONSTRUCT', STATE_MUTATE: 'setcontext getcontext localcontext' },
  _decimal: { '*': 'CONSTRUCT' },
  _pydecimal: { '*': 'CONSTRUCT' },
  fractions: { '*': 'CONSTRUCT' },
  numbers: { '*': 'DATA' },
  array: { '*': 'UNKNOWN', CONSTRUCT: 'array _array_reconstructor ArrayType' },
  'zoneinfo.*': {
    '*': 'UNKNOWN',
    FS_READ: '_common.load_tzdata',
    CONSTRUCT: 'ZoneInfo ZoneInfo._unpickle ZoneInfoNotFoundError',
  },
  ipaddress: { '*': 'CONSTRUCT' },
  enum: {
    '*': 'UNKNOWN',
    CONSTRUCT:
      'Enum IntEnum Flag IntFlag StrEnum auto EnumMeta EnumType _EnumDict Enum.__new__ IntEnum.__new__ Flag.__new__ StrEnum.__new__',
    CALL_INDIRECT: 'pickle_by_enum_name pickle_by_global_name',
  },
  dataclasses: {
    '*': 'UNKNOWN',
    EVAL: 'make_dataclass dataclass _create_fn _process_class _FuncBuilder.add_fns_to_class',
    STATE_MUTATE: '_set_new_attribute',
    CONSTRUCT:
      'Field _MISSING_TYPE _HAS_DEFAULT_FACTORY_CLASS InitVar FrozenInstanceError _DataclassParams _FIELD_BASE',
    DATA: 'MISSING KW_ONLY _FIELD',
    CALL_INDIRECT: 'field replace asdict astuple',
  },
  re: {
    '*': 'PURE',
    CONSTRUCT: 'Pattern Match RegexFlag error _compile compile template',
    CALL_INDIRECT: 'sub subn Scanner',
  },
  _sre: { '*': 'UNKNOWN', CONSTRUCT: 'compile' },
  textwrap: { '*': 'PURE' },
  difflib: { '*': 'UNKNOWN', CONSTRUCT: 'SequenceMatcher Match' },
  heapq: { '*': 'UNKNOWN', PURE: 'heapify heappush heappop heappushpop' },
  bisect: { '*': 'UNKNOWN', PURE: 'bisect bisect_left bisect_right insort' },
  queue: { '*': 'UNKNOWN', CONSTRUCT: 'Queue LifoQueue PriorityQueue SimpleQueue Empty Full' },
  graphlib: { '*': 'UNKNOWN', CONSTRUCT: 'TopologicalSorter CycleError' },
  contextvars: { '*': 'UNKNOWN', CONSTRUCT: 'ContextVar Context' },
  abc: { '*': 'UNKNOWN', CONSTRUCT: 'ABC ABCMeta abstractmethod' },
  _abc: { '*': 'UNKNOWN' },
  io: {
    '*': 'UNKNOWN',
    FS_WRITE: 'open FileIO open_code OpenWrapper',
    CONSTRUCT:
      'BytesIO StringIO TextIOWrapper BufferedReader BufferedWriter BufferedRandom BufferedRWPair IOBase RawIOBase UnsupportedOperation',
  },
  _pyio: { '*': 'FS_WRITE', CONSTRUCT: 'BytesIO StringIO' },
  time: {
    '*': 'UNKNOWN',
    CONSTRUCT: 'struct_time',
    PURE: 'time perf_counter monotonic process_time localtime gmtime strftime mktime asctime ctime time_ns strptime',
    STATE_MUTATE: 'clock_settime clock_settime_ns tzset',
  },
  calendar: { '*': 'UNKNOWN', CONSTRUCT: 'Calendar TextCalendar HTMLCalendar Month Day' },
  unicodedata: { '*': 'PURE' },
  html: { '*': 'PURE' },
  errno: { '*': 'DATA' },
  stat: { '*': 'PURE' },
  keyword: { '*': 'DATA' },
  token: { '*': 'DATA' },
  pprint: { '*': 'UNKNOWN', CONSTRUCT: 'PrettyPrinter' },
  reprlib: { '*': 'UNKNOWN', CONSTRUCT: 'Repr' },
  pickle: {
    '*': 'DESERIALIZE',
    DESERIALIZE: 'loads load _loads _load Unpickler _Unpickler',
    PURE: 'dumps',
    FS_WRITE: 'dump',
    CONSTRUCT: 'PickleError PicklingError UnpicklingError PickleBuffer Pickler',
    DATA: 'HIGHEST_PROTOCOL DEFAULT_PROTOCOL',
    ATTR_TRAVERSE: '_getattribute whichmodule Unpickler.find_class _Unpickler.find_class',
  },
  _compat_pickle: { '*': 'DATA' },
  _strptime: { '*': 'UNKNOWN' },
  colorsys: { '*': 'PURE' },
  crypt: { '*': 'UNKNOWN' },
  audioop: { '*': 'PURE' },
  __future__: { '*': 'DATA' },
};
