import type { Table } from './capability.ts';

const DTYPES =
  'float64 float32 float16 bfloat16 int64 int32 int16 int8 uint8 uint16 uint32 uint64 bool complex32 complex64 complex128 qint8 ' +
  'qint32 quint8 quint4x2 quint2x4 bits8 bits16 bits1x8 bits2x4 bits4x2 float8_e4m3fn float8_e4m3fnuz float8_e5m2 ' +
  'float8_e5m2fnuz float8_e8m0fnu float4_e2m1fn_x2 uint1 uint2 uint3 uint4 uint5 uint6 uint7 int1 int2 int3 int4 int5 int6 int7 ' +
  'float double half long int short cfloat cdouble chalf';
const QSCHEMES =
  'per_tensor_affine per_tensor_symmetric per_channel_affine per_channel_symmetric per_channel_affine_float_qparams ' +
  'strided sparse_coo sparse_csr sparse_csc sparse_bsr sparse_bsc _mkldnn jagged contiguous_format channels_last ' +
  'channels_last_3d preserve_format';
const KINDS = 'Float Double Half BFloat16 Byte Char Short Int Long Bool';
const STORAGE_KINDS = KINDS + ' ComplexFloat ComplexDouble QInt8 QInt32 QUInt8 QUInt4x2 QUInt2x4 Untyped Typed';
const each = (kinds: string, suffix: string): string =>
  kinds
    .split(' ')
    .map((kind) => kind + suffix)
    .join(' ');
const TENSORS = each(KINDS, 'Tensor');
const STORAGES = each(STORAGE_KINDS, 'Storage');

/** Functions of torch that only compute; ordinary files hold them as activation functions. */
const TORCH_MATH =
  'relu sigmoid tanh softmax log_softmax gelu exp log log1p sqrt rsqrt abs sin cos tan erf mean sum max min add sub mul div ' +
  'matmul mm bmm cat stack flatten reshape permute transpose squeeze unsqueeze clamp where zeros ones empty full arange linspace ' +
  'eye rand randn tensor as_tensor from_numpy zeros_like ones_like empty_like selu celu prelu dropout conv1d conv2d conv3d';

/** torch: what rebuilds tensors, and the values and functions saved models hold. Source: research/pickle.md §3.4 and §4.4. */
export const TORCH: Table = {
  torch: {
    DATA: `${DTYPES} ${QSCHEMES}`,
    CONSTRUCT: `Size device Tensor dtype layout memory_format Generator ${TENSORS} ${STORAGES} _tensor.Tensor`,
    PURE: TORCH_MATH,
  },
  'torch.cuda': { CONSTRUCT: `${TENSORS} ${STORAGES}` },
  'torch.sparse': { CONSTRUCT: TENSORS },
  'torch.cuda.sparse': { CONSTRUCT: TENSORS },
  'torch.storage': { CONSTRUCT: `TypedStorage UntypedStorage _TypedStorage _UntypedStorage ${STORAGES}` },
  'torch._tensor': { CONSTRUCT: 'Tensor', CALL_INDIRECT: '_rebuild_from_type_v2 _rebuild_from_type' },
  'torch.tensor': { CONSTRUCT: '', CALL_INDIRECT: '_rebuild_from_type_v2 _rebuild_from_type' },
  'torch._utils': {
    CONSTRUCT:
      '_rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_parameter _rebuild_parameter_with_state _rebuild_qtensor ' +
      '_rebuild_sparse_tensor _rebuild_sparse_csr_tensor _rebuild_meta_tensor_no_storage _rebuild_nested_tensor ' +
      '_rebuild_device_tensor_from_numpy _rebuild_device_tensor_from_cpu_tensor _rebuild_xla_tensor _rebuild_mlc_tensor ' +
      '_rebuild_vulkan_tensor _rebuild_hpu_tensor _rebuild_ort_tensor',
    CALL_INDIRECT: '_rebuild_wrapper_subclass',
  },
  'torch.nn.parameter': { CONSTRUCT: 'Parameter Buffer UninitializedParameter UninitializedBuffer' },
  'torch.nn': { CONSTRUCT: 'Parameter Buffer' },
  'torch._C': { CONSTRUCT: 'device Size Generator', DATA: '' },
  'torch._C._nn': {
    PURE: 'gelu relu6 leaky_relu softplus silu mish hardtanh hardswish hardsigmoid elu_ log_sigmoid linear one_hot',
  },
  'torch.nn.functional': {
    PURE:
      'relu relu6 elu selu celu leaky_relu prelu rrelu gelu silu mish softplus softsign tanh sigmoid logsigmoid hardtanh hardswish ' +
      'hardsigmoid softmax log_softmax softmin gumbel_softmax glu dropout layer_norm linear normalize interpolate cross_entropy ' +
      'mse_loss l1_loss nll_loss binary_cross_entropy binary_cross_entropy_with_logits smooth_l1_loss tanhshrink scaled_dot_product_attention',
  },
  'torch.serialization': { CONSTRUCT: '_get_layout' },
  'torch.nested._internal.nested_tensor': { CONSTRUCT: 'NestedTensor _rebuild_njt' },
  'torch.distributed._mesh_layout': { CONSTRUCT: '_MeshLayout _FlatLayout' },
  'torch.distributed.tensor': { CONSTRUCT: 'DTensor Shard Replicate Partial' },
  'torch.distributed.device_mesh': { CONSTRUCT: 'DeviceMesh' },
  'torch.backends.cuda': { CONSTRUCT: 'cuFFTPlanCache' },
  'torch.utils.hooks': { CONSTRUCT: 'RemovableHandle BackwardHook' },
  'torch.distributions.constraints': { CONSTRUCT: '_Real _Boolean _Simplex' },
  'torch.onnx': { CONSTRUCT: 'TrainingMode OperatorExportTypes' },
  'torch.fx.node': { CONSTRUCT: '' },
  'torch.backends': { CONSTRUCT: '' },
};
