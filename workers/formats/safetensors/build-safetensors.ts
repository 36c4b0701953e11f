/** Writes safetensors files for tests, right or wrong as asked. */

export interface Written {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly number[];
}

/** `header` as text or as an object; padded with spaces to eight bytes unless `padded` is false. */
export function safetensors(header: string | Record<string, unknown>, data: Uint8Array, padded = true): Uint8Array {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const raw = new TextEncoder().encode(text);
  const length = padded ? Math.ceil(raw.length / 8) * 8 : raw.length;
  const file = new Uint8Array(8 + length + data.length).fill(0x20, 8, 8 + length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(raw, 8);
  file.set(data, 8 + length);
  return file;
}

/** F32 vectors one after the other. */
export function vectors(...names: string[]): Record<string, Written> {
  return Object.fromEntries(
    names.map((name, i) => [name, { dtype: 'F32', shape: [2], data_offsets: [8 * i, 8 * i + 8] }]),
  );
}
