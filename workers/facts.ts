/** Facts: what readers state. Each says where. No severity, no advice: rules turn facts into findings. */
import type { Prose } from './report/prose.ts';
import type { Place, Range } from './report/schema.ts';
import type { JoblibFact } from './formats/joblib/fact.ts';
import type { TorchFact } from './formats/torch/fact.ts';
import type { KerasFact } from './formats/keras/fact.ts';
import type { NumpyFact } from './formats/numpy/fact.ts';
import type { Trace } from './formats/pickle/trace.ts';
import type { SkopsFact } from './formats/skops/schema.ts';
import type { WeightFilesFact } from './formats/tfjs/fact.ts';
import type { ByteSource } from './source/byte-source.ts';

export type { TorchFact, TorchScript, TorchStop } from './formats/torch/fact.ts';

export type Fact =
  | IdentityFact
  | ZipFact
  | PickleFact
  | TorchFact
  | TensorFact
  | OddityFact
  | MetadataFact
  | TemplateFact
  | SettingFact
  | ShardIndexFact
  | WeightFilesFact
  | PythonFact
  | ExecutableFact
  | ProblemFact
  | NumpyFact
  | JoblibFact
  | KerasFact
  | SkopsFact
  | JavaFact;

/** Content type found. */
export interface IdentityFact {
  readonly kind: 'identity';
  readonly at: Place;
  readonly format: string;
  readonly formatName: string;
  /** Other formats that also match these bytes. */
  readonly also: readonly string[];
  /** What the file name suggests, when that disagrees. */
  readonly extension: string | null;
}

/** One thing two ZIP readers would see differently, or that no honest writer makes. `code` is a key of zip/disagreements.ts. */
export interface ZipFact {
  readonly kind: 'zip';
  readonly at: Place;
  readonly code: string;
  /** Entry name, when it is about one. */
  readonly entry: string | null;
  /** Both readings, for the compare view. Empty when there is only one. */
  readonly readings: readonly { readonly reader: string; readonly sees: Prose }[];
  /** Loaders open this entry: data.pkl and friends. */
  readonly loaded: boolean;
}

/** One pickle stream, with every engine's trace of it (equal traces appear once, the first is C's). */
export interface PickleFact {
  readonly kind: 'pickle';
  readonly id: number;
  readonly at: Place;
  readonly source: ByteSource;
  /** Stream number inside its source, and how it was found. */
  readonly index: number;
  readonly role: PickleRole;
  readonly traces: readonly Trace[];
}

/**
 * bare          the dropped file itself
 * torch-object  data.pkl of a torch archive: what torch.load unpickles
 * torch-legacy  one of the five streams of torch's old format
 * storage       the content of a storage record (`data/0`): torch reads it as numbers, never unpickles it
 * member        any other member of a container
 * trailing      right after the STOP of another stream: runs when a loader calls load() again
 * carved        found in bytes nobody explains
 * nested        inside a value of another pickle
 * inline        an array of objects: in an .npy after its header, in a joblib file between two opcodes
 * resumed       found behind the place where it is no longer known how joblib reads on
 */
export type PickleRole =
  | 'bare'
  | 'torch-object'
  | 'torch-legacy'
  | 'storage'
  | 'member'
  | 'trailing'
  | 'carved'
  | 'nested'
  | 'inline'
  | 'resumed';

/** Tensor as the program rebuilds it, checked against its storage record. */
export interface TensorFact {
  readonly kind: 'tensor';
  readonly at: Place;
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly storage: {
    readonly key: string;
    readonly bytes: number;
    readonly record: Range | null;
    /** Where it begins in the innermost source, for what is not stored as is. */
    readonly inner?: { readonly path: readonly string[]; readonly offset: number };
  };
  /** Byte of the storage at which its first element stands; 0 when it is not given. */
  readonly start?: number;
  /** Where its numbers are when another file of the folder has them. */
  readonly beside?: Beside;
  readonly bytes: number;
  /** `told`: an OddityFact of the format tells it. */
  readonly problem: {
    readonly code: 'missing-record' | 'out-of-bounds' | 'size-differs' | 'told';
    readonly what: Prose;
  } | null;
}

/** A stretch of another file, which is named as seen from the folder of the one that says so. */
export interface Beside extends Range {
  readonly file: string;
}

/** One thing a format of weights or texts forbids, or that two readers take differently. */
export interface OddityFact {
  readonly kind: 'oddity';
  readonly at: Place;
  /** Whose table `code` is a key of: `safetensors`, `gguf`, `json`… */
  readonly format: string;
  readonly code: string;
  /** The tensor, key or entry it is about. */
  readonly subject: string | null;
  /** What is odd, in one sentence with its numbers. */
  readonly what: Prose;
  readonly readings: ZipFact['readings'];
}

