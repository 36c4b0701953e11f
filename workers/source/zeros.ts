/** Whether every byte is zero; four at a time, because whole gigabytes may be. */
export function isAllZero(bytes: Uint8Array): boolean {
  const start = Math.min(bytes.length, (4 - (bytes.byteOffset % 4)) % 4);
  const words = Math.floor((bytes.length - start) / 4);
  const end = start + words * 4;
  return isZero(bytes, 0, start) && areZeroWords(bytes, start, words) && isZero(bytes, end, bytes.length);
}

function areZeroWords(bytes: Uint8Array, start: number, words: number): boolean {
  if (words === 0) return true;
  const view = new Uint32Array(bytes.buffer, bytes.byteOffset + start, words);
  for (let i = 0; i < words; i += 1) if (view[i] !== 0) return false;
  return true;
}

function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i += 1) if (bytes[i] !== 0) return false;
  return true;
}
