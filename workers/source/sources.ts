import type { Range } from '../report/schema.ts';
import { BlockCache } from './block-cache.ts';
import type { ByteSource } from './byte-source.ts';
import { bytesHost, type Host } from './host.ts';

/** The dropped file. */
export class RootSource implements ByteSource {
  readonly name: string;
  readonly path: readonly string[];
  readonly size: number;
  readonly #cache: BlockCache;

  constructor(name: string, host: Host) {
    this.name = name;
    this.path = [name];
    this.size = host.size;
    this.#cache = new BlockCache(host);
  }

  /** Distinct bytes read so far. */
  get bytesRead(): number {
    return this.#cache.bytesRead;
  }

  read(offset: number, length: number, how?: 'direct'): Promise<Uint8Array> {
    const range = clamp(offset, length, this.size);
    return this.#cache.read(range.offset, range.length, how);
  }

  stream(offset: number, length: number): AsyncGenerator<Uint8Array> | null {
    const range = clamp(offset, length, this.size);
    return range.length === 0 ? null : this.#cache.stream(range.offset, range.length);
  }

  slice(offset: number, length: number, name?: string): ByteSource {
    return new WindowSource(this, offset, length, name);
  }

  locate(offset: number, length: number): readonly Range[] {
    return [clamp(offset, length, this.size)];
  }
}

/** Bytes in memory, as a dropped file. */
export function bytesSource(bytes: Uint8Array, name = 'memory'): RootSource {
  return new RootSource(name, bytesHost(bytes));
}

/** Part of another source. Parts outside the parent are cut off. */
export class WindowSource implements ByteSource {
  readonly name: string;
  readonly path: readonly string[];
  readonly size: number;
  readonly #parent: ByteSource;
  readonly #start: number;

  constructor(parent: ByteSource, offset: number, length: number, name?: string) {
    const range = clamp(offset, length, parent.size);
    this.#parent = parent;
    this.#start = range.offset;
    this.size = range.length;
    this.name = name ?? parent.name;
    this.path = name === undefined ? parent.path : [...parent.path, name];
  }

  read(offset: number, length: number, how?: 'direct'): Promise<Uint8Array> {
    const range = clamp(offset, length, this.size);
    return this.#parent.read(this.#start + range.offset, range.length, how);
  }

  stream(offset: number, length: number): AsyncGenerator<Uint8Array> | null {
    const range = clamp(offset, length, this.size);
    return this.#parent.stream?.(this.#start + range.offset, range.length) ?? null;
  }

  slice(offset: number, length: number, name?: string): ByteSource {
    const range = clamp(offset, length, this.size);
    if (name === undefined) {
      return new WindowSource(this, range.offset, range.length);
    }
    return new WindowSource(this, range.offset, range.length, name);
  }

  locate(offset: number, length: number): readonly Range[] | null {
    const range = clamp(offset, length, this.size);
    return this.#parent.locate(this.#start + range.offset, range.length);
  }
}

/** The part of [offset, offset + length) that lies in [0, size). Anything that is no number is the empty range at 0. */
export function clamp(offset: number, length: number, size: number): Range {
  const start = Math.min(Math.max(0, Math.floor(offset) || 0), size);
  return { offset: start, length: Math.max(0, Math.min(Math.floor(length) || 0, size - start)) };
}
