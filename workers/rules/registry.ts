import { ARCHIVE } from './archive/archive.ts';
import { ARROW } from './arrow/arrow.ts';
import { CAFFE } from './caffe/caffe.ts';
import { CNTK } from './cntk/cntk.ts';
import { COMPRESSED } from './compressed/compressed.ts';
import { COREML } from './coreml/coreml.ts';
import { EXECUTABLE } from './executable/executable.ts';
import { FLATBUFFER } from './flatbuffer/flatbuffer.ts';
import { FLAX } from './flax/flax.ts';
import { FOLDER } from './folder/folder.ts';
import { GGUF } from './gguf/gguf.ts';
import { SETTINGS } from './huggingface/settings.ts';
import { TOKENIZER } from './huggingface/tokenizer.ts';
import { IDENTITY } from './identity/identity.ts';
import { JAVA } from './java/java.ts';
import { JSON_TEXT } from './json/json.ts';
import { CALL } from './pickle/call.ts';
import { CODE } from './pickle/code.ts';
import { EXHAUST } from './pickle/exhaust.ts';
import { IMPORT } from './pickle/import.ts';
import { NESTED } from './pickle/nested.ts';
import { ORDINARY } from './pickle/ordinary.ts';
import { LOADER } from './pickle/persistent.ts';
import { STREAM } from './pickle/stream.ts';
import { UNKNOWN } from './pickle/unknown.ts';
import { JOBLIB } from './joblib/joblib.ts';
import { METADATA } from './metadata/metadata.ts';
import { NUMPY } from './numpy/numpy.ts';
import { KERAS } from './keras/keras.ts';
import { MATLAB } from './matlab/matlab.ts';
import { OCI } from './oci/oci.ts';
import { ONNX } from './onnx/onnx.ts';
import { PADDLE } from './paddle/paddle.ts';
import { PDF } from './pdf/pdf.ts';
import { PROBLEM } from './problem/problem.ts';
import { PYTHON } from './python/python.ts';
import { HDF5 } from './hdf5/hdf5.ts';
import { R } from './r/r.ts';
import type { Rule, RuleCard } from './rule.ts';
import { SAFETENSORS } from './safetensors/safetensors.ts';
import { SENTENCEPIECE } from './sentencepiece/sentencepiece.ts';
import { SKOPS } from './skops/skops.ts';
import { TAR } from './tar/tar.ts';
import { TENSORFLOW } from './tensorflow/tensorflow.ts';
import { TFJS } from './tfjs/tfjs.ts';
import { TFLITE } from './tflite/tflite.ts';
import { TEMPLATE } from './template/template.ts';
import { TEXT } from './text/text.ts';
import { SCRIPT } from './torch/script.ts';
import { TORCH } from './torch/torch.ts';
import { TORCH7 } from './torch7/torch7.ts';
import { ZIP } from './zip/zip.ts';

/** Every rule, one line each. `npm run new:rule` adds to it. */
export const RULES: readonly Rule[] = [
  CALL,
  IMPORT,
  UNKNOWN,
  CODE,
  NESTED,
  LOADER,
  STREAM,
  EXHAUST,
  ORDINARY,
  TORCH,
  SCRIPT,
  ZIP,
  COMPRESSED,
  ARCHIVE,
  TAR,
  SAFETENSORS,
  GGUF,
  TEMPLATE,
  SETTINGS,
  TOKENIZER,
  TEXT,
  JAVA,
  JSON_TEXT,
  PYTHON,
  FOLDER,
  EXECUTABLE,
  FLAX,
  JOBLIB,
  KERAS,
  SKOPS,
  METADATA,
  PDF,
  OCI,
  ONNX,
  TENSORFLOW,
  TFJS,
  TFLITE,
  COREML,
  SENTENCEPIECE,
  HDF5,
  FLATBUFFER,
  NUMPY,
  R,
  TORCH7,
  MATLAB,
  PADDLE,
  CAFFE,
  CNTK,
  ARROW,
  IDENTITY,
  PROBLEM,
];

/** Version of the rule set: raised when a rule starts or stops to say something. */
export const RULES_VERSION = '1';

export const CARDS: ReadonlyMap<string, RuleCard> = new Map(
  RULES.flatMap((rule) => rule.cards.map((card) => [card.id, card] as const)),
);
