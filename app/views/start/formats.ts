/** What the start page says is read, with the content types it stands for; the test beside holds it to the table of workers/identify. */
export const READ: readonly (readonly [name: string, ...formats: string[]])[] = [
  ['PyTorch', 'torch-zip', 'torch-legacy', 'torch-tar', 'torchscript', 'torch-shard', 'torch-mobile'],
  ['pickle', 'pickle'],
  ['joblib', 'joblib'],
  ['NumPy', 'npy', 'npz'],
  ['safetensors', 'safetensors'],
  ['GGUF', 'gguf', 'ggml'],
  ['Flax, MessagePack', 'flax', 'msgpack'],
  ['Keras', 'keras-zip'],
  ['HDF5', 'hdf5'],
  ['ONNX', 'onnx', 'ort'],
  ['TensorFlow', 'saved-model', 'graph-def', 'meta-graph', 'tf-checkpoint', 'tfjs', 'tflite'],
  ['OpenVINO', 'openvino'],
  ['R', 'rds', 'rdata'],
  ['Caffe', 'caffe'],
  ['PaddlePaddle', 'paddle', 'paddle-tensors'],
  ['MATLAB', 'mat', 'mat4'],
  ['Torch7', 'torch7'],
  ['Java objects', 'java'],
  ['CNTK', 'cntk'],
  ['XGBoost', 'xgboost', 'xgboost-old'],
  ['LightGBM', 'lightgbm'],
  ['CatBoost', 'catboost'],
  ['fastText', 'fasttext'],
  ['word2vec', 'word2vec'],
  ['MXNet', 'mxnet'],
  ['FAISS', 'faiss'],
  ['CRFsuite', 'crfsuite'],
  ['TFRecord and TensorBoard', 'tfrecord', 'tfevents'],
  ['Parquet', 'parquet'],
  ['Arrow', 'arrow', 'arrow-stream', 'feather'],
  ['JSON', 'json'],
  ['Core ML', 'coreml', 'coreml-weights'],
  ['LiteRT-LM', 'litert-lm'],
  ['ExecuTorch', 'executorch', 'executorch-data'],
  ['SentencePiece', 'sentencepiece'],
  ['chat templates', 'jinja'],
  ['Python', 'python'],
];

export const INSIDE: typeof READ = [
  ['ZIP', 'zip'],
  ['TAR', 'tar'],
  ['7z', '7z'],
  ['gzip', 'gzip'],
  ['bzip2', 'bzip2'],
  ['xz', 'xz', 'lzma'],
  ['Zstandard', 'zstd'],
  ['LZ4', 'lz4'],
];

/** Recognised, and the report says that their contents are not read. */
export const NAMED: typeof READ = [
  ['CNTK 1', 'cntk-v1'],
  ['Circle', 'circle'],
  ['dlib', 'dlib'],
  ['NIfTI', 'nifti'],
  ['FIF', 'fif'],
  ['TensorRT', 'tensorrt'],
  ['models for one device', 'device'],
  ['encrypted files', 'encrypted'],
  ['PDF', 'pdf'],
  ['TIFF', 'tiff'],
  ['SQLite', 'sqlite'],
  ['ORC', 'orc'],
  ['shards of TensorFlow checkpoints', 'tf-shard'],
];

/** "a, b and c" */
export function said(list: typeof READ): string {
  const names = list.map(([name]) => name);
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
