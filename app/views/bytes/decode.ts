/** The bytes at the cursor read as numbers and text. Pure. */

export interface Reading {
  readonly name: string;
  readonly value: string;
}

/** Every number type that fits into what is there. `bytes` starts at the cursor. */
export function readings(bytes: Uint8Array, littleEndian: boolean): readonly Reading[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const types: readonly (readonly [string, number, () => number | bigint])[] = [
    ['u8', 1, () => view.getUint8(0)],
    ['i8', 1, () => view.getInt8(0)],
    ['u16', 2, () => view.getUint16(0, littleEndian)],
    ['i16', 2, () => view.getInt16(0, littleEndian)],
    ['u32', 4, () => view.getUint32(0, littleEndian)],
    ['i32', 4, () => view.getInt32(0, littleEndian)],
    ['u64', 8, () => view.getBigUint64(0, littleEndian)],
    ['i64', 8, () => view.getBigInt64(0, littleEndian)],
    ['f16', 2, () => half(view.getUint16(0, littleEndian))],
    ['bf16', 2, () => brain(view.getUint16(0, littleEndian))],
    ['f32', 4, () => view.getFloat32(0, littleEndian)],
    ['f64', 8, () => view.getFloat64(0, littleEndian)],
  ];
  return types
    .filter(([, size]) => bytes.length >= size)
    .map(([name, , read]) => ({ name, value: number(read(), name) }));
}

function number(value: number | bigint, type: string): string {
  if (typeof value === 'bigint' || !type.includes('f')) return value.toLocaleString('en-US');
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (Object.is(value, -0)) return '-0';
  const size = Math.abs(value);
  const digits = type === 'f64' ? 15 : type === 'f32' ? 7 : 4;
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(digits - 1).replace(/\.?0+e/, 'e');
  return Number(value.toPrecision(digits)).toString();
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** bfloat16: the upper half of a binary32. */
function brain(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits << 16);
  return view.getFloat32(0);
}

/** Where to go: decimal or `0x…`, separators allowed. Null when it is no offset. */
export function parseOffset(text: string): number | null {
  const plain = text.trim().replace(/[\s,_]/g, '');
  if (!/^(0x[0-9a-f]{1,13}|\d{1,16})$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isSafeInteger(value) ? value : null;
}
