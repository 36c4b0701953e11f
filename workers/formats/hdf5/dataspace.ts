import { u8 } from '../../source/little-endian.ts';
import { LIMITS } from '../../limits.ts';
import type { File } from './file.ts';

/** Sizes of an array (IV.A.2.b). */
export interface Dataspace {
  readonly shape: readonly number[];
  /** Zero where there is no value at all. */
  readonly elements: number;
}

/** Null when it is of a version nobody knows, or of too many dimensions. */
export function readDataspace(file: File, bytes: Uint8Array, at = 0): Dataspace | null {
  const version = u8(bytes, at);
  const rank = u8(bytes, at + 1);
  if (version < 1 || version > 2 || rank > LIMITS.dimensions) return null;
  const sizes = at + (version === 1 ? 8 : 4);
  if (sizes + rank * file.lengthSize > bytes.length) return null;
  const shape = Array.from({ length: rank }, (_, i) => file.length(bytes, sizes + i * file.lengthSize));
  const isNull = version === 2 && u8(bytes, at + 3) === 2;
  return { shape, elements: isNull ? 0 : shape.reduce((all, one) => all * one, 1) };
}
