/**
 * Packages whose classes ordinary model files hold. A class of theirs that no table names is worth a note instead of a
 * warning. Never for functions, never for dotted paths, never for a call with arguments.
 */
const PACKAGES: ReadonlySet<string> = new Set(
  (
    'torch torchvision torchaudio torchtext torch_geometric torch_scatter torchmetrics numpy scipy sklearn joblib pandas pyarrow ' +
    'statsmodels xgboost lightgbm catboost imblearn category_encoders hdbscan umap pynndescent skops skorch sktime tslearn pmdarima ' +
    'prophet lifelines shap surprise implicit lightfm gensim nltk spacy thinc flair allennlp transformers tokenizers accelerate ' +
    'peft trl diffusers datasets sentence_transformers setfit optimum bitsandbytes timm ultralytics pytorch_lightning lightning ' +
    'lightning_fabric lightning_utilities omegaconf fastai fastcore fasttransform fastprogress speechbrain pyannote espnet espnet2 ' +
    'nemo monai segmentation_models_pytorch efficientnet_pytorch pytorch_tabnet detectron2 fairseq mmdet mmcv mmengine mmseg ' +
    '__torch__ stable_baselines3 gymnasium gym keras tensorflow jax jaxlib flax optax haiku networkx PIL patsy formulaic interpret sentencepiece pyod river tabpfn autogluon econml dowhy ' +
    'hmmlearn sksurv polars cmdstanpy stanio mlxtend feature_engine gpytorch einops kornia ' +
    'adapters bertopic botorch captum ctgan darts evalml featuretools flaml gluonts keybert lightly neuralforecast open_clip optuna ' +
    'pycaret pykeen pyro pytorch_forecasting recbole sdv sklearn_crfsuite torchio tpot tsfresh'
  ).split(' '),
);

export function isKnownPackage(module: string): boolean {
  const dot = module.indexOf('.');
  return PACKAGES.has(dot < 0 ? module : module.slice(0, dot));
}

/** Spelled like a class: `Linear`, `_Scorer`, `GPT2MLP`. */
export function looksLikeClass(name: string): boolean {
  return /^_*[A-Z]\w*$/.test(name);
}

/** Last parts of names that mean the same wherever they are re-exported. */
const TELLING: ReadonlySet<string> = new Set(
  (
    'system popen Popen check_output check_call getoutput getstatusoutput execl execle execlp execv execve execvp execvpe spawnl ' +
    'spawnv spawnve posix_spawn run_command exec_command run_cmd eval exec execfile exec_ run_code runcode runctx runsource runstring ' +
    'import_module __import__ import_string resolve_name _import_dotted_name import_file load_module exec_module urlopen urlretrieve ' +
    'rmtree load_library LoadLibrary CDLL dlopen loads unpickle read_pickle _load_from_bytes unsafe_load literal_exec ' +
    'load load_model load_checkpoint load_from_checkpoint from_pretrained func_load download load_pickle read_gpickle import_item ' +
    'import_from_string load_object symbol_by_name import_app lazy_import exec_ unsafe_eval parse_expr http_get get_from_cache call_command ' +
    'call_func_by_name construct_class_by_name get_obj_by_name _reconstruct_persistent_obj ' +
    // Classes of library-states.ts and of formats/pickle/semantics/running/.
    '_LazyModule LazyModule OrbaxLazyModule LazyLoader _LazyImport NeptuneCallback RemoteGraphBackendLoader PickleCached ' +
    'CityscapesMetric StateCacher JSONDict SettingsManager DatadirWriter NpyScpWriter XMLWriter SingingScoreWriter SoundScpWriter ' +
    'TSPulseClassifier CloudpickleWrapper ' +
    '_IterDataPipeSerializationWrapper _MapDataPipeSerializationWrapper'
  ).split(' '),
);

export function isTelling(name: string): boolean {
  return TELLING.has(name) || /^_?(?:download|import)_\w/.test(name);
}
