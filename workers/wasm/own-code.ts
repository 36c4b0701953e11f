/** The engine's machine code as the worker carries it. Node reads it from its file (load.node.ts). */
import { wasmDeflateBase64 } from 'virtual:wasm';

/** Raw deflate. `fetch('data:')` would be a connection, which the page's policy forbids. */
export function ownCode(): Uint8Array<ArrayBuffer> {
  if (Uint8Array.fromBase64 !== undefined) return Uint8Array.fromBase64(wasmDeflateBase64);
  const binary = atob(wasmDeflateBase64);
  const out = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) out[i] = binary.charCodeAt(i);
  return out;
}

declare global {
  interface Uint8ArrayConstructor {
    /** Missing before Chromium 140 and Safari 18.2. */
    readonly fromBase64?: (base64: string) => Uint8Array<ArrayBuffer>;
  }
}
