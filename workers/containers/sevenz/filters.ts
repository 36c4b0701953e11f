/** Turns the output of a decompressor into the bytes that were packed. */
export type Filter = (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array, void>;

/** Each byte is the difference to the one `distance` before. */
export function delta(distance: number): Filter {
  return async function* undo(chunks) {
    const before = new Uint8Array(distance);
    let at = 0;
    for await (const chunk of chunks) {
      const out = chunk.slice();
      for (let i = 0; i < out.length; i += 1) {
        const byte = ((out[i] ?? 0) + (before[at] ?? 0)) & 0xff;
        out[i] = byte;
        before[at] = byte;
        at = at + 1 === distance ? 0 : at + 1;
      }
      yield out;
    }
  };
}

/** Which mask bits of the bytes before allow a conversion (xz, `x86.c`). */
const ALLOWED = [true, true, true, false, true, false, false, false];
const BIT_NUMBER = [0, 1, 2, 2, 3, 3, 3, 3];

/** Jumps and calls of x86 machine code hold absolute addresses: makes them relative again. */
export const bcjX86: Filter = async function* undo(chunks) {
  let carry: Uint8Array = new Uint8Array(0);
  let position = 0;
  const state: X86State = { mask: 0, last: -5 };
  for await (const chunk of chunks) {
    const bytes = new Uint8Array(carry.length + chunk.length);
    bytes.set(carry);
    bytes.set(chunk, carry.length);
    const done = convertX86(bytes, position, state);
    position += done;
    carry = bytes.slice(done);
    if (done > 0) yield bytes.subarray(0, done);
  }
  if (carry.length > 0) yield carry;
};

/** `last`: where the opcode before stood, as seen from the whole stream. */
interface X86State {
  mask: number;
  last: number;
}

/** Converts in place as far as five bytes are there; returns how many are settled. */
function convertX86(bytes: Uint8Array, position: number, state: X86State): number {
  const isEdge = (byte: number | undefined): boolean => byte === 0 || byte === 0xff;
  let at = 0;
  if (bytes.length < 5) return 0;
  if (position - state.last > 5) state.last = position - 5;
  while (at <= bytes.length - 5) {
    if (((bytes[at] ?? 0) & 0xfe) !== 0xe8) {
      at += 1;
      continue;
    }
    const offset = position + at - state.last;
    state.last = position + at;
    if (offset > 5) state.mask = 0;
    else for (let i = 0; i < offset; i += 1) state.mask = (state.mask & 0x77) << 1;
    if (isEdge(bytes[at + 4]) && (ALLOWED[(state.mask >> 1) & 7] ?? false) && state.mask >> 1 < 0x10) {
      writeX86(bytes, at, relative(bytes, at, position, state.mask));
      at += 5;
      state.mask = 0;
    } else {
      at += 1;
      state.mask |= 1;
      if (isEdge(bytes[at + 3])) state.mask |= 0x10;
    }
  }
  return at;
}

function relative(bytes: Uint8Array, at: number, position: number, mask: number): number {
  let source =
    (bytes[at + 1] ?? 0) | ((bytes[at + 2] ?? 0) << 8) | ((bytes[at + 3] ?? 0) << 16) | ((bytes[at + 4] ?? 0) << 24);
  for (;;) {
    const result = (source - (position + at + 5)) | 0;
    if (mask === 0) return result;
    const index = BIT_NUMBER[mask >> 1] ?? 0;
    const byte = (result >>> (24 - index * 8)) & 0xff;
    if (byte !== 0 && byte !== 0xff) return result;
    source = result ^ ((2 ** (32 - index * 8) - 1) | 0);
  }
}

function writeX86(bytes: Uint8Array, at: number, value: number): void {
  bytes[at + 1] = value & 0xff;
  bytes[at + 2] = (value >>> 8) & 0xff;
  bytes[at + 3] = (value >>> 16) & 0xff;
  bytes[at + 4] = ((value >>> 24) & 1) === 0 ? 0 : 0xff;
}

/** Branches of fixed-width machine code: `convert` changes one word at `at` of the stream. */
export function bcjWords(convert: (word: number, at: number) => number, bigEndian = false): Filter {
  return async function* undo(chunks) {
    let carry: Uint8Array = new Uint8Array(0);
    let position = 0;
    for await (const chunk of chunks) {
      const bytes = new Uint8Array(carry.length + chunk.length);
      bytes.set(carry);
      bytes.set(chunk, carry.length);
      const done = bytes.length - (bytes.length % 4);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      for (let at = 0; at < done; at += 4) {
        const word = view.getUint32(at, !bigEndian);
        const changed = convert(word, (position + at) >>> 0) >>> 0;
        if (changed !== word) view.setUint32(at, changed, !bigEndian);
      }
      position += done;
      carry = bytes.slice(done);
      if (done > 0) yield bytes.subarray(0, done);
    }
    if (carry.length > 0) yield carry;
  };
}

/** BL of ARM. */
export function arm(word: number, at: number): number {
  if (word >>> 24 !== 0xeb) return word;
  return 0xeb000000 | (((((word & 0xffffff) << 2) - (at + 8)) >>> 2) & 0xffffff);
}

/** BL and ADRP of ARM64 (xz, `arm64.c`). */
export function arm64(word: number, at: number): number {
  if (word >>> 26 === 0x25) return 0x94000000 | ((word - (at >>> 2)) & 0x03ffffff);
  if ((word & 0x9f000000) >>> 0 !== 0x90000000) return word;
  const source = ((word >>> 29) & 3) | ((word >>> 3) & 0x1ffffc);
  // Only addresses within ±512 MiB were converted.
  if (((source + 0x020000) & 0x1c0000) !== 0) return word;
  const target = source - (at >>> 12);
  const kept = (word & 0x9000001f) >>> 0;
  return kept | ((target & 3) << 29) | ((target & 0x03fffc) << 3) | ((0 - (target & 0x020000)) & 0xe00000);
}

/** Branches of PowerPC. */
export function powerpc(word: number, at: number): number {
  if ((word & 0xfc000003) >>> 0 !== 0x48000001) return word;
  return 0x48000001 | (((word & 0x03fffffc) - at) & 0x03fffffc);
}
