import { oneChunk } from '../source/one-chunk.ts';

/** The engine's machine code: compiled already, or as raw deflate. */
export type EngineCode = WebAssembly.Module | Uint8Array<ArrayBuffer>;

/** Rejects when the platform has no WebAssembly, forbids it, or the code is not WebAssembly. */
export async function compile(code: EngineCode): Promise<WebAssembly.Module> {
  if (code instanceof WebAssembly.Module) return code;
  const stream = oneChunk(code).pipeThrough(new DecompressionStream('deflate-raw'));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}
