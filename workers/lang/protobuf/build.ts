/** Test only: protobuf messages. */
export function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  do {
    bytes.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return bytes;
}

/** A field of text, of a message, or of a number. */
export function field(number: number, value: string | readonly number[] | number): number[] {
  if (typeof value === 'number') return [...varint(number * 8), ...varint(value)];
  const bytes = typeof value === 'string' ? Array.from(value, (letter) => letter.charCodeAt(0)) : value;
  return [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
}
