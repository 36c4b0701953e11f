import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Engine, EngineMismatch, EngineMisuse, EngineTrap, INPUT_BYTES, instantiate } from './engine.ts';
import { EXPORTS } from './exports.ts';
import { loadModule } from './load.node.ts';
import { Sha256 } from './sha256.ts';

const module = loadModule();

/** The smallest module: magic and version, no sections. */
const EMPTY = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));

describe('module', () => {
  it('imports the panic report and nothing else', () => {
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'host', name: 'panicked', kind: 'function' }]);
  });

  it('exports the functions of the table and no others', () => {
    const functions = WebAssembly.Module.exports(module).filter((e) => e.kind === 'function');
    expect(functions.map((e) => e.name).sort()).toEqual(Object.keys(EXPORTS).sort());
  });

  it('names no folder of the machine it was built on', () => {
    const text = readFileSync(join(import.meta.dirname, '../../wasm/dist/engine.wasm'), 'latin1');
    expect(/\/(home|root|Users|usr|work|tmp)\//.exec(text)).toBeNull();
  });

  it('is refused when it is another one', () => {
    expect(() => instantiate(EMPTY)).toThrow(EngineMismatch);
  });
});

describe('traps', () => {
  it('carry the panic message with its place and poison the instance', () => {
    const engine = instantiate(module);
    const hash = new Sha256(engine);
    const trap = caught(() => panic(engine, 'the tensor is on fire'));
    expect(trap).toBeInstanceOf(EngineTrap);
    expect(String(trap)).toMatch(/^EngineTrap: the tensor is on fire \(.*src\/abi\/mod\.rs:\d+\)$/);
    expect(engine.poisoned).toBe(true);
    expect(caught(() => hash.update(new Uint8Array(1)))).toBe(trap);
    expect(caught(() => new Sha256(engine))).toBe(trap);
  });

  it('are over after respawn, whose handles are its own', () => {
    const engine = instantiate(module);
    expect(() => panic(engine, 'x')).toThrow(EngineTrap);
    const next = engine.respawn();
    expect(next.poisoned).toBe(false);
    expect(new Sha256(next).finish()).toMatch(/^e3b0c442/);
  });

  it('happen when memory runs out, below the gigabyte the module is capped to', () => {
    const engine = instantiate(module);
    expect(engine.create('memory_alloc', 64 * 1024 * 1024)).toBeGreaterThan(0);
    expect(() => engine.create('memory_alloc', 1024 * 1024 * 1024 - 1)).toThrow('memory_alloc(1073741823): no memory');
    expect(engine.poisoned).toBe(true);
  });
});

describe('misuse', () => {
  it('is told apart from a trap and leaves the instance working', () => {
    const engine = instantiate(module);
    expect(() => engine.call('sha256_update', 99, 0, 0)).toThrow(new EngineMisuse('sha256_update: unknown handle'));
    const hash = new Sha256(engine);
    expect(() => engine.call('sha256_update', 1, 4, 1)).toThrow(/bytes outside the input buffer/);
    hash.close();
    expect(() => hash.close()).toThrow(EngineMisuse);
    expect(() => engine.reply(16)).toThrow(EngineMisuse);
    expect(() => engine.stage(new Uint8Array(INPUT_BYTES + 1))).toThrow(EngineMisuse);
    expect(engine.poisoned).toBe(false);
  });
});

function panic(engine: Engine, words: string): void {
  const { at, length } = engine.stage(new TextEncoder().encode(words));
  engine.call('abi_panic', at, length);
}

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return null;
}
