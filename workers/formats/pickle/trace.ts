import type { Weight } from './weight.ts';
import type { Ref, Value } from './value.ts';

/**
 * What one engine does with one pickle stream: the event log and the value graph, straight from the decoder.
 * Everything here is fact; names are as written. Reading a value is a few typed-array loads, nothing is copied.
 */
export interface Trace {
  readonly engine: EngineId;
  /** Opcodes executed, the failing one not counted. */
  readonly steps: number;
  /** Offset in the program's source where the stream starts, and where the machine stood at the end. */
  readonly start: number;
  readonly end: number;
  readonly ending: Ending;
  readonly maxDepth: number;
  readonly memoCount: number;
  /** The highest PROTO seen; 0 when there was none. */
  readonly protocol: number;
  /** Number of events; `event(i)` for 0 ≤ i < events, in execution order. */
  readonly events: number;
  event(index: number): PickleEvent;
  /** The first event from `index` on that is not `alike`, or an earlier one in a very long program; `events` when there is none. */
  telling(index: number): number;
  /** Counts imports and calls, and tells callees with their calls: each name once, anything else as often as it is called. */
  tally(each: (callee: Ref, calls: number) => void): { readonly imports: number; readonly calls: number };
  readonly anomalies: readonly Anomaly[];
  /** Anomalies left out of the list because there are too many. */
  readonly anomaliesOmitted: number;
  /** First execution of an opcode (its byte), null when it never ran. */
  firstUse(opcode: number): { readonly step: number; readonly offset: number } | null;
  /** Top of the stack at STOP. */
  readonly result: Ref | null;
  value(ref: Ref): Value;
  /** The kind of a value without reading the rest of it. */
  kind(ref: Ref): Value['kind'];
  /** An integer of at most 64 bits, rounded beyond ±2^53; null for anything else. */
  integer(ref: Ref): number | null;
  /** joblib: BUILD events whose result is an array read from the file. */
  readonly arrays?: ReadonlySet<number>;
  /** Reads pickles inside a joblib file with a memo that does not fit: names nobody knows are accidents there. */
  readonly misread?: boolean;
  /** Items of a tuple, list, set or frozenset; keys and values alternating for a dict. At most `max`. */
  items(ref: Ref, max: number): Ref[];
  /** True when nothing reachable from here (64 levels, 10,000 values) is a global, result, persistent id, extension or unknown. */
  inert(ref: Ref): boolean;
  /** What the heaviest container would cost a loader that hashes or walks it. Looks at every value once. */
  weigh(): Weight;
  /** Texts and bytes that begin as a pickle does, wherever they were pushed. At most `max`. */
  pickleHeads(max: number): Ref[];
}

/**
 * c         `_pickle` from bytes, encoding ASCII (`pickle.loads`, and `pickle.load` of a real file)
 * c-drop    `_pickle` from a source without peek, encoding utf-8 (torch.load of a zip: BytesIO)
 * c-latin1  `_pickle` from bytes, encoding latin1 (what people pass for Python 2 files)
 * python    `pickle._Unpickler`, encoding ASCII (pandas' second try)
 * joblib    the same, reading arrays from the file after BUILD (joblib.load)
 * joblib-latin1  the same as Python 2 reads its own files
 * joblib-1.1  the same as joblib before 1.2 reads it, which knows no padding
 */
export type EngineId = 'c' | 'c-drop' | 'c-latin1' | 'python' | 'joblib' | 'joblib-latin1' | 'joblib-1.1';

export type Ending =
  | { readonly kind: 'stop' }
  /** An opcode raised. `code` is a key of failures.ts. Effects before it stand. */
  | {
      readonly kind: 'failed';
      readonly offset: number;
      readonly step: number;
      readonly code: string;
      readonly opcode: number;
    };

/**
 * import     find_class ran: GLOBAL, STACK_GLOBAL, INST (its import half), EXT1/2/4
 * call       REDUCE, NEWOBJ, NEWOBJ_EX, INST, OBJ: `callee(*args)` or `callee.__new__(callee, *args)`
 * build      BUILD: `target.__setstate__(args)` or `__dict__`/slot assignment
 * method     APPEND(S), ADDITEMS, SETITEM(S) on something that is no exact list/set/dict: a method call on `target`
 * persistent PERSID, BINPERSID: `persistent_load(args)`
 */
export type EventKind = 'import' | 'call' | 'build' | 'method' | 'persistent';

export interface PickleEvent {
  readonly index: number;
  readonly kind: EventKind;
  readonly opcode: number;
  readonly step: number;
  /** Offset of the opcode byte in the program's source, and the opcode's length in bytes. */
  readonly offset: number;
  readonly length: number;
  /** PROTO in force. */
  readonly protocol: number;
  /** import: module value. call: callee. build/method: target object. persistent: the pid. */
  readonly target: Ref;
  /** import: name value. call: positional arguments (tuple, for Python engines any iterable). build: state. method: items. */
  readonly args: Ref;
  /** NEWOBJ_EX only. */
  readonly kwargs: Ref | null;
  /** What it pushes: global, result, persistent. For build and method: the target. */
  readonly result: Ref;
  /**
   * An ordinary call or state of a very long program, among more alike than are told one by one: a name of which the host says so
   * (tame.ts), and nothing but data and such objects as arguments. What it is given may have been let go.
   */
  readonly tame: boolean;
  /**
   * The same opcode called the same name before, and nobody looks at what a call of it is given (tame.ts, isQuiet); or one more persistent
   * id that begins as torch's of storages do.
   */
  readonly again: boolean;
  /** `again`, with a tuple of arguments of the same kinds: it raises if that call did. Persistent ids that are `again` are `alike`. */
  readonly alike: boolean;
  /** First step that belongs to it: where its callee or its first argument was pushed. */
  readonly from: number;
}

/** Something unusual about the stream itself; `code` is a key of anomalies.ts. */
export interface Anomaly {
  readonly code: string;
  readonly step: number;
  readonly offset: number;
  readonly length: number;
  /** Meaning depends on the code (a count, a declared length). */
  readonly value: number;
}
