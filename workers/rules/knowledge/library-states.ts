import type { Table } from './capability.ts';

/**
 * Library classes whose objects act by the attributes a state gives them, nobody calling anything. Read from the releases that
 * classes.data.ts names, and from some of other packages. Those whose state itself is run are in formats/pickle/semantics/running/.
 */
export const LIBRARY_STATES: Table = {
  // What they delete or import when they are freed or given a state is an attribute.
  'transformers.integrations.integration_utils': { FS_DELETE: 'NeptuneCallback' },
  'transformers.integrations': { FS_DELETE: 'NeptuneCallback' },
  'torch_geometric.llm.utils.backend_utils': { FS_DELETE: 'RemoteGraphBackendLoader' },
  'gluonts.itertools': { FS_DELETE: 'PickleCached' },
  'mmseg.evaluation.metrics.citys_metric': { FS_DELETE: 'CityscapesMetric' },
  'monai.utils.state_cacher': { FS_DELETE: 'StateCacher' },
  'prefect.locking._filelock': { FS_DELETE: 'FileLock' },
  'gymnasium.wrappers.array_conversion': { IMPORT_BY_NAME: 'ArrayConversion' },
  // Modules that import what they stand for once they are asked for an attribute, as BUILD does.
  'diffusers.utils.import_utils': { IMPORT_BY_NAME: '_LazyModule' },
  'econml._lazy': { IMPORT_BY_NAME: '_LazyModule' },
  imblearn: { IMPORT_BY_NAME: 'LazyLoader' },
  'keras.src.utils.module_utils': { IMPORT_BY_NAME: 'LazyModule OrbaxLazyModule' },
  'kornia.core.external': { IMPORT_BY_NAME: 'LazyLoader' },
  'lightning_utilities.core.imports': { IMPORT_BY_NAME: 'LazyModule' },
  'nltk.lazyimport': { IMPORT_BY_NAME: 'LazyModule' },
  'optuna._imports': { IMPORT_BY_NAME: '_LazyImport' },
  'polars._dependencies': { IMPORT_BY_NAME: '_LazyModule' },
  'speechbrain.utils.importutils': { IMPORT_BY_NAME: 'LazyModule DeprecatedModuleRedirect' },
  'tensorflow_probability.python.internal.lazy_loader': { IMPORT_BY_NAME: 'LazyLoader' },
  'torch_geometric.lazy_loader': { IMPORT_BY_NAME: 'LazyLoader' },
  'trl._lazy_module': { IMPORT_BY_NAME: '_LazyModule' },
  'torch._native.utils.lazy': { IMPORT_BY_NAME: 'LazyModule' },
  // A dict that writes itself to the file of its attribute when it is given an item.
  'ultralytics.utils': { FS_WRITE: 'JSONDict SettingsManager' },
  // Those write a file for each item, whose name is the item's key.
  'espnet2.fileio.datadir_writer': { FS_WRITE: 'DatadirWriter' },
  'espnet2.fileio.npy_scp': { FS_WRITE: 'NpyScpWriter' },
  'espnet2.fileio.score_scp': { FS_WRITE: 'XMLWriter SingingScoreWriter' },
  'espnet2.fileio.sound_scp': { FS_WRITE: 'SoundScpWriter' },
  // It asks the Hub for the model that its state names.
  'sktime.classification.foundation_models.tspulse': { NET: 'TSPulseClassifier' },
  // Made empty: what their state unpickles is followed.
  'tsfresh.feature_extraction.settings': {
    CONSTRUCT:
      'PickableSettings ComprehensiveFCParameters MinimalFCParameters EfficientFCParameters IndexBasedFCParameters TimeBasedFCParameters',
  },
  'gym.vector.utils.misc': { CONSTRUCT: 'CloudpickleWrapper' },
  'gymnasium.vector.utils.misc': { CONSTRUCT: 'CloudpickleWrapper' },
  'stable_baselines3.common.vec_env.base_vec_env': { CONSTRUCT: 'CloudpickleWrapper' },
  'torch.utils.data.datapipes.datapipe': {
    CONSTRUCT: '_IterDataPipeSerializationWrapper _MapDataPipeSerializationWrapper _DataPipeSerializationWrapper',
  },
  // NVIDIA's generators (StyleGAN, EDM): objects that travel with their source, and helpers that call what a text names.
  'torch_utils.persistence': { '*': 'UNKNOWN', EVAL: '_reconstruct_persistent_obj' },
  'dnnlib.util': {
    '*': 'UNKNOWN',
    CONSTRUCT: 'EasyDict',
    IMPORT_BY_NAME:
      'call_func_by_name construct_class_by_name get_obj_by_name get_module_from_obj_name get_module_dir_by_obj_name',
    NET: 'open_url',
    FS_WRITE: 'Logger copy_files_and_create_dirs',
  },
  dnnlib: { '*': 'UNKNOWN', CONSTRUCT: 'EasyDict' },
  'dnnlib.tflib.network': { '*': 'UNKNOWN', CONSTRUCT: 'Network' },
  'dnnlib.tflib': { '*': 'UNKNOWN', CONSTRUCT: 'Network' },
  tfutil: { '*': 'UNKNOWN', CONSTRUCT: 'Network', IMPORT_BY_NAME: 'call_func_by_name import_obj import_module' },
};
