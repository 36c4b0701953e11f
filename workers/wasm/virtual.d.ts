/** wasm/dist/engine.wasm as base64 of raw deflate: made by app/build/wasm-module.ts. */
declare module 'virtual:wasm' {
  export const wasmDeflateBase64: string;
}
