import { u16, u32, u8 } from '../../source/little-endian.ts';
import { type File, uint } from './file.ts';

/** How the numbers of an array are stored (IV.A.2.i). Addresses are null where nothing was written yet. */
export type Layout =
  | { readonly kind: 'compact'; readonly from: number; readonly length: number }
  /** A length of null: as much as type and shape need. */
  | { readonly kind: 'contiguous'; readonly address: number | null; readonly length: number | null }
  | Chunked
  | { readonly kind: 'virtual'; readonly heap: Uint8Array };

export interface Chunked {
  readonly kind: 'chunked';
  readonly address: number | null;
  /** Sizes of a chunk, the bytes of an element last. */
  readonly chunk: readonly number[];
  readonly index: Index;
}

export type Index =
  | { readonly kind: 'tree' }
  /** One chunk; its length where it is packed, and which filters were left out. */
  | { readonly kind: 'single'; readonly packed: number | null; readonly left: number }
  | { readonly kind: 'implicit' }
  | { readonly kind: 'fixed-array' }
  | { readonly kind: 'extensible-array' }
  | { readonly kind: 'tree-2' };

export function readLayout(file: File, bytes: Uint8Array): Layout | null {
  const version = u8(bytes, 0);
  if (version === 1 || version === 2) return oldForm(file, bytes);
  if (version < 3 || version > 5) return null;
  const kind = u8(bytes, 1);
  if (kind === 0) return { kind: 'compact', from: 4, length: u16(bytes, 2) };
  if (kind === 1)
    return { kind: 'contiguous', address: file.address(bytes, 2), length: file.length(bytes, 2 + file.offsetSize) };
  if (kind === 2) return version === 3 ? chunked(file, bytes) : indexed(file, bytes);
  return kind === 3 && version > 3 ? { kind: 'virtual', heap: bytes.subarray(2) } : null;
}

function oldForm(file: File, bytes: Uint8Array): Layout | null {
  const rank = u8(bytes, 1);
  const kind = u8(bytes, 2);
  const sizes = 8 + (kind === 0 ? 0 : file.offsetSize);
  const address = file.address(bytes, 8);
  if (kind === 0) return { kind: 'compact', from: sizes + rank * 4 + 4, length: u32(bytes, sizes + rank * 4) };
  if (kind === 1) return { kind: 'contiguous', address, length: null };
  return kind === 2
    ? { kind: 'chunked', address, chunk: numbers(bytes, sizes, rank, 4), index: { kind: 'tree' } }
    : null;
}

function numbers(bytes: Uint8Array, at: number, count: number, width: number): number[] {
  return Array.from({ length: count }, (_, i) => uint(bytes, at + i * width, width));
}

function chunked(file: File, bytes: Uint8Array): Layout {
  const rank = u8(bytes, 2);
  const chunk = numbers(bytes, 3 + file.offsetSize, rank, 4);
  return { kind: 'chunked', address: file.address(bytes, 3), chunk, index: { kind: 'tree' } };
}

/** Version 4 knows an index for each way an array may grow. */
function indexed(file: File, bytes: Uint8Array): Layout | null {
  const [flags, rank, width] = [u8(bytes, 2), u8(bytes, 3), u8(bytes, 4)];
  const chunk = numbers(bytes, 5, rank, width);
  let at = 5 + rank * width;
  const type = u8(bytes, at);
  at += 1;
  const index = indexOf(file, bytes, at, type, (flags & 2) !== 0);
  if (width < 1 || width > 8 || index === null) return null;
  return { kind: 'chunked', address: file.address(bytes, at + index.length), chunk, index: index.index };
}

function indexOf(
  file: File,
  bytes: Uint8Array,
  at: number,
  type: number,
  isPacked: boolean,
): { readonly index: Index; readonly length: number } | null {
  switch (type) {
    case 1:
      return isPacked
        ? {
            index: { kind: 'single', packed: file.length(bytes, at), left: u32(bytes, at + file.lengthSize) },
            length: file.lengthSize + 4,
          }
        : { index: { kind: 'single', packed: null, left: 0 }, length: 0 };
    case 2:
      return { index: { kind: 'implicit' }, length: 0 };
    case 3:
      return { index: { kind: 'fixed-array' }, length: 1 };
    case 4:
      return { index: { kind: 'extensible-array' }, length: 5 };
    case 5:
      return { index: { kind: 'tree-2' }, length: 6 };
    default:
      return null;
  }
}
