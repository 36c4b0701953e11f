import type { PythonCall, PythonFact, TorchFact, TorchScript } from '../../facts.ts';
import type { RuleInput } from '../rule.ts';

/** Operators of TorchScript that reach beyond the model (aten/src/ATen/native, torch/csrc/jit/runtime/register_prim_ops.cpp). */
export const FILES: ReadonlyMap<string, { readonly would: string; readonly capability: 'FS_WRITE' | 'FS_READ' }> =
  new Map([
    ['save', { would: 'write a file', capability: 'FS_WRITE' }],
    ['from_file', { would: 'map a file into memory, and write to it if told so', capability: 'FS_READ' }],
  ]);
/** Namespaces of operators that PyTorch and its companions bring. */
const KNOWN =
  /^ops\.(?:aten|prims?|_?quantized|prepacked|profiler|torchvision|torchaudio|torchtext|_c10d_functional|inductor|sparse|mkldnn|xnnpack|metal|vulkan)\./;
/** Those of the companions that open what they are told to. */
const OPENS = /^ops\.torch\w+\..*(?:file|save|load|open|stream|sox|ffmpeg)/;
/** Classes in C++, of which PyTorch brings some. */
const NATIVE =
  /^__torch__\.torch\.classes\.(?!(?:quantized|xnnpack|rnn|sparse|mkldnn|metal|vulkan|\w*PackedParams\w*)\b)/;
/** What stands for itself (torch/csrc/jit/serialization/import_source.cpp, torch/csrc/jit/frontend/ir_emitter.cpp, Environment). */
const BARE: ReadonlySet<string> = new Set(
  'annotate uninitialized unchecked_cast fork getattr hasattr isinstance print int float bool str complex len range list tuple dict min max abs sorted sum all any zip enumerate reversed round divmod chr ord hex oct bin'.split(
    ' ',
  ),
);

/** The compiled program of one archive. */
export interface ScriptProgram {
  /** Calls that reach a file by its name. */
  readonly files: readonly PythonCall[];
  /** Calls of operators that a native library has to bring. */
  readonly foreign: readonly PythonCall[];
  /** All of it was read, and it calls nothing but its own functions and operators that compute. */
  readonly computes: boolean;
}

/** What the TorchScript program of an archive calls, as torch's importer resolves names. */
export function scriptProgram(archive: TorchFact, { facts, programs }: RuleInput): ScriptProgram {
  const { sources: wanted, bytecode } = archive.script ?? NONE;
  const inside = facts.filter((fact): fact is PythonFact => fact.kind === 'python' && isInside(fact, archive));
  const calls = [...inside.flatMap((source) => source.calls), ...(bytecode ?? [])];
  // By member: what else is Python in there says nothing about whether all of these were read.
  const sources = new Map(inside.map((source) => [source.at.path.slice(archive.at.path.length).join('\0'), source]));
  const methods = new Set(inside.flatMap((source) => source.methods));
  const files = calls.filter(({ name }) => isFile(name, methods));
  const foreign = calls.filter(({ name }) => (name.startsWith('ops.') && !KNOWN.test(name)) || isForeignClass(name));
  const named = programs.flatMap(({ interpretations }) => interpretations.flatMap(({ names }) => names));
  return {
    files,
    foreign,
    computes:
      files.length + foreign.length === 0 &&
      !named.some(({ full }) => isForeignClass(full)) &&
      wanted.length > 0 &&
      // Of two of the same name, one was read under another.
      new Set(wanted).size === wanted.length &&
      wanted.every((name) => sources.get(name)?.isWhole === true) &&
      bytecode !== null &&
      inside.every(({ attributes }) => !attributes.some((name) => isUnclear(name))) &&
      calls.every(({ name }) => (/[.\\]/.test(name) ? !OPENS.test(name) && !name.includes('\\') : BARE.has(name))),
  };
}

/** A class that a native library has to bring; what it makes of its state is that library's. */
export function isForeignClass(name: string): boolean {
  return NATIVE.test(name);
}

function isInside({ at }: PythonFact, { at: { path } }: TorchFact): boolean {
  return at.path.length > path.length && path.every((part, i) => at.path[i] === part);
}

const NONE: TorchScript = { stop: null, constants: null, constantStops: [], sources: [], bytecode: null };

/** `torch.save`, `ops.aten.save`, and `x.save`: what a tensor has no method for is looked for among the operators. */
function isFile(name: string, methods: ReadonlySet<string>): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (!FILES.has(last)) return false;
  return /^(?:torch|ops\.aten)\.\w+$/.test(name) || (/^(?!ops\.|__torch__\.).*\./.test(name) && !methods.has(last));
}

/** An attribute that might be such an operator under another name. */
function isUnclear(name: string): boolean {
  return name === '' || name.includes('\\') || FILES.has(name);
}
