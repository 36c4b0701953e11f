/** This page as a file: its bytes and their SHA-256. */
import { ownText } from './own-text.ts';

export interface OwnPage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Hex; null where the browser does not compute it: it does for https, localhost and files. */
  readonly sha256: string | null;
}

/** Null when the page was changed on its way here, or never built. */
export async function ownPage(): Promise<OwnPage | null> {
  const text = ownText();
  if (text === null) return null;
  const bytes = new TextEncoder().encode(text);
  return { bytes, sha256: window.isSecureContext ? hex(await crypto.subtle.digest('SHA-256', bytes)) : null };
}

function hex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What each system has at hand to compute a SHA-256 with. */
export function checksumCommands(file: string): readonly { readonly system: string; readonly command: string }[] {
  return [
    { system: 'Linux', command: `sha256sum ${file}` },
    { system: 'macOS', command: `shasum -a 256 ${file}` },
    { system: 'Windows', command: `CertUtil -hashfile ${file} SHA256` },
  ];
}
