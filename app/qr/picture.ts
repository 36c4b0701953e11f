/** What the first bytes of a picture say of it, before anything decodes it: a few bytes can claim gigabytes. Pure. */
export interface Picture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

/** Bytes of a file that is looked at, and pixels that it may unpack to: a phone's photo, not more. */
export const MOST_BYTES = 32 << 20;
export const MOST_PIXELS = 50_000_000;
/** As far as a JPEG is searched for its size: what comes before are a camera's notes and small previews. */
const MOST_SEARCHED = 1 << 20;

/** Null for what is no PNG, JPEG or WebP, or does not say how large it is. */
export function pictureOf(bytes: Uint8Array): Picture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const is = (at: number, text: string): boolean =>
    at + text.length <= bytes.length &&
    Array.from(text, (c) => c.charCodeAt(0)).every((unit, i) => bytes[at + i] === unit);
  if (is(0, '\x89PNG\r\n\x1a\n') && is(12, 'IHDR') && bytes.length >= 24)
    return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  if (is(0, '\xff\xd8\xff')) return jpeg(view);
  if (is(0, 'RIFF') && is(8, 'WEBP') && bytes.length >= 30) return webp(view, is);
  return null;
}

export function fits({ width, height }: Picture): boolean {
  return width > 0 && height > 0 && width * height <= MOST_PIXELS;
}

/** The first frame header (ITU T.81, B.2.2), behind segments that each say how long they are. */
function jpeg(view: DataView): Picture | null {
  const end = Math.min(view.byteLength, MOST_SEARCHED);
  for (let at = 2; at + 9 < end;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}

/** The first chunk: extended, lossless or lossy (RFC 9649). */
function webp(view: DataView, is: (at: number, text: string) => boolean): Picture | null {
  const three = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  const type = 'image/webp';
  if (is(12, 'VP8X')) return { type, width: three(24) + 1, height: three(27) + 1 };
  if (is(12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { type, width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (!is(12, 'VP8 ')) return null;
  return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}
