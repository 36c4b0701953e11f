/** Bytes that lie in the page as text: raw deflate, in base64. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  // `fetch('data:')` would be a connection, which the page's policy forbids.
  if (Uint8Array.fromBase64 !== undefined) return Uint8Array.fromBase64(base64);
  const binary = atob(base64);
  const out = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) out[i] = binary.charCodeAt(i);
  return out;
}

/** Rejects when it is no deflate, or breaks off. */
export function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const writer = writable.getWriter();
  // Whoever reads hears of what fails here.
  void writer.write(bytes).catch(() => undefined);
  void writer.close().catch(() => undefined);
  return new Response(readable).arrayBuffer();
}

declare global {
  interface Uint8ArrayConstructor {
    /** Missing before Chromium 140 and Safari 18.2. */
    readonly fromBase64?: (base64: string) => Uint8Array<ArrayBuffer>;
  }
}
