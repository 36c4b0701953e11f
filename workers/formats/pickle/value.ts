/** Values of the abstract pickle machine, as facts: what is on the stack, never what it would do. */

/** Handle of a value inside one trace. Equal handles are the same object (aliases share). */
export type Ref = number;

export type Value =
  | { readonly kind: 'none' | 'true' | 'false' | 'mark' }
  | { readonly kind: 'int'; readonly value: bigint }
  /** An integer of more than 64 bits or more than 4,300 digits: kept as its bytes, not converted. */
  | { readonly kind: 'bigint'; readonly bytes: number }
  | { readonly kind: 'float'; readonly value: number }
  /** str (text opcodes). Held characters may be fewer than the declared `length` in bytes, which then stand at `offset`. */
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly length: number;
      readonly whole: boolean;
      readonly offset?: number;
    }
  /** Bytes of an 8-bit string opcode (STRING, BINSTRING, SHORT_BINSTRING): str or bytes, the loader's encoding decides. */
  | { readonly kind: 'text8'; readonly bytes: Uint8Array; readonly length: number; readonly whole: boolean }
  | {
      readonly kind: 'bytes' | 'bytearray';
      readonly bytes: Uint8Array;
      readonly length: number;
      readonly whole: boolean;
      /** Offset of the first payload byte in the program's source. */
      readonly offset: number;
    }
  | { readonly kind: 'tuple' | 'list' | 'set' | 'frozenset' | 'dict'; readonly count: number }
  /** What find_class returned: `module` and `name` as they stand in the file, which may be any value. */
  | { readonly kind: 'global'; readonly event: number }
  /** The result of call event `event`. */
  | { readonly kind: 'result'; readonly event: number }
  | { readonly kind: 'persistent'; readonly event: number }
  | { readonly kind: 'extension'; readonly code: number; readonly event: number }
  | { readonly kind: 'buffer' }
  | { readonly kind: 'unknown' };
