import type { Table } from './capability.ts';

/**
 * Names that ordinary model files hold, beside the classes generated from releases (classes.data.ts): functions that
 * rebuild arrays and tensors, extension types, and classes no script can enumerate. Source: research/pickle.md §3.4 and §4.4.
 */
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

export const LIBRARY_GOOD: Table = {
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

  numpy: {
    CONSTRUCT:
      'ndarray dtype generic number integer floating bool_ bool int_ intc intp int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 ' +
      'longlong ulonglong byte ubyte short ushort uintc uintp long ulong half single double longdouble float16 float32 float64 ' +
      'float128 float96 float_ csingle cdouble clongdouble complex64 complex128 complex256 complex_ str_ bytes_ unicode_ string_ ' +
      'object_ void datetime64 timedelta64 matrix recarray record ma.core.MaskedArray inexact complexfloating signedinteger ' +
      'unsignedinteger flexible character object str poly1d finfo iinfo broadcast flatiter nditer vectorize random.RandomState',
    PURE:
      'array asarray zeros ones empty full arange linspace log log1p log10 log2 exp expm1 sqrt square abs absolute fabs sin cos tan ' +
      'arcsin arccos arctan sinh cosh tanh add subtract multiply divide true_divide floor_divide power mod negative positive ' +
      'maximum minimum mean median sum prod std var max min amax amin argmax argmin argsort sort dot matmul vdot inner outer ' +
      'reshape ravel transpose concatenate vstack hstack stack where clip round rint floor ceil trunc isnan isinf isfinite sign ' +
      'cumsum cumprod diff unique nanmean nanmedian nanstd nanvar nanmax nanmin nansum percentile quantile average logaddexp ' +
      'logical_and logical_or logical_not logical_xor greater less equal not_equal greater_equal less_equal hypot arctan2 cbrt ' +
      'reciprocal conjugate real imag identity eye ones_like zeros_like full_like empty_like bincount histogram digitize interp ' +
      'array_equal allclose isclose nan_to_num degrees radians deg2rad rad2deg sinc bitwise_and bitwise_or bitwise_xor invert ' +
      'left_shift right_shift fmax fmin fmod remainder heaviside copysign nextafter ldexp frexp modf gcd lcm',
    DATA: 'nan inf pi e newaxis _NoValue',
    DESERIALIZE: 'load',
    FS_WRITE: 'save savez savez_compressed savetxt memmap tofile DataSource',
    FS_READ: 'fromfile loadtxt genfromtxt fromregex show_config show_runtime',
    CALL_INDIRECT: 'fromfunction frompyfunc apply_along_axis apply_over_axes piecewise',
    EVAL: 'safe_eval source',
    IMPORT_BY_NAME: 'lookfor test',
  },
  'numpy.core.multiarray': {
    CONSTRUCT: '_reconstruct scalar ndarray dtype array fromiter',
    PURE: 'empty zeros concatenate',
    DATA: '',
  },
  'numpy.core._multiarray_umath': { CONSTRUCT: '_reconstruct scalar ndarray dtype' },
  'numpy.core.numeric': { CONSTRUCT: '_frombuffer' },
  'numpy.core.umath': { PURE: 'log log1p exp sqrt square' },
  'numpy.core._internal': { CONSTRUCT: '_convert_to_stringdtype_kwargs' },
  'numpy.core': { CONSTRUCT: '_ufunc_reconstruct', CALL_INDIRECT: '' },
  'numpy.core._ufunc': { CONSTRUCT: '' },
  'numpy.core.memmap': { FS_WRITE: 'memmap' },
  'numpy.core.records': { CONSTRUCT: 'recarray record' },
  'numpy.core.defchararray': { CONSTRUCT: 'chararray' },
  'numpy.rec': { CONSTRUCT: 'recarray record' },
  'numpy.ma': { CONSTRUCT: 'MaskedArray' },
  'numpy.ma.core': { CONSTRUCT: 'MaskedArray MaskedConstant mvoid _mareconstruct' },
  'numpy.ma.mrecords': { CONSTRUCT: 'MaskedRecords _mrreconstruct' },
  'numpy.matrixlib.defmatrix': { CONSTRUCT: 'matrix' },
  'numpy.lib.polynomial': { CONSTRUCT: 'poly1d' },
  'numpy.lib.function_base': { CONSTRUCT: 'vectorize' },
  'numpy.dtypes': { '*': 'CONSTRUCT' },
  'numpy.random._pickle': { CALL_INDIRECT: '__generator_ctor __bit_generator_ctor __randomstate_ctor' },
  'numpy.random': {
    CONSTRUCT: 'RandomState Generator MT19937 PCG64 Philox SFC64',
    CALL_INDIRECT: '__RandomState_ctor',
  },
  'numpy.random.mtrand': { CONSTRUCT: 'RandomState' },
  'numpy.random._mt19937': { CONSTRUCT: 'MT19937' },
  'numpy.random._pcg64': { CONSTRUCT: 'PCG64 PCG64DXSM' },
  'numpy.random._philox': { CONSTRUCT: 'Philox' },
  'numpy.random._sfc64': { CONSTRUCT: 'SFC64' },
  'numpy.random._generator': { CONSTRUCT: 'Generator' },
  'numpy.random.bit_generator': {
    CONSTRUCT:
      'SeedSequence __pyx_unpickle_SeedSequence SeedlessSeedSequence __pyx_unpickle_SeedlessSeedSequence BitGenerator',
  },

  'scipy.sparse.*': { CONSTRUCT: '' },
  'scipy.stats._distn_infrastructure': { CALL_INDIRECT: 'rv_continuous_frozen rv_discrete_frozen rv_frozen' },
  'scipy.interpolate._interpolate': {
    CONSTRUCT: 'interp1d interp2d PPoly BPoly',
    PURE: 'interp1d._call_linear_np interp1d._call_linear interp1d._call_nearest interp1d._call_previousnext interp1d._call_spline interp1d._call_nan_spline',
  },
  'scipy.interpolate.interpolate': {
    CONSTRUCT: 'interp1d',
    PURE: 'interp1d._call_linear_np interp1d._call_linear interp1d._call_nearest interp1d._call_spline',
  },
  'scipy.special._ufuncs': { '*': 'PURE' },
  'scipy.special': { PURE: 'expit logit erf erfc gamma gammaln digamma softmax logsumexp xlogy' },
  'scipy.spatial._ckdtree': { CONSTRUCT: 'cKDTree' },
  'scipy.spatial.ckdtree': { CONSTRUCT: 'cKDTree' },

  joblib: { CONSTRUCT: '' },
  'joblib.numpy_pickle': { CONSTRUCT: 'NumpyArrayWrapper NDArrayWrapper ZNDArrayWrapper' },
  'joblib.numpy_pickle_compat': { CONSTRUCT: 'NDArrayWrapper ZNDArrayWrapper' },
  'joblib.parallel': { CALL_INDIRECT: 'BatchedCalls delayed' },

  'sklearn.tree._tree': { CONSTRUCT: 'Tree' },
  'sklearn.tree._criterion': { '*': 'CONSTRUCT' },
  'sklearn.tree._splitter': { '*': 'CONSTRUCT' },
  'sklearn._loss._loss': { '*': 'CONSTRUCT' },
  'sklearn.neighbors._kd_tree': { '*': 'CONSTRUCT' },
  'sklearn.neighbors._ball_tree': { '*': 'CONSTRUCT' },
  'sklearn.neighbors._quad_tree': { '*': 'CONSTRUCT' },
  'sklearn.neighbors._dist_metrics': { '*': 'CONSTRUCT' },
  'sklearn.neighbors.kd_tree': { '*': 'CONSTRUCT' },
  'sklearn.neighbors.ball_tree': { '*': 'CONSTRUCT' },
  'sklearn.neighbors.dist_metrics': { '*': 'CONSTRUCT' },
  'sklearn.metrics._dist_metrics': { '*': 'CONSTRUCT' },
  'sklearn.linear_model._sgd_fast': { '*': 'CONSTRUCT' },
  'sklearn.linear_model.sgd_fast': { '*': 'CONSTRUCT' },
  'sklearn.utils._random': { '*': 'CONSTRUCT' },
  'sklearn.utils._weight_vector': { '*': 'CONSTRUCT' },
  'sklearn.ensemble._hist_gradient_boosting.*': { CONSTRUCT: '' },
  'sklearn.ensemble._hist_gradient_boosting.common': { '*': 'CONSTRUCT' },
  'sklearn.utils._bunch': { CONSTRUCT: 'Bunch' },
  'sklearn.utils': { CONSTRUCT: 'Bunch' },
  'sklearn.cluster._hierarchical_fast': { CONSTRUCT: 'WeightedEdge' },
  'sklearn.calibration': { CONSTRUCT: '_CalibratedClassifier _SigmoidCalibration' },
  'sklearn.metrics._scorer': { CONSTRUCT: '_PassthroughScorer _Scorer _PredictScorer _ProbaScorer _ThresholdScorer' },
  'sklearn.metrics.*': { CONSTRUCT: '' },
  'sklearn.metrics._classification': {
    PURE: 'accuracy_score f1_score precision_score recall_score balanced_accuracy_score log_loss',
  },
  'sklearn.metrics._regression': {
    PURE: 'r2_score mean_squared_error mean_absolute_error median_absolute_error max_error',
  },
  'sklearn.metrics._ranking': { PURE: 'roc_auc_score average_precision_score' },
  'sklearn.metrics.pairwise': {
    PURE: 'euclidean_distances cosine_similarity linear_kernel rbf_kernel pairwise_distances',
  },
  'sklearn.feature_selection._univariate_selection': { PURE: 'f_classif f_regression chi2 f_oneway r_regression' },
  'sklearn.feature_selection._mutual_info': { PURE: 'mutual_info_classif mutual_info_regression' },
  'sklearn.preprocessing._data': { PURE: 'scale normalize minmax_scale power_transform' },

  pandas: {
    CONSTRUCT:
      'DataFrame Series Index RangeIndex MultiIndex Categorical CategoricalIndex CategoricalDtype StringDtype DatetimeIndex ' +
      'TimedeltaIndex PeriodIndex IntervalIndex Timestamp Timedelta Period Interval NaT NA Int64Dtype Int32Dtype Int16Dtype ' +
      'Int8Dtype UInt8Dtype UInt16Dtype UInt32Dtype UInt64Dtype Float32Dtype Float64Dtype BooleanDtype DatetimeTZDtype ' +
      'PeriodDtype IntervalDtype SparseDtype ArrowDtype Flags Int64Index Float64Index UInt64Index DateOffset',
    DESERIALIZE: 'read_pickle',
    FS_READ: 'read_csv read_json read_excel read_parquet read_hdf read_html read_sql read_table read_feather',
    EVAL: 'eval',
    FS_WRITE: 'HDFStore ExcelWriter to_pickle',
  },
  'pandas.arrays': { '*': 'CONSTRUCT' },
  'pandas._libs.internals': { CONSTRUCT: '_unpickle_block BlockPlacement BlockManager' },
  'pandas._libs.arrays': { CONSTRUCT: '__pyx_unpickle_NDArrayBacked NDArrayBacked' },
  'pandas._libs.interval': { '*': 'CONSTRUCT' },
  'pandas._libs.missing': { '*': 'CONSTRUCT' },
  'pandas._libs.index': { '*': 'CONSTRUCT' },
  'pandas._libs.sparse': { '*': 'CONSTRUCT' },
  'pandas._libs.tslib': { '*': 'CONSTRUCT' },
  'pandas._libs.tslibs.nattype': { '*': 'CONSTRUCT' },
  'pandas._libs.tslibs.timestamps': { CONSTRUCT: 'Timestamp _unpickle_timestamp _Timestamp' },
  'pandas._libs.tslibs.timedeltas': { CONSTRUCT: 'Timedelta _timedelta_unpickle _Timedelta' },
  'pandas._libs.tslibs.period': { CONSTRUCT: 'Period _Period' },
  'pandas._libs.tslibs.offsets': { '*': 'CONSTRUCT' },
  'pandas._libs.tslibs.dtypes': { '*': 'CONSTRUCT' },
  'pandas._libs.properties': { '*': 'CONSTRUCT' },
  'pandas.core.internals.managers': { CONSTRUCT: 'BlockManager SingleBlockManager' },
  'pandas.core.internals.blocks': { CONSTRUCT: 'new_block Block NumericBlock ObjectBlock FloatBlock IntBlock' },
  'pandas.core.indexes.base': { CONSTRUCT: 'Index', CALL_INDIRECT: '_new_Index' },
  'pandas.core.indexes.datetimes': { CONSTRUCT: 'DatetimeIndex', CALL_INDIRECT: '_new_DatetimeIndex' },
  'pandas.core.indexes.period': { CONSTRUCT: 'PeriodIndex', CALL_INDIRECT: '_new_PeriodIndex' },
  'pandas.core.indexes.interval': { CONSTRUCT: 'IntervalIndex', CALL_INDIRECT: '_new_IntervalIndex' },
  'pandas.core.indexes.multi': { CONSTRUCT: 'MultiIndex' },
  'pandas.core.indexes.numeric': { CONSTRUCT: 'Int64Index Float64Index UInt64Index' },
  'pandas.core.series': { CONSTRUCT: 'Series' },
  'pandas.core.frame': { CONSTRUCT: 'DataFrame' },
  'pandas.core.dtypes.dtypes': { '*': 'CONSTRUCT' },
  'pandas.core.index': {
    CONSTRUCT: 'Index Int64Index Float64Index MultiIndex RangeIndex CategoricalIndex',
    CALL_INDIRECT: '_new_Index',
  },
  'pandas.indexes.numeric': { CONSTRUCT: 'Int64Index Float64Index' },
  'pandas.indexes.range': { CONSTRUCT: 'RangeIndex' },
  'pandas.core.internals': { CONSTRUCT: 'BlockManager SingleBlockManager _unpickle_block' },
  'pandas.tseries.index': { CONSTRUCT: 'DatetimeIndex', CALL_INDIRECT: '_new_DatetimeIndex' },
  'pandas.tslib': { CONSTRUCT: 'Timestamp _unpickle_timestamp NaTType __nat_unpickle' },
  'pandas.indexes.base': { CONSTRUCT: 'Index', CALL_INDIRECT: '_new_Index' },

  pytz: { CONSTRUCT: '_UTC _p timezone _FixedOffset utc', '*': 'UNKNOWN' },
  'pytz.tzinfo': { '*': 'CONSTRUCT' },
  'dateutil.tz.tz': { '*': 'CONSTRUCT' },
  'dateutil.*': { CONSTRUCT: '' },
  'dateutil.relativedelta': { CONSTRUCT: 'relativedelta' },

  'xgboost.core': { CONSTRUCT: 'Booster DMatrix' },
  'xgboost.sklearn': { CONSTRUCT: 'XGBModel XGBClassifier XGBRegressor XGBRanker XGBRFClassifier XGBRFRegressor' },
  'lightgbm.basic': { CONSTRUCT: 'Booster' },
  'lightgbm.sklearn': { CONSTRUCT: 'LGBMModel LGBMClassifier LGBMRegressor LGBMRanker' },
  'catboost.core': { CONSTRUCT: 'CatBoost CatBoostClassifier CatBoostRegressor CatBoostRanker' },

  'spacy.vocab': { CONSTRUCT: 'Vocab', CALL_INDIRECT: 'unpickle_vocab' },
  'spacy.strings': { CONSTRUCT: 'StringStore', PURE: 'get_string_id' },
  'spacy.vectors': { CONSTRUCT: 'Vectors unpickle_vectors Mode' },
  'spacy.morphology': { CONSTRUCT: 'unpickle_morphology Morphology' },
  'spacy.lookups': { CONSTRUCT: 'Lookups Table' },
  'spacy.tokens.doc': { CONSTRUCT: 'unpickle_doc Doc', PURE: '' },
  'spacy.tokens.span': { CONSTRUCT: 'Span' },
  'spacy.tokens.token': { CONSTRUCT: 'Token' },
  'spacy.util': { CONSTRUCT: '_get_attr_unless_lookup' },
  'spacy.lang.lex_attrs': { '*': 'PURE' },
  'spacy.lang.*': { CONSTRUCT: '' },
  'spacy.attrs': { '*': 'PURE' },
  'preshed.maps': { CONSTRUCT: 'PreshMap', PURE: 'restore_map' },
  'preshed.bloom': { CONSTRUCT: 'BloomFilter unpickle_bloom' },
  'cymem.cymem': { CONSTRUCT: 'Pool Address PyMalloc PyFree' },
  'thinc.model': { CONSTRUCT: 'Model' },

  tokenizers: { CONSTRUCT: 'Tokenizer AddedToken Encoding Regex NormalizedString PreTokenizedString' },
  'tokenizers.models': { CONSTRUCT: 'Model BPE WordPiece WordLevel Unigram' },
  'tokenizers.normalizers': { '*': 'CONSTRUCT' },
  'tokenizers.pre_tokenizers': { '*': 'CONSTRUCT' },
  'tokenizers.processors': { '*': 'CONSTRUCT' },
  'tokenizers.decoders': { '*': 'CONSTRUCT' },
  sentencepiece: { CONSTRUCT: 'SentencePieceProcessor' },
  'transformers.deepspeed': { CONSTRUCT: 'HfTrainerDeepSpeedConfig HfDeepSpeedConfig' },
  'transformers.integrations.deepspeed': { CONSTRUCT: 'HfTrainerDeepSpeedConfig HfDeepSpeedConfig' },
  'transformers.activations': { PURE: 'gelu_new gelu_python quick_gelu mish silu linear_act' },
  'accelerate.state': { CONSTRUCT: 'PartialState AcceleratorState GradientState' },
  'omegaconf.base': { CONSTRUCT: 'ContainerMetadata Metadata Node SCMode' },
  'transformers.trainer_utils': {
    CONSTRUCT:
      'EvaluationStrategy IntervalStrategy SchedulerType HubStrategy SaveStrategy FSDPOption ShardedDDPOption EvalPrediction',
  },
  'transformers.training_args': { CONSTRUCT: 'TrainingArguments OptimizerNames ParallelMode' },
  'transformers.debug_utils': { CONSTRUCT: 'DebugOption' },
  'transformers.file_utils': { CONSTRUCT: 'ExplicitEnum TensorType PaddingStrategy' },
  'accelerate.utils.dataclasses': {
    CONSTRUCT:
      'DistributedType DeepSpeedPlugin PrecisionType ComputeEnvironment SageMakerDistributedType FullyShardedDataParallelPlugin',
  },
  easydict: { CONSTRUCT: 'EasyDict' },
  'addict.addict': { CONSTRUCT: 'Dict' },
  munch: { CONSTRUCT: 'Munch DefaultMunch' },
  'box.box': { CONSTRUCT: 'Box' },
  'yacs.config': { CONSTRUCT: 'CfgNode' },
  'mmengine.config.config': { CONSTRUCT: 'ConfigDict Config' },
  'mmcv.utils.config': { CONSTRUCT: 'ConfigDict Config' },
  frozendict: { CONSTRUCT: 'frozendict' },
  'sortedcontainers.sorteddict': { CONSTRUCT: 'SortedDict' },
  'sortedcontainers.sortedlist': { CONSTRUCT: 'SortedList SortedKeyList' },
  'networkx.classes.*': { CONSTRUCT: '' },
  'networkx.classes.graph': { CONSTRUCT: 'Graph' },
  'networkx.classes.digraph': { CONSTRUCT: 'DiGraph' },
  'PIL.Image': { CONSTRUCT: 'Image', '*': 'FS_READ' },
  'packaging.version': { CONSTRUCT: 'Version LegacyVersion InvalidVersion' },
  'fastcore.foundation': { CONSTRUCT: 'L' },
  'fastcore.basics': { CONSTRUCT: 'AttrDict ignore_exceptions' },
  'fastcore.dispatch': { CONSTRUCT: 'TypeDispatch _TypeDict' },
  'fastcore.transform': { CONSTRUCT: 'Pipeline Transform' },
};
