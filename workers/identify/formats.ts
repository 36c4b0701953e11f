/** Every content type Vitrine knows by name, in order of precedence: the first match names the file. */
export interface Format {
  /** For people. */
  readonly name: string;
  /**
   * read: a reader takes it apart; text: it is what it is, nothing loads code from it;
   * named: recognised, its contents are not read yet, and the report says so.
   */
  readonly support: 'read' | 'text' | 'named';
  readonly extensions: readonly string[];
}

export const FORMATS = {
  empty: { name: 'Empty file', support: 'text', extensions: [] },
  zeros: { name: 'Zeros only', support: 'text', extensions: [] },
  'lfs-pointer': { name: 'Git LFS pointer (not the file itself)', support: 'text', extensions: [] },
  torchscript: { name: 'TorchScript archive (ZIP)', support: 'read', extensions: ['.pt', '.pth', '.ptl', '.bin'] },
  'torch-export': { name: 'PyTorch exported program (ZIP)', support: 'read', extensions: ['.pt2', '.pt'] },
  'torch-zip': { name: 'PyTorch checkpoint (ZIP)', support: 'read', extensions: ['.pt', '.pth', '.bin', '.ckpt'] },
  'torch-shard': { name: 'PyTorch distributed checkpoint (shard)', support: 'read', extensions: ['.distcp'] },
  'torch-package': { name: 'PyTorch package (ZIP)', support: 'read', extensions: ['.pt', '.package'] },
  'keras-zip': { name: 'Keras model (ZIP)', support: 'read', extensions: ['.keras'] },
  skops: { name: 'skops model (ZIP)', support: 'read', extensions: ['.skops'] },
  npz: { name: 'NumPy archive (ZIP)', support: 'read', extensions: ['.npz'] },
  jar: { name: 'Java archive (ZIP)', support: 'read', extensions: ['.jar', '.zip'] },
  office: { name: 'Office document (ZIP)', support: 'read', extensions: ['.docx', '.xlsx', '.pptx'] },
  zip: { name: 'ZIP archive', support: 'read', extensions: ['.zip', '.mar', '.nemo', '.mlpackage'] },
  'torch-legacy': {
    name: 'PyTorch checkpoint (legacy stream)',
    support: 'read',
    extensions: ['.pt', '.pth', '.bin', '.ckpt', '.pkl', '.t7'],
  },
  'torch-tar': {
    name: 'PyTorch checkpoint (legacy tar)',
    support: 'read',
    extensions: ['.pt', '.pth', '.bin', '.tar'],
  },
  hdf5: { name: 'HDF5 file', support: 'read', extensions: ['.h5', '.hdf5', '.hkl', '.keras', '.mat'] },
  mat: { name: 'MATLAB file (level 5)', support: 'read', extensions: ['.mat', '.fig'] },
  mat4: { name: 'MATLAB file (level 4)', support: 'read', extensions: ['.mat'] },
  safetensors: { name: 'safetensors', support: 'read', extensions: ['.safetensors'] },
  gguf: { name: 'GGUF model', support: 'read', extensions: ['.gguf'] },
  ggml: { name: 'GGML model (legacy)', support: 'read', extensions: ['.bin', '.ggml'] },
  torch7: { name: 'Torch7 file (Lua)', support: 'read', extensions: ['.t7', '.net', '.th'] },
  rdata: { name: 'R workspace', support: 'read', extensions: ['.rdata', '.rda'] },
  rds: { name: 'R object', support: 'read', extensions: ['.rds'] },
  npy: { name: 'NumPy array', support: 'read', extensions: ['.npy'] },
  arrow: { name: 'Arrow file (Feather)', support: 'read', extensions: ['.arrow', '.feather', '.ipc'] },
  'arrow-stream': { name: 'Arrow stream', support: 'read', extensions: ['.arrow', '.arrows', '.stream', '.feather'] },
  feather: { name: 'Feather file (version 1)', support: 'read', extensions: ['.feather'] },
  parquet: { name: 'Parquet file', support: 'read', extensions: ['.parquet', '.pq', '.parq'] },
  tfevents: { name: 'TensorBoard events', support: 'read', extensions: ['.tfevents'] },
  tfrecord: { name: 'TFRecord file', support: 'read', extensions: ['.tfrecord', '.tfrecords', '.record', '.tfr'] },
  xgboost: { name: 'XGBoost model (UBJSON)', support: 'read', extensions: ['.ubj', '.bin', '.model', '.xgb', '.bst'] },
  'xgboost-old': { name: 'XGBoost model (binary)', support: 'read', extensions: ['.bin', '.model', '.xgb', '.bst'] },
  catboost: { name: 'CatBoost model', support: 'read', extensions: ['.cbm', '.bin', '.model'] },
  fasttext: { name: 'fastText model', support: 'read', extensions: ['.bin', '.ftz', '.model'] },
  mxnet: { name: 'MXNet arrays', support: 'read', extensions: ['.params', '.nd'] },
  faiss: { name: 'FAISS index', support: 'read', extensions: ['.faiss', '.index', '.bin'] },
  crfsuite: { name: 'CRFsuite model', support: 'read', extensions: ['.crfsuite', '.model', '.bin'] },
  word2vec: { name: 'word2vec vectors (binary)', support: 'read', extensions: ['.bin', '.vec', '.w2v'] },
  tensorrt: { name: 'TensorRT plan', support: 'named', extensions: ['.engine', '.plan', '.trt'] },
  device: {
    name: 'Model for one device',
    support: 'named',
    extensions: ['.rknn', '.ms', '.espdl', '.om', '.tosa', '.hef'],
  },
  circle: { name: 'Circle model', support: 'named', extensions: ['.circle'] },
  dlib: { name: 'dlib network', support: 'named', extensions: ['.dat', '.dnn'] },
  nifti: { name: 'NIfTI image', support: 'named', extensions: ['.nii', '.hdr', '.img'] },
  fif: { name: 'FIF recording', support: 'named', extensions: ['.fif'] },
  tflite: { name: 'TensorFlow Lite model', support: 'read', extensions: ['.tflite', '.lite', '.task'] },
  executorch: { name: 'ExecuTorch program', support: 'read', extensions: ['.pte'] },
  'executorch-data': { name: 'Numbers of an ExecuTorch program', support: 'read', extensions: ['.ptd'] },
  'litert-lm': { name: 'LiteRT-LM model', support: 'read', extensions: ['.litertlm'] },
  'torch-mobile': { name: 'PyTorch Mobile model (flatbuffer)', support: 'read', extensions: ['.ptl', '.ff'] },
  ort: { name: 'ONNX Runtime model', support: 'read', extensions: ['.ort'] },
  elf: { name: 'Executable (ELF)', support: 'read', extensions: ['.so', '.llamafile'] },
  pe: { name: 'Executable (Windows PE)', support: 'read', extensions: ['.exe', '.dll', '.pyd', '.llamafile'] },
  macho: { name: 'Executable (Mach-O)', support: 'read', extensions: ['.dylib', '.so'] },
  script: { name: 'Script (#!)', support: 'text', extensions: ['.sh', '.py', '.pl'] },
  java: { name: 'Java objects (serialized)', support: 'read', extensions: ['.ser', '.model', '.bin', '.dat'] },
  gzip: {
    name: 'gzip stream',
    support: 'read',
    extensions: ['.gz', '.tgz', '.rds', '.rda', '.rdata', '.joblib', '.pkl', '.tfrecord', '.tfrecords'],
  },
  bzip2: { name: 'bzip2 stream', support: 'read', extensions: ['.bz2', '.rds', '.rda', '.rdata', '.joblib', '.pkl'] },
  xz: { name: 'XZ stream', support: 'read', extensions: ['.xz', '.rds', '.rda', '.rdata', '.joblib', '.pkl'] },
  zstd: { name: 'Zstandard stream', support: 'read', extensions: ['.zst', '.zstd'] },
  lz4: { name: 'LZ4 stream', support: 'read', extensions: ['.lz4', '.joblib', '.pkl'] },
  lzma: { name: 'LZMA stream', support: 'read', extensions: ['.lzma', '.joblib', '.pkl'] },
  zfile: { name: 'joblib ZFile (compressed pickle)', support: 'read', extensions: ['.z', '.gz', '.joblib', '.pkl'] },
  zlib: { name: 'zlib stream', support: 'read', extensions: ['.z', '.zlib', '.joblib', '.pkl'] },
  '7z': { name: '7z archive', support: 'read', extensions: ['.7z'] },
  rar: { name: 'RAR archive', support: 'read', extensions: ['.rar'] },
  cab: { name: 'Cabinet archive', support: 'read', extensions: ['.cab'] },
  tar: { name: 'tar archive', support: 'read', extensions: ['.tar', '.nemo', '.mar'] },
  joblib: {
    name: 'joblib file (pickle with arrays)',
    support: 'read',
    extensions: ['.joblib', '.pkl', '.pickle', '.p', '.sav', '.model', '.dat', '.data', '.bin'],
  },
  pickle: {
    name: 'Pickle',
    support: 'read',
    extensions: ['.pkl', '.pickle', '.p', '.dat', '.data', '.bin', '.pt', '.pth', '.ckpt', '.joblib', '.sav', '.model'],
  },
  onnx: { name: 'ONNX model', support: 'read', extensions: ['.onnx'] },
  cntk: { name: 'CNTK model', support: 'read', extensions: ['.dnn', '.model', '.cntk'] },
  'cntk-v1': { name: 'CNTK model (version 1)', support: 'named', extensions: ['.dnn', '.model', '.cntk'] },
  coreml: { name: 'Core ML model', support: 'read', extensions: ['.mlmodel'] },
  'coreml-weights': { name: 'Numbers of a Core ML model', support: 'read', extensions: ['.bin'] },
  sentencepiece: { name: 'SentencePiece tokenizer', support: 'read', extensions: ['.model', '.spm'] },
  'saved-model': { name: 'TensorFlow SavedModel', support: 'read', extensions: ['.pb'] },
  'keras-metadata': { name: 'Keras metadata of a SavedModel', support: 'read', extensions: ['.pb'] },
  'meta-graph': { name: 'TensorFlow graph of a checkpoint', support: 'read', extensions: ['.meta', '.pb'] },
  'graph-def': { name: 'TensorFlow graph (GraphDef)', support: 'read', extensions: ['.pb'] },
  fingerprint: { name: 'Fingerprint of a SavedModel', support: 'read', extensions: ['.pb'] },
  'tf-checkpoint': { name: 'Index of a TensorFlow checkpoint', support: 'read', extensions: ['.index'] },
  // Only its name says so: nothing in it tells what it is.
  'tf-shard': { name: 'Shard of a TensorFlow checkpoint, by its name', support: 'named', extensions: [] },
  caffe: { name: 'Caffe weights', support: 'read', extensions: ['.caffemodel'] },
  paddle: { name: 'PaddlePaddle program', support: 'read', extensions: ['.pdmodel'] },
  'paddle-tensors': { name: 'PaddlePaddle tensors', support: 'read', extensions: ['.pdiparams'] },
  flax: { name: 'Flax weights (MessagePack)', support: 'read', extensions: ['.msgpack', '.flax'] },
  msgpack: { name: 'MessagePack', support: 'read', extensions: ['.msgpack', '.flax', '.jax', '.orbax'] },
  encrypted: {
    name: 'Encrypted file',
    support: 'named',
    extensions: ['.enc', '.age', '.gpg', '.pgp', '.asc', '.encrypted'],
  },
  png: { name: 'PNG picture', support: 'read', extensions: ['.png'] },
  jpeg: { name: 'JPEG picture', support: 'read', extensions: ['.jpg', '.jpeg'] },
  gif: { name: 'GIF picture', support: 'read', extensions: ['.gif'] },
  riff: { name: 'RIFF file (WAV, WebP, AVI)', support: 'read', extensions: ['.wav', '.webp', '.avi'] },
  bmp: { name: 'BMP picture', support: 'read', extensions: ['.bmp'] },
  ico: { name: 'Icon', support: 'read', extensions: ['.ico', '.cur'] },
  mp3: { name: 'MP3 sound', support: 'read', extensions: ['.mp3'] },
  flac: { name: 'FLAC sound', support: 'read', extensions: ['.flac'] },
  ogg: { name: 'Ogg file', support: 'read', extensions: ['.ogg', '.oga', '.ogv', '.opus'] },
  mp4: {
    name: 'MP4 or QuickTime film',
    support: 'read',
    extensions: ['.mp4', '.mov', '.m4a', '.m4v', '.avif', '.heic'],
  },
  font: { name: 'Font', support: 'read', extensions: ['.ttf', '.otf', '.woff', '.woff2'] },
  tiff: { name: 'TIFF picture', support: 'named', extensions: ['.tif', '.tiff'] },
  pdf: { name: 'PDF document', support: 'named', extensions: ['.pdf'] },
  sqlite: { name: 'SQLite database', support: 'named', extensions: ['.db', '.sqlite', '.sqlite3'] },
  orc: { name: 'ORC table', support: 'named', extensions: ['.orc'] },
  html: { name: 'HTML page', support: 'text', extensions: ['.html', '.htm'] },
  tfjs: { name: 'TensorFlow.js model', support: 'text', extensions: ['.json'] },
  json: { name: 'JSON', support: 'text', extensions: ['.json', '.ipynb', '.jsonl'] },
  text: {
    name: 'Plain text',
    support: 'text',
    extensions: ['.txt', '.md', '.csv', '.tsv', '.yaml', '.yml', '.log', '.ini', '.toml'],
  },
  lightgbm: { name: 'LightGBM model', support: 'text', extensions: ['.txt', '.model', '.lgb', '.lgbm', '.bin'] },
  openvino: { name: 'OpenVINO model', support: 'text', extensions: ['.xml'] },
  ncnn: { name: 'NCNN network', support: 'text', extensions: ['.param', '.txt'] },
  jinja: { name: 'Jinja template', support: 'text', extensions: ['.jinja', '.jinja2', '.j2'] },
  python: { name: 'Python source', support: 'text', extensions: ['.py'] },
  'array-data': { name: 'Numbers of an array (joblib 0.9)', support: 'read', extensions: ['.npy', '.z'] },
  unknown: { name: 'Unknown content', support: 'named', extensions: [] },
} as const satisfies Record<string, Format>;

export type FormatKey = keyof typeof FORMATS;

const KEYS = Object.keys(FORMATS);

/** Position in the table: lower takes precedence. */
export function precedence(format: FormatKey): number {
  return KEYS.indexOf(format);
}

export function formatOf(key: FormatKey): Format {
  return FORMATS[key];
}

/** The extension of `name` when it belongs to other formats than `found`; null when it fits or says nothing. */
export function misleadingExtension(name: string, found: FormatKey): string | null {
  const extension = /\.[A-Za-z0-9]{1,12}$/.exec(name)?.[0].toLowerCase() ?? null;
  // Content nobody knows may well be what the name says, and source of nothing is ordinary (`__init__.py`).
  if (found === 'empty' && (extension === '.py' || extension === '.txt')) return null;
  if (extension === null || found === 'unknown' || formatOf(found).extensions.includes(extension)) return null;
  if (extension === '.zip' && isArchive(found)) return null;
  const known = Object.values(FORMATS).some((format: Format) => format.extensions.includes(extension));
  return known ? extension : null;
}

/** One of the kinds of ZIP. */
export function isArchive(format: FormatKey): boolean {
  return precedence(format) >= precedence('torchscript') && precedence(format) <= precedence('zip');
}
