/**
 * The restricted unpickler of torch.load(weights_only=True), as of PyTorch 2.6 to 2.14 (torch/_weights_only_unpickler.py).
 * Source: research/pickle.md §3.2 to §3.5.
 */

/** Opcodes it implements, by name. Every other one is refused. */
export const SUPPORTED: ReadonlySet<string> = new Set(
  (
    'PROTO STOP MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINFLOAT BINUNICODE SHORT_BINSTRING EMPTY_TUPLE EMPTY_LIST ' +
    'EMPTY_DICT EMPTY_SET TUPLE TUPLE1 TUPLE2 TUPLE3 APPEND APPENDS SETITEM SETITEMS BINGET LONG_BINGET BINPUT LONG_BINPUT GLOBAL ' +
    'REDUCE NEWOBJ BUILD BINPERSID'
  ).split(' '),
);

/** Modules no allow-list opens. */
export const BLOCKED: ReadonlySet<string> = new Set(['sys', 'os', 'posix', 'nt']);

const KINDS = 'Float Double Half BFloat16 Byte Char Short Int Long Bool'.split(' ');
const STORAGES = [...KINDS, 'ComplexFloat', 'ComplexDouble', 'QInt8', 'QInt32', 'QUInt8', 'QUInt4x2', 'QUInt2x4'].map(
  (kind) => `${kind}Storage`,
);
const TENSORS = KINDS.map((kind) => `${kind}Tensor`);
const DTYPES = (
  'float64 float32 float16 bfloat16 int64 int32 int16 int8 uint8 uint16 uint32 uint64 bool complex32 complex64 complex128 qint8 qint32 quint8 ' +
  'quint4x2 quint2x4 bits8 bits16 bits1x8 bits2x4 bits4x2 float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz float8_e8m0fnu ' +
  'float4_e2m1fn_x2 uint1 uint2 uint3 uint4 uint5 uint6 uint7 int1 int2 int3 int4 int5 int6 int7'
).split(' ');
const REBUILDERS = (
  '_rebuild_parameter _rebuild_parameter_with_state _rebuild_qtensor _rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_sparse_tensor ' +
  '_rebuild_meta_tensor_no_storage _rebuild_nested_tensor _rebuild_wrapper_subclass _rebuild_device_tensor_from_numpy ' +
  '_rebuild_device_tensor_from_cpu_tensor'
).split(' ');

/** Values that may be looked up but not called: dtypes, quantisation schemes, storage types. */
const DATA: readonly string[] = [
  ...DTYPES.map((name) => `torch.${name}`),
  ...'per_tensor_affine per_tensor_symmetric per_channel_affine per_channel_symmetric per_channel_affine_float_qparams'
    .split(' ')
    .map((name) => `torch.${name}`),
  ...STORAGES.flatMap((name) => [`torch.${name}`, `torch.cuda.${name}`]),
];

const CALLABLE: readonly string[] = [
  'collections.OrderedDict',
  'collections.Counter',
  'torch.nn.parameter.Parameter',
  'torch.serialization._get_layout',
  'torch.Size',
  'torch.Tensor',
  'torch.device',
  '_codecs.encode',
  'builtins.bytearray',
  'builtins.set',
  'builtins.complex',
  'torch.storage.TypedStorage',
  'torch.storage.UntypedStorage',
  'torch._tensor._rebuild_from_type_v2',
  ...REBUILDERS.map((name) => `torch._utils.${name}`),
  ...TENSORS.flatMap((name) => [`torch.${name}`, `torch.cuda.${name}`]),
  ...TENSORS.filter((name) => name !== 'BoolTensor').flatMap((name) => [
    `torch.sparse.${name}`,
    `torch.cuda.sparse.${name}`,
  ]),
  // Registered by `import torch` itself.
  'torch.nested._internal.nested_tensor.NestedTensor',
  'torch.nested._internal.nested_tensor._rebuild_njt',
  'torch.distributed._mesh_layout._MeshLayout',
  'torch.distributed._mesh_layout._FlatLayout',
];

export const ALLOWED: ReadonlySet<string> = new Set([...DATA, ...CALLABLE]);
export const CALLABLES: ReadonlySet<string> = new Set(CALLABLE);

/** What BUILD takes: by the name whose call made the object. */
export function isBuildable(key: string): boolean {
  return (
    key === 'collections.OrderedDict' ||
    key.startsWith('torch._utils._rebuild_') ||
    key.startsWith('torch._tensor.') ||
    key.endsWith('Tensor') ||
    key.endsWith('.Parameter') ||
    key.startsWith('torch.nested.')
  );
}

/** What SETITEM takes beside dict (2.10 and later). */
export function takesItems(key: string): boolean {
  return key === 'collections.OrderedDict' || key === 'collections.Counter';
}

const MODULES: ReadonlyMap<string, string> = new Map([
  ['__builtin__', 'builtins'],
  ['copy_reg', 'copyreg'],
  ['Queue', 'queue'],
  ['repr', 'reprlib'],
  ['_abcoll', 'collections.abc'],
  ['UserDict', 'collections'],
  ['UserList', 'collections'],
  ['UserString', 'collections'],
  ['whichdb', 'dbm'],
  ['StringIO', 'io'],
  ['cStringIO', 'io'],
]);

const NAMES: ReadonlyMap<string, string> = new Map([
  ['__builtin__.xrange', 'builtins.range'],
  ['__builtin__.reduce', 'functools.reduce'],
  ['__builtin__.intern', 'sys.intern'],
  ['__builtin__.unichr', 'builtins.chr'],
  ['__builtin__.unicode', 'builtins.str'],
  ['__builtin__.long', 'builtins.int'],
  ['itertools.izip', 'builtins.zip'],
  ['itertools.imap', 'builtins.map'],
  ['itertools.ifilter', 'builtins.filter'],
  ['itertools.ifilterfalse', 'itertools.filterfalse'],
  ['itertools.izip_longest', 'itertools.zip_longest'],
  ['UserDict.IterableUserDict', 'collections.UserDict'],
  ['UserList.UserList', 'collections.UserList'],
  ['UserString.UserString', 'collections.UserString'],
]);

/** The key torch looks a name up with: its own Python 2 map, applied whatever the protocol. */
export function keyOf(module: string, name: string): { readonly module: string; readonly key: string } {
  const mapped = NAMES.get(`${module}.${name}`);
  if (mapped !== undefined) return { module: mapped.slice(0, mapped.lastIndexOf('.')), key: mapped };
  const renamed = MODULES.get(module) ?? module;
  return { module: renamed, key: `${renamed}.${name}` };
}
