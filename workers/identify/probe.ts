import { readZip, type ZipArchive } from '../containers/zip/reader.ts';
import { archivesInRow } from '../containers/zip/chain.ts';
import type { Range } from '../report/schema.ts';
import type { ByteSource } from '../source/byte-source.ts';
import type { Engine } from '../wasm/engine.ts';
import { startsPickle } from './pickle-start.ts';

const HEAD = 4096;

/** One source being identified: its first bytes, and dear questions asked at most once. */
export class Probe {
  readonly source: ByteSource;
  readonly engine: Engine;
  readonly head: Uint8Array;
  #zip: Promise<ZipArchive | null> | null = null;
  #archives: Promise<readonly Range[] | null> | null = null;
  #pickle: Promise<boolean> | null = null;

  private constructor(source: ByteSource, engine: Engine, head: Uint8Array) {
    this.source = source;
    this.engine = engine;
    this.head = head;
  }

  static async of(source: ByteSource, engine: Engine): Promise<Probe> {
    return new Probe(source, engine, await source.read(0, HEAD));
  }

  get size(): number {
    return this.source.size;
  }

  /** The archive this is, also when it stands behind something else. */
  zip(): Promise<ZipArchive | null> {
    return (this.#zip ??= readZip(this.source));
  }

  /** Whole archives one behind the other; null when it is not all archives, or one. */
  archives(): Promise<readonly Range[] | null> {
    return (this.#archives ??= archivesInRow(this.source));
  }

  /** Whether a pickle starts at the first byte. */
  pickle(): Promise<boolean> {
    return (this.#pickle ??= startsPickle(this.source, 0, this.engine));
  }
}
