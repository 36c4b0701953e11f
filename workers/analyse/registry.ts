import { readCab } from '../containers/cab/read.ts';
import { COMPRESSED_READERS } from '../containers/compressed/read.ts';
import { readRar } from '../containers/rar/read.ts';
import { readSevenZip } from '../containers/sevenz/read.ts';
import { readTarArchive } from '../containers/tar/read.ts';
import { readArchive } from '../containers/zip/read.ts';
import { readArrowFile, readArrowStream, readFeather } from '../formats/arrow/read.ts';
import { readCaffe } from '../formats/caffe/read.ts';
import { CLASSICAL_READERS } from '../formats/classical/read.ts';
import { readCntk } from '../formats/cntk/read.ts';
import { readBlobs } from '../formats/coreml/blobs.ts';
import { readCoreml } from '../formats/coreml/read.ts';
import { readExecutable } from '../formats/executable/read.ts';
import { readFlatTensor } from '../formats/executorch/flat-tensor.ts';
import { readProgram as readExecutorch } from '../formats/executorch/program.ts';
import { readFlax } from '../formats/flax/read.ts';
import { readGgml } from '../formats/ggml/read.ts';
import { readGguf } from '../formats/gguf/read.ts';
import { readHdf5 } from '../formats/hdf5/read.ts';
import { readJinja } from '../formats/huggingface/jinja.ts';
import { readJava } from '../formats/java/read.ts';
import { readJson } from '../formats/huggingface/json.ts';
import { readPython } from '../formats/huggingface/python.ts';
import { readSideData } from '../formats/joblib/side-data.ts';
import { readLiteRtLm } from '../formats/litert-lm/read.ts';
import { readMat } from '../formats/matlab/read.ts';
import { readMat4 } from '../formats/matlab/v4.ts';
import { MEDIA_READERS } from '../formats/media/read.ts';
import { readOnnx } from '../formats/onnx/read.ts';
import { readPaddle } from '../formats/paddle/read.ts';
import { readPaddleTensors } from '../formats/paddle/tensors.ts';
import { readParquet } from '../formats/parquet/read.ts';
import { readOrt } from '../formats/ort/read.ts';
import { readPdf } from '../formats/pdf/read.ts';
import { readR } from '../formats/r/read.ts';
import { readSafetensors } from '../formats/safetensors/read.ts';
import { readSentencepiece } from '../formats/sentencepiece/read.ts';
import { readNumpy } from '../formats/numpy/read.ts';
import { readCheckpoint } from '../formats/tensorflow/checkpoint.ts';
import { readGraphDef, readMetaGraph, readSavedModel } from '../formats/tensorflow/read.ts';
import { readFingerprint, readKerasMetadata } from '../formats/tensorflow/side-files.ts';
import { readTfrecord } from '../formats/tfrecord/read.ts';
import { readTflite } from '../formats/tflite/read.ts';
import { readNotes, readStandIn } from '../formats/text/read.ts';
import { readTorchMobile } from '../formats/torch-mobile/read.ts';
import { readTorch7 } from '../formats/torch7/read.ts';
import { readLegacy } from '../formats/torch/legacy.ts';
import { readShard } from '../formats/torch/shard.ts';
import type { FormatKey } from '../identify/formats.ts';
import { readPickles } from './pickles.ts';
import type { Reader } from './reader.ts';

/** One line per reader: the formats it reads. */
const READERS: readonly { readonly formats: readonly FormatKey[]; readonly reader: Reader }[] = [
  { formats: ['torch-legacy'], reader: readLegacy },
  { formats: ['torch-shard'], reader: readShard },
  { formats: ['torch-tar', 'tar'], reader: readTarArchive },
  { formats: ['joblib', 'pickle'], reader: readPickles },
  { formats: ['npy'], reader: readNumpy },
  { formats: ['array-data'], reader: readSideData },
  {
    formats: [
      'torch-zip',
      'torchscript',
      'torch-package',
      'torch-export',
      'keras-zip',
      'skops',
      'npz',
      'jar',
      'office',
      'zip',
    ],
    reader: readArchive,
  },
  ...COMPRESSED_READERS,
  { formats: ['7z'], reader: readSevenZip },
  { formats: ['rar'], reader: readRar },
  { formats: ['cab'], reader: readCab },
  { formats: ['hdf5'], reader: readHdf5 },
  { formats: ['onnx'], reader: readOnnx },
  { formats: ['arrow'], reader: readArrowFile },
  { formats: ['arrow-stream'], reader: readArrowStream },
  { formats: ['feather'], reader: readFeather },
  { formats: ['parquet'], reader: readParquet },
  { formats: ['tfevents', 'tfrecord'], reader: readTfrecord },
  { formats: ['tflite'], reader: readTflite },
  { formats: ['saved-model'], reader: readSavedModel },
  { formats: ['meta-graph'], reader: readMetaGraph },
  { formats: ['graph-def'], reader: readGraphDef },
  { formats: ['keras-metadata'], reader: readKerasMetadata },
  { formats: ['fingerprint'], reader: readFingerprint },
  { formats: ['tf-checkpoint'], reader: readCheckpoint },
  { formats: ['safetensors'], reader: readSafetensors },
  { formats: ['gguf'], reader: readGguf },
  { formats: ['ggml'], reader: readGgml },
  { formats: ['cntk'], reader: readCntk },
  { formats: ['coreml'], reader: readCoreml },
  { formats: ['coreml-weights'], reader: readBlobs },
  { formats: ['ort'], reader: readOrt },
  { formats: ['litert-lm'], reader: readLiteRtLm },
  { formats: ['torch-mobile'], reader: readTorchMobile },
  { formats: ['executorch'], reader: readExecutorch },
  { formats: ['executorch-data'], reader: readFlatTensor },
  { formats: ['sentencepiece'], reader: readSentencepiece },
  { formats: ['torch7'], reader: readTorch7 },
  { formats: ['rds', 'rdata'], reader: readR },
  { formats: ['caffe'], reader: readCaffe },
  { formats: ['paddle'], reader: readPaddle },
  { formats: ['paddle-tensors'], reader: readPaddleTensors },
  { formats: ['mat'], reader: readMat },
  { formats: ['mat4'], reader: readMat4 },
  { formats: ['flax', 'msgpack'], reader: readFlax },
  { formats: ['elf', 'pe', 'macho', 'script'], reader: readExecutable },
  { formats: ['java'], reader: readJava },
  ...CLASSICAL_READERS,
  { formats: ['pdf'], reader: readPdf },
  ...MEDIA_READERS,
  { formats: ['json', 'tfjs'], reader: readJson },
  { formats: ['jinja'], reader: readJinja },
  { formats: ['python'], reader: readPython },
  { formats: ['lfs-pointer', 'html'], reader: readStandIn },
  { formats: ['text', 'lightgbm', 'ncnn', 'openvino'], reader: readNotes },
];

/** The readers for what was found, each once, in the table's order. */
export function readersOf(found: readonly FormatKey[]): { reader: Reader; known: FormatKey[] }[] {
  return READERS.map(({ formats, reader }) => ({
    reader,
    known: found.filter((format) => formats.includes(format)),
  })).filter(({ known }) => known.length > 0);
}
