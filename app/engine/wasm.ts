/** The decoder, embedded as deflated base64: decoded, inflated and compiled once for all workers. */
import { wasmDeflateBase64 } from 'virtual:wasm';

let compiled: Promise<WebAssembly.Module> | undefined;

export function wasmModule(): Promise<WebAssembly.Module> {
  compiled ??= inflate(decode(wasmDeflateBase64)).then((code) => WebAssembly.compile(code));
  return compiled;
}

/** `fetch('data:')` would be a connection, which the page's policy forbids. */
function decode(base64: string): Uint8Array<ArrayBuffer> {
  if (Uint8Array.fromBase64 !== undefined) return Uint8Array.fromBase64(base64);
  const binary = atob(base64);
  const out = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) out[i] = binary.charCodeAt(i);
  return out;
}

function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).arrayBuffer();
}

declare global {
  interface Uint8ArrayConstructor {
    /** Missing before Chromium 140 and Safari 18.2. */
    readonly fromBase64?: (base64: string) => Uint8Array<ArrayBuffer>;
  }
}
