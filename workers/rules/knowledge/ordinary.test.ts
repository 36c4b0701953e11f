import { expect, test } from 'vitest';
import { resolveName } from '../../formats/pickle/semantics/name.ts';

/** Names seen in ordinary files (research/pickle.md §4.4), as protocol 2 writes them. */
const SEEN = `
collections OrderedDict defaultdict deque Counter
torch FloatStorage HalfStorage BFloat16Storage LongStorage ByteStorage Size device float16 bfloat16 per_tensor_affine Tensor
torch._utils _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_parameter _rebuild_qtensor _rebuild_sparse_tensor _rebuild_meta_tensor_no_storage
torch._tensor _rebuild_from_type_v2
torch.serialization _get_layout
torch._C._nn gelu
torch.storage _load_from_bytes UntypedStorage TypedStorage
torch.nn.parameter Parameter
torch.nn.modules.container Sequential ModuleList ModuleDict
torch.nn.modules.conv Conv2d ConvTranspose2d
torch.nn.modules.batchnorm BatchNorm2d
torch.nn.modules.linear Linear Identity
torch.nn.modules.activation ReLU SiLU GELU
torch.nn.modules.normalization LayerNorm
torch.nn.modules.dropout Dropout
torch.nn.modules.sparse Embedding
torch.nn.modules.pooling MaxPool2d
torch.nn.modules.upsampling Upsample
torch.nn.modules.loss BCEWithLogitsLoss CrossEntropyLoss
torch.optim.adamw AdamW
torch.optim.lr_scheduler LambdaLR
_codecs encode
numpy ndarray dtype float64 log1p
numpy.core.multiarray _reconstruct scalar
numpy._core.multiarray _reconstruct scalar
numpy._core.numeric _frombuffer
numpy.random._pickle __generator_ctor __bit_generator_ctor __randomstate_ctor
numpy.random.bit_generator SeedSequence __pyx_unpickle_SeedSequence
numpy.ma.core _mareconstruct
__builtin__ set frozenset bytearray complex xrange list object slice
argparse Namespace
pathlib PosixPath WindowsPath
datetime datetime
functools partial
typing Any
transformers.training_args TrainingArguments OptimizerNames
transformers.training_args_seq2seq Seq2SeqTrainingArguments
transformers.trainer_utils SchedulerType IntervalStrategy SaveStrategy HubStrategy
transformers.trainer_pt_utils AcceleratorConfig
transformers.activations GELUActivation
accelerate.state PartialState
accelerate.utils.dataclasses DistributedType DeepSpeedPlugin
pytorch_lightning.callbacks.model_checkpoint ModelCheckpoint
omegaconf.listconfig ListConfig
omegaconf.dictconfig DictConfig
omegaconf.base ContainerMetadata Metadata
omegaconf.nodes AnyNode
ultralytics.nn.tasks DetectionModel SegmentationModel
ultralytics.nn.modules.conv Conv Concat DWConv
ultralytics.nn.modules.block C2f SPPF Bottleneck DFL C3k2 C2PSA
ultralytics.nn.modules.head Detect Segment
ultralytics.utils IterableSimpleNamespace
ultralytics.utils.loss v8DetectionLoss BboxLoss
ultralytics.utils.tal TaskAlignedAssigner
sklearn.pipeline Pipeline
sklearn.preprocessing._data StandardScaler
sklearn.preprocessing._label LabelEncoder LabelBinarizer
sklearn.preprocessing._encoders OneHotEncoder
sklearn.preprocessing._function_transformer FunctionTransformer
sklearn.linear_model._logistic LogisticRegression
sklearn.ensemble._forest RandomForestClassifier
sklearn.ensemble._gb GradientBoostingClassifier
sklearn.tree._tree Tree
sklearn.tree._classes DecisionTreeClassifier
sklearn._loss.loss HalfBinomialLoss
sklearn._loss._loss CyHalfBinomialLoss
sklearn._loss.link LogitLink Interval
sklearn.svm._classes SVC
sklearn.metrics._scorer _PassthroughScorer
joblib.numpy_pickle NumpyArrayWrapper
lightgbm.sklearn LGBMClassifier
lightgbm.basic Booster
xgboost.sklearn XGBClassifier
xgboost.core Booster
pandas DataFrame Index RangeIndex Categorical CategoricalDtype StringDtype
pandas.core.frame DataFrame
pandas.core.internals.managers BlockManager
pandas.core.indexes.base _new_Index Index
pandas._libs.internals _unpickle_block
pandas._libs.arrays __pyx_unpickle_NDArrayBacked
scipy.sparse._csr csr_matrix
scipy.interpolate._interpolate interp1d
spacy.vocab unpickle_vocab Vocab
spacy.strings StringStore
spacy.vectors unpickle_vectors
spacy.morphology unpickle_morphology
spacy.lookups Lookups
spacy.tokens.doc unpickle_doc
spacy.util _get_attr_unless_lookup
spacy.lang.lex_attrs is_alpha
fastai.learner Learner
fastcore.foundation L
tokenizers Tokenizer AddedToken
copy_reg _reconstructor
uuid UUID
logging getLogger
`;

test.each(SEEN.trim().split('\n'))('%s', (line) => {
  const [module = '', ...names] = line.split(' ');
  for (const name of names) expect(resolveName(module, name, 2).entry.trust, `${module}.${name}`).toBe('good');
});
