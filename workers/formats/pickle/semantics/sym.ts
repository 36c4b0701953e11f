import type { Ref } from '../value.ts';
import type { CodeSummary } from '../../../lang/marshal/summary.ts';
import type { Name } from './name.ts';

/** What a value would be, as far as symbols tell. Containers of the trace stay where they are and are read on demand. */
export type Sym =
  | { readonly kind: 'none' | 'true' | 'false' }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | {
      readonly kind: 'str';
      readonly text: string;
      readonly whole: boolean;
      readonly computed: boolean;
      /** Where all of it stands in the program's source, when only the head is held. */
      readonly at?: { readonly offset: number; readonly length: number };
    }
  | Bytes
  /** A container of the trace. */
  | { readonly kind: 'held'; readonly shape: Shape | 'dict'; readonly ref: Ref; readonly count: number }
  /** A container made by folding. */
  | { readonly kind: 'seq'; readonly shape: Shape; readonly items: readonly Sym[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Sym, Sym])[] }
  | { readonly kind: 'name'; readonly name: Name }
  | Instance
  /** functools.partial, types.MethodType and other wrappers: calling it calls `callee` with `args` first. */
  | {
      readonly kind: 'bound';
      readonly callee: Sym;
      readonly args: readonly Sym[];
      readonly kwargs: Keywords;
      readonly by: string;
    }
  /** operator.attrgetter, itemgetter, methodcaller. */
  | {
      readonly kind: 'getter';
      readonly does: 'attr' | 'item' | 'method';
      readonly keys: readonly Sym[];
      readonly args: readonly Sym[];
    }
  /** A method looked up on a value that is no name: `"{0}".format`, `Path("x").unlink`. */
  | { readonly kind: 'method'; readonly self: Sym; readonly name: string }
  /** An iterator that calls something when it is used. */
  | Lazy
  /** A class made by the program. */
  | {
      readonly kind: 'class';
      readonly title: string;
      readonly bases: readonly Sym[];
      /** Filled further when the program adds methods to it. */
      readonly attributes: Map<string, Sym>;
    }
  /** A code object: what it names and holds, when its parts are known. */
  | { readonly kind: 'code'; readonly summary: CodeSummary | null; readonly by: string }
  /** A function made from a code object of the file. */
  | { readonly kind: 'function'; readonly summary: CodeSummary | null; readonly by: string }
  | { readonly kind: 'persistent'; readonly event: number }
  | { readonly kind: 'extension'; readonly code: number }
  /** `from` names what gave it, for sentences. */
  | { readonly kind: 'unknown'; readonly from: string | null };

export type Shape = 'tuple' | 'list' | 'set' | 'frozenset';

export interface Bytes {
  readonly kind: 'bytes';
  readonly bytes: Uint8Array;
  /** The full length; more than `bytes` when only the head is held. */
  readonly length: number;
  /** Where they stand in the program's source; null when they were computed. */
  readonly offset: number | null;
  /** A text stands there, of which these are the characters as Latin-1. */
  readonly isText?: true;
  /** What stands there are digits, to be read before anything else. */
  readonly digits?: Digits;
}

export type Digits = 'Base64' | 'hexadecimal digits';

/** What calling a class gave. `ref` is its identity in the trace, where BUILD and the method opcodes find it. */
export interface Instance {
  readonly kind: 'instance';
  readonly of: Sym;
  readonly ref: Ref | null;
  readonly args: readonly Sym[];
}

export interface Lazy {
  readonly kind: 'lazy';
  /** Calls, one per item; null: calls without known arguments. */
  readonly callee: Sym;
  readonly calls: readonly (readonly Sym[] | null)[];
  readonly by: string;
}

export type Keywords = ReadonlyMap<string, Sym>;

/** How something is called. `positional` null: arguments unknown. `more`: there are more than were looked at. */
export interface Arguments {
  readonly positional: readonly Sym[] | null;
  readonly keywords: Keywords;
  readonly more: boolean;
}

export const NO_KEYWORDS: Keywords = new Map();
export const NONE: Sym = { kind: 'none' };
export const UNKNOWN: Sym = { kind: 'unknown', from: null };

export function unknownFrom(from: string | null): Sym {
  return { kind: 'unknown', from };
}

export function str(text: string, computed = true): Sym {
  return { kind: 'str', text, whole: true, computed };
}

export function bytes(value: Uint8Array): Bytes {
  return { kind: 'bytes', bytes: value, length: value.length, offset: null };
}

export function int(value: bigint | number): Sym {
  return { kind: 'int', value: BigInt(value) };
}

export function bool(value: boolean): Sym {
  return { kind: value ? 'true' : 'false' };
}

export function args(...positional: readonly Sym[]): Arguments {
  return { positional, keywords: NO_KEYWORDS, more: false };
}

export const UNKNOWN_ARGUMENTS: Arguments = { positional: null, keywords: NO_KEYWORDS, more: true };

export function isWhole(value: Sym): boolean {
  if (value.kind === 'str') return value.whole;
  return value.kind !== 'bytes' || value.bytes.length === value.length;
}

/** The text of a str that is known in full. */
export function textOf(value: Sym | undefined): string | null {
  return value?.kind === 'str' && value.whole ? value.text : null;
}

/** A number that fits JavaScript's exactly. */
export function numberOf(value: Sym | undefined): number | null {
  if (value?.kind === 'true') return 1;
  if (value?.kind === 'false') return 0;
  if (value?.kind !== 'int') return null;
  const number = Number(value.value);
  return Number.isSafeInteger(number) ? number : null;
}
