import type { Table } from './capability.ts';

/** NumPy, SciPy, scikit-learn, joblib and pandas: what rebuilds arrays, frames and estimators. Source: research/pickle.md §4.4. */
export const ARRAYS: Table = {
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
  'numpy.core': { CALL_INDIRECT: '_ufunc_reconstruct' },
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

  'pandas._libs.lib': { CONSTRUCT: '_NoDefault' },

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
    FS_READ:
      'read_csv read_json read_excel read_parquet read_hdf read_html read_sql read_sql_query read_sql_table read_table read_feather ' +
      'read_xml read_fwf read_orc read_sas read_spss read_stata read_clipboard read_gbq',
    EVAL: 'eval DataFrame.eval DataFrame.query',
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
  'pandas.core.indexes.timedeltas': { CONSTRUCT: 'TimedeltaIndex', CALL_INDIRECT: '_new_TimedeltaIndex' },
  'pandas.core.indexes.period': { CONSTRUCT: 'PeriodIndex', CALL_INDIRECT: '_new_PeriodIndex' },
  'pandas.core.indexes.interval': { CONSTRUCT: 'IntervalIndex', CALL_INDIRECT: '_new_IntervalIndex' },
  'pandas.core.indexes.multi': { CONSTRUCT: 'MultiIndex' },
  'pandas.core.indexes.numeric': { CONSTRUCT: 'Int64Index Float64Index UInt64Index' },
  'pandas.core.series': { CONSTRUCT: 'Series' },
  'pandas.core.frame': { CONSTRUCT: 'DataFrame', EVAL: 'DataFrame.eval DataFrame.query' },
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
};
