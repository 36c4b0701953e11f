/** Texts of a program as they are written into a line. All of it stays text from the file. */
import { decodeLatin1 } from '../text.ts';

/** A name as it stands in the file: ASCII identifiers as they are, everything else as `\u{…}`, so that no two names look alike. */
export function identifier(text: string): string {
  return Array.from(text, (c) => (/[A-Za-z0-9_.]/.test(c) ? c : `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)).join(
    '',
  );
}

/** What stands between the quotes of a text: a quote in it does not end it. */
export function quoted(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

/** The same for bytes: printable ASCII as it is, the rest as `\xNN`. */
export function quotedBytes(bytes: Uint8Array): string {
  return quoted(decodeLatin1(bytes)).replace(
    /[^\x20-\x7e]/g,
    (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** The short name of an unpickler's offset: `0x26`. */
export function hex(offset: number): string {
  return `0x${offset.toString(16).toUpperCase().padStart(2, '0')}`;
}
