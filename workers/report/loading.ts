import type { Fact, IdentityFact, TorchFact } from '../facts.ts';
import type { Draft } from '../rules/rule.ts';
import { code, data, prose, type Prose } from './prose.ts';
import type { LoaderOutcome } from './schema.ts';

/** What somebody would hand to a loader: the file, or a part of an archive. */
interface Loaded {
  readonly facts: readonly Fact[];
  readonly format: string | null;
  /** The rule that decides. */
  readonly rule: string;
}

interface Judged {
  readonly facts: readonly Fact[];
  readonly format: string | null;
  /** Worst first. */
  readonly drafts: readonly Draft[];
  readonly loaders: readonly LoaderOutcome[];
}

/** "Loading this file with torch.load": of an archive, the part that the deciding finding is in. */
export function loadingText({ facts, format, drafts, loaders }: Judged, lead: Draft | undefined): Prose {
  const rule = drafts[0]?.rule ?? '';
  const isUnpacked = loaders.some(({ id, outcome }) => id === 'joblib.load' && outcome !== 'fails');
  if (isUnpacked && STREAMS.has(format ?? '')) return prose`Loading this file with ${code('joblib.load')}`;
  const part = ARCHIVES.has(format ?? '') ? partOf(facts, lead?.place.path ?? []) : undefined;
  if (part === undefined) return prose`Loading this file with ${code(loaderName({ facts, format, rule }))}`;
  const { path } = part.at;
  const own = facts.filter(({ at }) => path.every((name, i) => at.path[i] === name));
  const loader = loaderName({ facts: own, format: part.format, rule });
  if (STREAMS.has(format ?? '') && path.length === 2)
    return prose`Loading this file${UNPACKING.has(part.format) ? '' : ', unpacked,'} with ${code(loader)}`;
  return prose`Loading ${data(path.at(-1) ?? '', 80)} from this archive with ${code(loader)}`;
}

/** The outermost part on the way to a place that is no archive itself. */
function partOf(facts: readonly Fact[], place: readonly string[]): IdentityFact | undefined {
  return facts
    .filter((fact): fact is IdentityFact => fact.kind === 'identity')
    .filter(
      ({ at: { path }, format }) =>
        path.length > 1 && !ARCHIVES.has(format) && path.every((name, i) => place[i] === name),
    )
    .sort((a, b) => a.at.path.length - b.at.path.length)[0];
}

/** Formats whose loaders unpack a stream by themselves. */
const UNPACKING: ReadonlySet<string> = new Set(['rds', 'rdata', 'joblib']);
/** One file, compressed. */
const STREAMS: ReadonlySet<string> = new Set('gzip bzip2 xz zstd lz4 lzma zlib zfile'.split(' '));
const ARCHIVES: ReadonlySet<string> = new Set(['zip', 'jar', 'office', 'tar', '7z', 'rar', 'cab', ...STREAMS]);

/** Who does what a rule tells of, where that is no loader of the file's format. */
const READERS: ReadonlyMap<string, string> = new Map([
  ['huggingface.target', 'hydra.utils.instantiate'],
  ['huggingface.class-path', 'jsonargparse'],
  ['huggingface.loader-module', 'mlflow.pyfunc.load_model'],
  ['huggingface.yaml-python', 'yaml.load'],
  ['huggingface.jsonpickle', 'jsonpickle.decode'],
]);

/** The loader people use for this kind of file. */
function loaderName({ facts, format, rule }: Loaded): string {
  const own = READERS.get(rule);
  if (own !== undefined) return own;
  if (format === 'torch-shard') return 'torch.distributed.checkpoint.load';
  if (facts.some((fact): fact is TorchFact => fact.kind === 'torch') || format?.startsWith('torch') === true)
    return rule.startsWith('torch.script') ? 'torch.jit.load' : 'torch.load';
  if (format === 'npy' || format === 'npz') return 'numpy.load';
  if (format === 'joblib' || facts.some((fact) => fact.kind === 'joblib')) return 'joblib.load';
  if (format === 'safetensors') return 'safetensors';
  if (format === 'gguf') return 'llama.cpp';
  if (facts.some((fact) => fact.kind === 'skops')) return 'skops.io.load';
  if (format === 'keras-zip' || facts.some((fact) => fact.kind === 'keras')) return 'keras.saving.load_model';
  if (facts.some((fact) => fact.kind === 'identity' && fact.format === 'rdata')) return 'load';
  if (facts.some((fact) => fact.kind === 'identity' && fact.format === 'rds')) return 'readRDS';
  if (format === 'sentencepiece') return 'SentencePieceProcessor';
  if (format === 'coreml') return 'MLModel';
  if (format === 'parquet' || format === 'arrow' || format === 'arrow-stream') return 'pyarrow before 14.0.1';
  if (format === 'ort') return 'onnxruntime.InferenceSession';
  if (format === 'executorch') return 'ExecuTorch';
  if (format === 'hdf5') return rule.startsWith('pickle') ? 'tables.open_file' : 'h5py.File';
  if (format === 'cntk') return 'cntk.load_model';
  if (format === 'onnx') return 'onnx.load';
  if (format === 'saved-model') return 'tf.saved_model.load';
  if (format === 'tflite') return 'tf.lite.Interpreter';
  if (format === 'graph-def') return 'tf.import_graph_def';
  if (format === 'meta-graph') return 'tf.train.import_meta_graph';
  if (format === 'tf-checkpoint') return 'tf.train.Checkpoint';
  if (format === 'tfjs') return 'TensorFlow.js';
  if (format === 'json') return 'transformers';
  return 'pickle.load';
}