/** A value a file of weights carries about itself. */
export interface MetadataFact {
  readonly kind: 'metadata';
  readonly at: Place;
  readonly key: string;
  /** As the format calls it: `string`, `u32`, `array of string`. */
  readonly type: string;
  readonly value: Prose;
}

/** A template that turns a conversation into a prompt (Jinja), and all it reaches. Plain data: folders compare them. */
export interface TemplateFact {
  readonly kind: 'template';
  /** The text as it is written: without quotes, with its escapes. */
  readonly at: Place;
  /** `default`, or the name it is chosen by. */
  readonly name: string;
  readonly holder: 'gguf' | 'json' | 'file';
  readonly text: string;
  readonly reaches: readonly TemplateReach[];
  /** Where and why parsing it stopped. */
  readonly stop: { readonly at: Place; readonly what: string } | null;
}

/** One thing a template does besides printing text. */
export interface TemplateReach {
  readonly at: Place;
  readonly kind: ReachKind;
  /** The attribute, filter, function, template or variable. */
  readonly name: string;
  /** The expression around it, as far as it is known: `cycler.__init__.__globals__`. */
  readonly shown: string;
  /** The name is put together while rendering. */
  readonly computed: boolean;
}

/**
 * attribute  of an object, however it is asked for (`a.b`, `a['b']`, `a|attr('b')`, `map(attribute='b')`)
 * unknown-attribute  an attribute whose name only rendering tells, by way of `attr`
 * call, filter, test, loop  what it says
 * load       another template: include, import, extends
 * format     a format string that reads attributes: `'{0.a}'.format(x)`
 * repeat     a loop or text as long as a number in the template says
 * trigger    text that only appears when a message holds certain words
 */
export type ReachKind =
  'attribute' | 'unknown-attribute' | 'call' | 'filter' | 'test' | 'loop' | 'load' | 'format' | 'repeat' | 'trigger';

/** A setting of a model folder that decides which code or files a loader takes. `code` is a key of huggingface/settings.ts. */
export interface SettingFact {
  readonly kind: 'setting';
  /** The value, or the key when the value is no text. */
  readonly at: Place;
  readonly code: string;
  /** Dotted path of the key. */
  readonly key: string;
  readonly value: string;
  /** Hub repository the value names. */
  readonly repo: string | null;
  /** Python file beside it that the value names, without `.py`. */
  readonly module: string | null;
}

/** Which shard holds which tensor, as an index file says. */
export interface ShardIndexFact {
  readonly kind: 'shard-index';
  readonly at: Place;
  /** `metadata.total_size`: bytes of all tensors; null when it does not say. */
  readonly totalSize: number | null;
  readonly entries: readonly { readonly tensor: string; readonly shard: string; readonly at: Place }[];
}

/** Python source, as far as what it does when it is imported can be read from it. */
export interface PythonFact {
  readonly kind: 'python';
  readonly at: Place;
  readonly calls: readonly PythonCall[];
  /** Classes and functions it defines at its top level. */
  readonly defines: readonly string[];
  /** Methods of its classes. */
  readonly methods: readonly string[];
  /** Attributes it names, also by `getattr`; an empty one for a name that cannot be told. */
  readonly attributes: readonly string[];
  /** The parser followed all of it, and nothing was left out of the lists. */
  readonly isWhole: boolean;
}

export interface PythonCall {
  readonly at: Place;
  /** What is called, as far as imports and aliases tell: `os.system`; `?.close` for a method of something without a name. */
  readonly name: string;
  readonly shown: string;
  /**
   * import   at the top level: when the module is imported
   * use      in a method that loading or using a model calls
   * main     behind `if __name__ == "__main__"`
   * later    in some other function
   */
  readonly when: 'import' | 'use' | 'main' | 'later';
}

/** A native program or script, recognised by the structure of its header. */
export interface ExecutableFact {
  readonly kind: 'executable';
  readonly at: Place;
  readonly form: 'elf' | 'pe' | 'macho' | 'script' | 'ape';
  /** "shared library for x86-64". */
  readonly about: string;
  /** Starts the dropped file itself, or stands inside something else. */
  readonly whole: boolean;
  /** It also holds a model: a llamafile. */
  readonly model: boolean;
}

/** A limit hit, bytes not understood, a reader that gave up. */
export interface ProblemFact {
  readonly kind: 'problem';
  readonly at: Place;
  readonly problem: 'limit' | 'malformed' | 'unsupported' | 'reader-failed' | 'unreadable' | 'unclaimed';
  readonly what: Prose;
}

/** A stream of Java objects: reading it makes them, and runs what their classes do when they are read. */
export interface JavaFact {
  readonly kind: 'java';
  readonly at: Place;
  readonly objects: number;
  /** Each class once, in the order of their first naming. */
  readonly classes: readonly { readonly name: string; readonly at: Place }[];
}
