/**
 * What PowerShell takes after -EncodedCommand, or any beginning of that word: Base64 of UTF-16 (about_PowerShell_exe). Also where the
 * command is a list of texts, as `subprocess` is given it.
 */
const ENCODED =
  /\b(?:powershell|pwsh)(?:\.exe)?\b[^\n]{0,400}?[\s"',][-/]e(?:c|n[a-z]*)?["',:\s]+([A-Za-z0-9+/]{8,}={0,2})/i;

/** The command that a command line hides that way; null when there is none that decodes. */
export function encodedCommand(line: string): string | null {
  const encoded = ENCODED.exec(line.slice(0, LONGEST))?.[1];
  if (encoded === undefined) return null;
  const text = decodeUtf16(encoded);
  return text !== null && /^[\t\n\r -~]/.test(text) ? text : null;
}

const LONGEST = 100_000;

function decodeUtf16(encoded: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0));
    return new TextDecoder('utf-16le', { fatal: true }).decode(bytes.subarray(0, bytes.length & ~1));
  } catch {
    return null;
  }
}
