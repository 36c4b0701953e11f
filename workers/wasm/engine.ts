/**
 * One instance of the Rust engine and the only code that touches its memory.
 * The conventions of the boundary (handles, statuses, replies) are stated in wasm/src/abi/mod.rs.
 *
 * To add a facility: its exports go into EXPORTS, and a class beside this file wraps them:
 * ```ts
 * const handle = engine.call('x_new');                       // state lives in Rust under a number
 * engine.feed(bytes, (at, length) => engine.call('x_feed', handle, at, length)); // one input buffer, reused
 * engine.call('x_table', handle);                            // leaves (ptr, length) in the reply slots
 * const rows = engine.floats(engine.reply(0), engine.reply(1)); // copied out before the next call
 * engine.call('x_close', handle);
 * ```
 */
import { EXPORTS, type Export, type ExportName, type Exports, type Parameters } from './exports.ts';

const ABI_VERSION = 1;
/** Bytes handed over at once. Big enough that calls cost nothing, small enough to stay in a core's cache. */
export const INPUT_BYTES = 256 * 1024;
/** f64 slots one call can fill: REPLY_SLOTS in wasm/src/abi/memory.rs. */
const REPLY_SLOTS = 16;
/** Misuse in wasm/src/abi/mod.rs, by negated status. */
const MISUSES = ['', 'unknown handle', 'bytes outside the input buffer', 'not in this state', 'argument out of range'];

/** The module is not the one this code was written for. */
export class EngineMismatch extends Error {
  override readonly name = 'EngineMismatch';
}

/** The instance trapped: a bug of ours or no memory left. It is lost with everything it held; `respawn()` the engine. */
export class EngineTrap extends Error {
  override readonly name = 'EngineTrap';
}

/** This code called the engine wrongly, or used something after closing it. Never caused by what a file holds. */
export class EngineMisuse extends Error {
  override readonly name = 'EngineMisuse';
}

export class Engine {
  readonly #module: WebAssembly.Module;
  readonly #exports: Exports;
  readonly #memory: WebAssembly.Memory;
  readonly #input: number;
  readonly #replies: number;
  #slots = new Float64Array(0);
  #panic: string | null = null;
  #trap: EngineTrap | null = null;

