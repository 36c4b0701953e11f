/** CRC-32C (RFC 3720, B.4), as TensorFlow masks it (tensorflow/core/lib/hash/crc32c.h). */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

let table: Uint32Array | null = null;

function crc32c(bytes: Uint8Array): number {
  const steps = (table ??= makeTable());
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (steps[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function makeTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let crc = index;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0x82f63b78;
    return crc;
  });
}
