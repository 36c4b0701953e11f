/**
 * What modules of the standard library have, besides names with an underscore in front: all that CPython 2.7 and 3.6 to 3.13 list with
 * dir(), and what later ones add. Only modules that are the same on every platform.
 */
export const MODULE_NAMES: ReadonlyMap<string, string> = new Map([
  [
    'builtins',
    'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError ' +
      'BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ' +
      'ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup ' +
      'False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ' +
      'ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError ' +
      'MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError ' +
      'OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError RecursionError ' +
      'ReferenceError ResourceWarning RuntimeError RuntimeWarning StandardError StopAsyncIteration StopIteration SyntaxError ' +
      'SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError UnboundLocalError UnicodeDecodeError ' +
      'UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError ' +
      'abs aiter all anext any apply ascii basestring bin bool breakpoint buffer bytearray bytes callable chr classmethod cmp ' +
      'coerce compile complex copyright credits delattr dict dir divmod enumerate eval exec execfile exit file filter float ' +
      'format frozendict frozenset getattr globals hasattr hash help hex id input int intern isinstance issubclass iter len ' +
      'license list locals long map max memoryview min next object oct open ord pow print property quit range raw_input ' +
      'reduce reload repr reversed round sentinel set setattr slice sorted staticmethod str sum super tuple type unichr ' +
      'unicode vars xrange zip',
  ],
  [
    'operator',
    'abs add and_ attrgetter call concat contains countOf delitem delslice div eq floordiv ge getitem getslice gt iadd iand ' +
      'iconcat idiv ifloordiv ilshift imatmul imod imul index indexOf inv invert ior ipow irepeat irshift isCallable ' +
      'isMappingType isNumberType isSequenceType is_ is_none is_not is_not_none isub itemgetter itruediv ixor le length_hint ' +
      'lshift lt matmul methodcaller mod mul ne neg not_ or_ pos pow repeat rshift sequenceIncludes setitem setslice sub ' +
      'truediv truth xor',
  ],
  [
    '_operator',
    'abs add and_ attrgetter call concat contains countOf delitem delslice div eq floordiv ge getitem getslice gt iadd iand ' +
      'iconcat idiv ifloordiv ilshift imatmul imod imul index indexOf inv invert ior ipow irepeat irshift isCallable ' +
      'isMappingType isNumberType isSequenceType is_ is_none is_not is_not_none isub itemgetter itruediv ixor le length_hint ' +
      'lshift lt matmul methodcaller mod mul ne neg not_ or_ pos pow repeat rshift sequenceIncludes setitem setslice sub ' +
      'truediv truth xor',
  ],
  [
    'functools',
    'GenericAlias MappingProxyType Placeholder RLock WRAPPER_ASSIGNMENTS WRAPPER_UPDATES WeakKeyDictionary cache ' +
      'cached_property cmp_to_key get_cache_token lru_cache namedtuple partial partialmethod recursive_repr reduce ' +
      'singledispatch singledispatchmethod total_ordering update_wrapper wraps',
  ],
  [
    'itertools',
    'accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse groupby ' +
      'ifilter ifilterfalse imap islice izip izip_longest pairwise permutations product repeat starmap takewhile tee ' +
      'zip_longest',
  ],
  [
    'collections',
    'AsyncGenerator AsyncIterable AsyncIterator Awaitable ByteString Callable ChainMap Collection Container Coroutine ' +
      'Counter Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence ' +
      'MutableSet OrderedDict Reversible Sequence Set Sized UserDict UserList UserString ValuesView abc defaultdict deque ' +
      'namedtuple',
  ],
  [
    'types',
    'AsyncGeneratorType BooleanType BufferType BuiltinFunctionType BuiltinMethodType CellType ClassMethodDescriptorType ' +
      'ClassType CodeType ComplexType CoroutineType DictProxyType DictType DictionaryType DynamicClassAttribute EllipsisType ' +
      'FileType FloatType FrameLocalsProxyType FrameType FunctionType GeneratorType GenericAlias GetSetDescriptorType ' +
      'InstanceType IntType LambdaType LazyImportType ListType LongType MappingProxyType MemberDescriptorType ' +
      'MethodDescriptorType MethodType MethodWrapperType ModuleType NoneType NotImplementedType ObjectType SimpleNamespace ' +
      'SliceType StringType StringTypes TracebackType TupleType TypeType UnboundMethodType UnicodeType UnionType ' +
      'WrapperDescriptorType XRangeType coroutine get_original_bases new_class prepare_class resolve_bases',
  ],
  [
    'copyreg',
    'add_extension clear_extension_cache constructor dispatch_table pickle pickle_complex pickle_union remove_extension',
  ],
  ['marshal', 'dump dumps load loads version'],
  [
    'codecs',
    'BOM BOM32_BE BOM32_LE BOM64_BE BOM64_LE BOM_BE BOM_LE BOM_UTF16 BOM_UTF16_BE BOM_UTF16_LE BOM_UTF32 BOM_UTF32_BE ' +
      'BOM_UTF32_LE BOM_UTF8 BufferedIncrementalDecoder BufferedIncrementalEncoder Codec CodecInfo EncodedFile ' +
      'IncrementalDecoder IncrementalEncoder StreamReader StreamReaderWriter StreamRecoder StreamWriter ascii_decode ' +
      'ascii_encode backslashreplace_errors builtins charbuffer_encode charmap_build charmap_decode charmap_encode decode ' +
      'encode escape_decode escape_encode getdecoder getencoder getincrementaldecoder getincrementalencoder getreader ' +
      'getwriter ignore_errors iterdecode iterencode latin_1_decode latin_1_encode lookup lookup_error make_encoding_map ' +
      'make_identity_dict namereplace_errors open raw_unicode_escape_decode raw_unicode_escape_encode readbuffer_encode ' +
      'register register_error replace_errors strict_errors sys unicode_escape_decode unicode_escape_encode ' +
      'unicode_internal_decode unicode_internal_encode unregister utf_16_be_decode utf_16_be_encode utf_16_decode ' +
      'utf_16_encode utf_16_ex_decode utf_16_le_decode utf_16_le_encode utf_32_be_decode utf_32_be_encode utf_32_decode ' +
      'utf_32_encode utf_32_ex_decode utf_32_le_decode utf_32_le_encode utf_7_decode utf_7_encode utf_8_decode utf_8_encode ' +
      'xmlcharrefreplace_errors',
  ],
  [
    '_codecs',
    'ascii_decode ascii_encode charbuffer_encode charmap_build charmap_decode charmap_encode decode encode escape_decode ' +
      'escape_encode latin_1_decode latin_1_encode lookup lookup_error raw_unicode_escape_decode raw_unicode_escape_encode ' +
      'readbuffer_encode register register_error unicode_escape_decode unicode_escape_encode unicode_internal_decode ' +
      'unicode_internal_encode unregister utf_16_be_decode utf_16_be_encode utf_16_decode utf_16_encode utf_16_ex_decode ' +
      'utf_16_le_decode utf_16_le_encode utf_32_be_decode utf_32_be_encode utf_32_decode utf_32_encode utf_32_ex_decode ' +
      'utf_32_le_decode utf_32_le_encode utf_7_decode utf_7_encode utf_8_decode utf_8_encode',
  ],
]);