  /** Throws EngineMismatch when the module's imports, exports or ABI version are not the expected ones. */
  constructor(module: WebAssembly.Module) {
    checkImports(module);
    const host = { panicked: (at: number, length: number) => void (this.#panic = this.text(at, length)) };
    const { exports } = new WebAssembly.Instance(module, { host });
    this.#module = module;
    this.#memory = checkedMemory(exports);
    this.#exports = checkedFunctions(exports);
    const version = this.call('abi_version');
    if (version !== ABI_VERSION) throw new EngineMismatch(`engine speaks ABI ${version}, this code ${ABI_VERSION}`);
    this.#replies = this.call('memory_reply');
    this.#input = this.create('memory_alloc', INPUT_BYTES);
  }

  /** True once the instance trapped: every call throws the same EngineTrap. */
  get poisoned(): boolean {
    return this.#trap !== null;
  }

  /** Bytes of linear memory. It never shrinks. */
  get memoryBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** A fresh instance of the same compiled module. Handles of this one mean nothing there. */
  respawn(): Engine {
    return new Engine(this.#module);
  }

  /** Calls an export. Throws EngineTrap when the instance traps or has trapped, EngineMisuse on a negative status. */
  call<Name extends ExportName>(name: Name, ...parameters: Parameters<Name>): number {
    if (this.#trap) throw this.#trap;
    const status = this.#guarded(name, parameters);
    if (status < 0) throw new EngineMisuse(`${name}: ${MISUSES[-status] ?? `status ${status}`}`);
    return status;
  }

  /** As `call`, for what answers with an address or a handle, and 0 when memory is short: EngineTrap, as the instance is of no more use. */
  create<Name extends ExportName>(name: Name, ...parameters: Parameters<Name>): number {
    const created = this.call(name, ...parameters);
    if (created === 0) throw this.#poison(`${name}(${parameters.join(', ')}): no memory`, undefined);
    return created;
  }

  /** Copies at most INPUT_BYTES into the input buffer, which holds them until the next copy. */
  stage(bytes: Uint8Array): { readonly at: number; readonly length: number } {
    if (bytes.length > INPUT_BYTES) throw new EngineMisuse(`${bytes.length} bytes staged at once`);
    new Uint8Array(this.#memory.buffer, this.#input, INPUT_BYTES).set(bytes);
    return { at: this.#input, length: bytes.length };
  }

  /** Hands any number of bytes over, piece by piece. `offset` is the piece's own within `bytes`. */
  feed(bytes: Uint8Array, take: (at: number, length: number, offset: number) => void): void {
    for (let offset = 0; offset < bytes.length; offset += INPUT_BYTES) {
      const { at, length } = this.stage(bytes.subarray(offset, offset + INPUT_BYTES));
      take(at, length, offset);
    }
  }

  /** Number the last call left in a slot. Exact for integers to 2^53. */
  reply(slot: number): number {
    // Growth of the memory leaves a view of nothing.
    const value = this.#slots[slot] ?? this.#freshSlots()[slot];
    if (value === undefined) throw new EngineMisuse(`reply slot ${slot}`);
    return value;
  }

  #freshSlots(): Float64Array {
    return (this.#slots = new Float64Array(this.#memory.buffer, this.#replies, REPLY_SLOTS));
  }

  /** Copies; all tables are (address, number of elements), little-endian as WebAssembly is. */
  bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#memory.buffer, at, length).slice();
  }

  words(at: number, length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.#memory.buffer, at, length).slice();
  }

  floats(at: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.#memory.buffer, at, length).slice();
  }

  /** The bytes themselves, not a copy: gone after the next call. */
  view(at: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, at, length);
  }

  /** Linear memory as it is now. Growth replaces it: compare before use, take it again when it changed. */
  get buffer(): ArrayBuffer {
    return this.#memory.buffer;
  }

  /** UTF-8; a byte order mark is text like any other. */
  text(at: number, length: number): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes(at, length));
  }

  #guarded<Name extends ExportName>(name: Name, parameters: Parameters<Name>): number {
    try {
      const run: Export<Name> = this.#exports[name];
      return run(...parameters);
    } catch (cause) {
      // Whatever leaves an export is a trap: RuntimeError, or RangeError when the stack ran out.
      throw this.#poison(this.#panic ?? (cause instanceof Error ? cause.message : String(cause)), cause);
    }
  }

  #poison(message: string, cause: unknown): EngineTrap {
    this.#trap = new EngineTrap(message, { cause });
    return this.#trap;
  }
}

/** Synchronous: for workers (and Node), where size does not limit it. */
export function instantiate(module: WebAssembly.Module): Engine {
  return new Engine(module);
}

function checkImports(module: WebAssembly.Module): void {
  const wants = WebAssembly.Module.imports(module).map((i) => `${i.module}.${i.name} ${i.kind}`);
  if (wants.join() !== 'host.panicked function') {
    throw new EngineMismatch(`engine imports [${wants.join(', ')}] instead of host.panicked alone`);
  }
}

function checkedMemory({ memory }: WebAssembly.Exports): WebAssembly.Memory {
  if (!(memory instanceof WebAssembly.Memory)) throw new EngineMismatch('engine exports no memory');
  return memory;
}

function checkedFunctions(exports: WebAssembly.Exports): Exports {
  if (isComplete(exports)) return exports;
  const missing = Object.entries(EXPORTS).filter(([name, arity]) => !isFunctionOf(exports[name], arity));
  throw new EngineMismatch(`engine lacks ${missing.map(([name, arity]) => `${name}/${arity}`).join(', ')}`);
}

function isComplete(exports: WebAssembly.Exports): exports is WebAssembly.Exports & Exports {
  return Object.entries(EXPORTS).every(([name, arity]) => isFunctionOf(exports[name], arity));
}

function isFunctionOf(value: WebAssembly.ExportValue | undefined, arity: number): boolean {
  return typeof value === 'function' && value.length === arity;
}
