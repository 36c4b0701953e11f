/**
 * The restricted unpickler of torch.load(weights_only=True), by version (torch/_weights_only_unpickler.py, PyTorch 1.13 to 2.15).
 * A version is major × 100 + minor. Source: research/pickle.md §3.2 to §3.5, and the shipped files of 2.10 and 2.15.
 */

/** Ranges that behave alike, newest first. `from` is what the tables below are asked with. */
export const VERSIONS: readonly { readonly from: number; readonly label: string }[] = [
  { from: 215, label: 'PyTorch 2.15' },
  { from: 210, label: 'PyTorch 2.10 to 2.14' },
  { from: 206, label: 'PyTorch 2.6 to 2.9, but see CVE-2026-24747' },
  { from: 205, label: 'PyTorch 2.5, but see CVE-2025-32434' },
  { from: 204, label: 'PyTorch 2.4, but see CVE-2025-32434' },
  { from: 202, label: 'PyTorch 2.2 and 2.3, but see CVE-2025-32434' },
  { from: 113, label: 'PyTorch 1.13 and 2.0, but see CVE-2025-32434' },
];

export const NEWEST = 215;

/** From here on callers can allow names, first by the object alone, then also as (object, name). */
export const ALLOWS_OBJECTS = 204;
export const ALLOWS_NAMED = 206;
/** From here on modules are blocked whatever the caller allows, and items are only set on known mappings. */
export const BLOCKS_MODULES = 206;
export const CHECKS_ITEMS = 210;

const OPCODES =
  'PROTO STOP MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINUNICODE SHORT_BINSTRING EMPTY_TUPLE EMPTY_LIST EMPTY_DICT ' +
  'EMPTY_SET TUPLE TUPLE1 TUPLE2 TUPLE3 APPEND APPENDS SETITEM SETITEMS BINGET LONG_BINGET BINPUT LONG_BINPUT GLOBAL REDUCE NEWOBJ ' +
  'BUILD BINPERSID';
const SUPPORTED: ReadonlySet<string> = new Set([...OPCODES.split(' '), 'BINFLOAT']);

/** Whether it has this opcode. Every other one is refused. */
export function isSupported(opcode: string, version: number): boolean {
  return SUPPORTED.has(opcode) && (opcode !== 'BINFLOAT' || version >= 202);
}

/** Modules no allow-list opens. */
export const BLOCKED: ReadonlySet<string> = new Set(['sys', 'os', 'posix', 'nt']);

const KINDS = 'Float Double Half BFloat16 Byte Char Short Int Long Bool'.split(' ');
const CUDA_STORAGES = [...KINDS, 'ComplexFloat', 'ComplexDouble'].map((kind) => `${kind}Storage`);
const QUANTISED = 'QInt8Storage QInt32Storage QUInt8Storage QUInt4x2Storage QUInt2x4Storage';
const TENSORS = KINDS.map((kind) => `${kind}Tensor`);

interface Known {
  /** First version that allows it, and the first that does no more. */
  readonly since: number;
  readonly until: number;
  /** A dtype, scheme or storage type: may be looked up, but is nothing that can be called. */
  readonly isData: boolean;
}

const ALLOWED = new Map<string, Known>();
const EVER = Number.POSITIVE_INFINITY;

function allow(since: number, prefix: string, names: string, isData = false, until = EVER): void {
  for (const name of names.split(' ')) ALLOWED.set(prefix + name, { since, until, isData });
}

allow(113, 'collections.', 'OrderedDict');
allow(113, 'torch.', `nn.parameter.Parameter serialization._get_layout Size Tensor`);
allow(113, 'torch.storage.', 'TypedStorage UntypedStorage');
allow(113, 'torch.', TENSORS.join(' '));
allow(113, 'torch.cuda.', TENSORS.join(' '));
const SPARSE = TENSORS.filter((name) => name !== 'BoolTensor').join(' ');
allow(113, 'torch.sparse.', SPARSE);
allow(113, 'torch.cuda.sparse.', SPARSE);
allow(113, 'torch.', `${CUDA_STORAGES.join(' ')} ${QUANTISED}`, true);
allow(113, 'torch.cuda.', CUDA_STORAGES.join(' '), true);
allow(113, 'torch.', 'complex32 complex64 complex128 float16 float32 float64 int8 int16 int32 int64', true);
allow(
  113,
  'torch._utils.',
  '_rebuild_parameter _rebuild_tensor _rebuild_tensor_v2 _rebuild_sparse_tensor _rebuild_meta_tensor_no_storage',
);
allow(113, 'torch._utils.', '_rebuild_sparse_csr_tensor', false, 202);
allow(202, 'torch.', 'float8_e5m2 float8_e4m3fn', true);
allow(202, 'torch._utils.', '_rebuild_tensor_v3');
allow(202, 'torch._utils.', '_rebuild_nested_tensor', false, 215);
allow(202, 'torch._tensor.', '_rebuild_from_type_v2');
allow(204, '', 'collections.Counter torch.device');
allow(204, 'torch._utils.', '_rebuild_parameter_with_state _rebuild_qtensor _rebuild_wrapper_subclass');
allow(
  204,
  'torch.',
  'bfloat16 bool uint8 uint16 uint32 uint64 qint8 qint32 quint8 quint4x2 quint2x4 bits8 bits16 bits1x8 bits2x4 bits4x2 ' +
    'float8_e4m3fnuz float8_e5m2fnuz per_tensor_affine per_tensor_symmetric per_channel_affine per_channel_symmetric ' +
    'per_channel_affine_float_qparams',
  true,
);
allow(205, '', '_codecs.encode builtins.bytearray torch._utils._rebuild_device_tensor_from_numpy');
allow(206, '', 'builtins.set builtins.complex torch._utils._rebuild_device_tensor_from_cpu_tensor');
// Registered by `import torch` itself.
allow(206, 'torch.nested._internal.nested_tensor.', 'NestedTensor _rebuild_njt', false, 215);
allow(210, 'torch.distributed._mesh_layout.', '_MeshLayout _FlatLayout');
allow(
  210,
  'torch.',
  'float8_e8m0fnu float4_e2m1fn_x2 uint1 uint2 uint3 uint4 uint5 uint6 uint7 int1 int2 int3 int4 int5 int6 int7',
  true,
);

allow(215, 'torch.', 'bcomplex32', true);

/** Every name a version allows. */
export function allowedNames(version: number): readonly string[] {
  return Array.from(ALLOWED.keys()).filter((key) => isAllowed(key, version));
}

/** Whether a looked-up name is allowed by itself. */
export function isAllowed(key: string, version: number): boolean {
  const known = ALLOWED.get(key);
  return known !== undefined && known.since <= version && version < known.until;
}

/** Whether an allowed name is one that can be called. */
export function isCallable(key: string): boolean {
  return ALLOWED.get(key)?.isData !== true;
}

/** Types that BUILD fills by rules of its own, in every version. */
export const BUILDS: ReadonlySet<string> = new Set([
  'torch.Tensor',
  'torch.nn.parameter.Parameter',
  'collections.OrderedDict',
]);

/** Types beside dict that take items. */
export const MAPPINGS: ReadonlySet<string> = new Set(['collections.OrderedDict', 'collections.Counter']);

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
