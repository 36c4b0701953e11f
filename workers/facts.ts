/** Facts: what readers state. Each says where. No severity, no advice: rules turn facts into findings. */
import type { Prose } from './report/prose.ts';
import type { Place, Range } from './report/schema.ts';
import type { Trace } from './formats/pickle/trace.ts';
import type { ByteSource } from './source/byte-source.ts';

export type Fact = IdentityFact | ZipFact | PickleFact | TorchFact | TensorFact | ProblemFact;

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
 */
export type PickleRole =
  'bare' | 'torch-object' | 'torch-legacy' | 'storage' | 'member' | 'trailing' | 'carved' | 'nested';

/** torch container as torch itself would see it. */
export interface TorchFact {
  readonly kind: 'torch';
  readonly at: Place;
  readonly container: 'zip' | 'legacy' | 'tar';
  /** Folder all records share, of the first directory entry. */
  readonly root: string | null;
  /** Entries outside that folder: torch refuses an archive that has any. */
  readonly strays: number;
  /** The container starts at the first byte: torch looks there only. */
  readonly atStart: boolean;
  readonly torchScript: boolean;
  readonly byteorder: 'little' | 'big' | null;
  /** Id of the program torch unpickles as the object; null when there is none. */
  readonly pickle: number | null;
}

/** Tensor as the program rebuilds it, checked against its storage record. */
export interface TensorFact {
  readonly kind: 'tensor';
  readonly at: Place;
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly storage: { readonly key: string; readonly bytes: number; readonly record: Range | null };
  readonly bytes: number;
  readonly problem: { readonly code: 'missing-record' | 'out-of-bounds' | 'size-differs'; readonly what: Prose } | null;
}

/** A limit hit, bytes not understood, a reader that gave up. */
export interface ProblemFact {
  readonly kind: 'problem';
  readonly at: Place;
  readonly problem: 'limit' | 'malformed' | 'unsupported' | 'reader-failed' | 'unreadable' | 'unclaimed';
  readonly what: Prose;
}
