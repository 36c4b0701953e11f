/** A field of a protobuf: its tag as written, and where its value is. */
export interface Field {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** The field at an offset; null where none is, or where the bytes end within its head. */
export function field(bytes: Uint8Array, at: number): Field | null {
  const tag = varint(bytes, at);
  if (tag === null || tag.value < 8) return null;
  const wire = tag.value % 8;
  if (wire === 1 || wire === 5) return { tag: tag.value, start: tag.next, end: tag.next + (wire === 1 ? 8 : 4) };
  const first = varint(bytes, tag.next);
  if (first === null || (wire !== 0 && wire !== 2)) return null;
  return { tag: tag.value, start: first.next, end: wire === 2 ? first.next + first.value : first.next };
}

function varint(bytes: Uint8Array, at: number): { value: number; next: number } | null {
  let value = 0;
  for (let i = 0; i < 10; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, next: at + i + 1 };
  }
  return null;
}
