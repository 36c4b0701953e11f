import type { CodeSummary } from '../../../lang/marshal/summary.ts';
import type { Capability, Entry } from '../../../rules/knowledge/capability.ts';
import type { Prose } from '../../../report/prose.ts';
import type { PickleEvent } from '../trace.ts';
import type { Interpretation } from './interpret.ts';
import type { Name } from './name.ts';
import type { Digits } from './sym.ts';

/**
 * call        a dangerous callable is called
 * mutate      a container opcode or BUILD changes an imported object
 * import      a dangerous or unknown name is looked up and not called
 * unknown     something nobody knows is called; `name` is null when it is no name at all
 * construct   a library's class is called with arguments
 * nested      bytes are handed to a loader
 * dormant     bytes that are a pickle, or code of Python, and that nothing loads
 * persistent  persistent_load gets something that torch does not write
 * extension   an extension code that nothing registered
 * code        a function, class or code object is made from parts in the file
 * computed    a name that is put together at run time
 * spelling    a name with characters that hide what it is
 * memory      a size is an argument
 * items       a container opcode puts items into a tensor or storage
 * message     a container opcode is a method call that does nothing dangerous
 */
export type ActKind =
  | 'call'
  | 'mutate'
  | 'import'
  | 'unknown'
  | 'construct'
  | 'nested'
  | 'dormant'
  | 'persistent'
  | 'extension'
  | 'code'
  | 'computed'
  | 'spelling'
  | 'memory'
  | 'items'
  | 'message';

/** Something the program does that a rule may have an opinion on. Facts only. */
export interface Act {
  readonly kind: ActKind;
  /** Where: the event of the trace that does it, null for the walk at the end. */
  readonly event: PickleEvent | null;
  readonly offset: number;
  readonly length: number;
  readonly name: Name | null;
  readonly capability: Capability;
  readonly match: Entry['match'];
  /** `os.system("…")`, or what stands in its place. */
  readonly shown: Prose;
  /** Its arguments are all constants. */
  readonly known: boolean;
  /** The first text among its arguments. */
  readonly text: string | null;
  /** Callables it goes through, outermost first: `functools.reduce`. */
  readonly via: readonly string[];
  /** The callee gets arguments as `cls.__new__` does. */
  readonly isNew: boolean;
  /** How many alike ones this stands for. */
  count: number;
  /** nested and dormant: what the bytes do. Null when they could not be read. */
  readonly child: readonly Interpretation[] | null;
  /** dormant: the pickle is written in these digits. */
  readonly digits: Digits | null;
  /** code and dormant: what the code names and holds; null when its parts are not known, and for a dormant pickle. */
  readonly code: CodeSummary | null;
}
