/** Hashes of the parts of a document. */
export interface Digests {
  /** In the order of `tensors`; null when it is not known where a tensor's data stand, or there was no room. */
  readonly tensors: readonly (TensorData | null)[];
  /** By program id. */
  readonly programs: readonly (string | null)[];
  readonly members: readonly { readonly artifact: number; readonly sha256: string }[];
  /** Parts that were not hashed, because they overlap too often or unpack to too much. */
  readonly left: number;
}

export interface TensorData {
  readonly sha256: string;
  /** Null: row by row without gaps. Else what the hash is over is in another order. */
  readonly strides: readonly number[] | null;
  /** Nothing but elements was hashed. */
  readonly gapless: boolean;
}
