/** `_rebuild_tensor(storage, storage_offset, size, stride`: offsets are numbers, sizes and strides tuples or lists of them. */
const VIEW = 'FT,bi,lt,lt';

/** `_reconstruct(class, shape, dtype)` and `scalar(dtype, data)`. */
const MULTIARRAY = '_reconstruct:f3>1 T; scalar:f1-2 FT';

/**
 * As contracts.data.ts, for functions of libraries. Counts are those of every release that has the name: numpy/_core/src/multiarray/
 * multiarraymodule.c and methods.c, numpy/random/_pickle.py, torch/_utils.py, torch/_tensor.py and torch/csrc/autograd/python_variable.cpp from
 * PyTorch 1.0 on (`metadata` came to _rebuild_tensor_v2 with 2.0), pandas/_libs, pandas/core/indexes/base.py.
 */
export const LIBRARY_CONTRACTS: ReadonlyMap<string, string> = new Map([
  [
    'torch._utils',
    `_rebuild_tensor:f4>torch.Tensor ${VIEW}; _rebuild_tensor_v2:f6-7>torch.Tensor ${VIEW},b; _rebuild_tensor_v3:f7-8>torch.Tensor ${VIEW},b; ` +
      '_rebuild_parameter:f3>torch.nn.parameter.Parameter FNT; _rebuild_parameter_with_state:f4>torch.nn.parameter.Parameter FNT; ' +
      '_rebuild_qtensor:f7>torch.Tensor; _rebuild_sparse_tensor:f2>torch.Tensor; _rebuild_meta_tensor_no_storage:f4>torch.Tensor *,lt,lt,b; ' +
      '_rebuild_wrapper_subclass:f8; _rebuild_device_tensor_from_numpy:f4>torch.Tensor; ' +
      '_rebuild_device_tensor_from_cpu_tensor:f4>torch.Tensor; _rebuild_nested_tensor:f4>torch.Tensor',
  ],
  ['re', 'Pattern:c0-='],
  ['torch._tensor', '_rebuild_from_type_v2:f4'],
  ['torch.serialization', '_get_layout:f1'],
  ['torch.storage', '_load_from_bytes:f1'],
  ['torch', 'Tensor:c0-=DEIS; Size:c0-1=; device:c1-2='],
  ['torch.nn.parameter', 'Parameter:c0-2=DEIS'],
  ['numpy', 'dtype:c1-4=S; ndarray:c1-6=IS'],
  ['numpy.core.multiarray', MULTIARRAY],
  ['numpy._core.multiarray', MULTIARRAY],
  ['numpy.core.numeric', '_frombuffer:f4'],
  ['numpy._core.numeric', '_frombuffer:f4'],
  ['numpy.ma.core', '_mareconstruct:f4'],
  ['numpy.random._pickle', '__randomstate_ctor:f0-2; __generator_ctor:f0-2; __bit_generator_ctor:f0-1'],
  ['pandas.core.indexes.base', '_new_Index:f2'],
  ['pandas._libs.internals', '_unpickle_block:f3'],
]);
