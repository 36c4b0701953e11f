const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Texts up to here are looked at byte by byte first: most are short and ASCII, and a decoder takes longer to be called than to decode. */
const SHORT = 128;

/** UTF-8 with lone surrogates allowed (Python's `surrogatepass`); other broken bytes become U+FFFD. */
export function decodeSurrogatePass(bytes: Uint8Array): string {
  if (bytes.length <= SHORT && isAscii(bytes)) return fromCodes(bytes);
  try {
    return decoder.decode(bytes);
  } catch {
    return decodeSlowly(bytes);
  }
}

/** Spreading them would make an array first. */
function fromCodes(bytes: Uint8Array): string {
  const text: unknown = Reflect.apply(String.fromCharCode, null, bytes);
  return typeof text === 'string' ? text : '';
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
}

function decodeSlowly(bytes: Uint8Array): string {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  let from = 0;
  for (let i = 0; i + 2 < bytes.length; i++) {
    const [lead, middle, last] = [bytes[i] ?? 0, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0];
    if (lead !== 0xed || middle < 0xa0 || middle > 0xbf || (last & 0xc0) !== 0x80) continue;
    text += lenient.decode(bytes.subarray(from, i));
    text += String.fromCharCode(0xd000 | ((middle & 0x3f) << 6) | (last & 0x3f));
    from = i + 3;
    i += 2;
  }
  return text + lenient.decode(bytes.subarray(from));
}

/** latin1: every byte is its own character. */
export function decodeLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096) text += fromCodes(bytes.subarray(i, i + 4096));
  return text;
}
