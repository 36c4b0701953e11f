import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INPUT_BYTES, instantiate } from './engine.ts';
import { loadModule } from './load.node.ts';
import { Scan, SIGNATURES, type ScanResult } from './scan.ts';

const engine = instantiate(loadModule());
const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

function scan(bytes: Uint8Array, cap = 100): ScanResult {
  return new Scan(engine, { size: bytes.length, cap }).update(bytes).finish();
}

describe('scan', () => {
  it('names signatures as the engine does', () => {
    const source = readFileSync(join(import.meta.dirname, '../../wasm/src/scan/signature.rs'), 'utf8');
    const names = Array.from(source.matchAll(/^ {4}\w+ = "([\w-]+)";$/gm), ([, name]) => name);
    expect(names).toEqual([...SIGNATURES]);
  });

  it('measures the distribution', () => {
    const bytes = new Uint8Array(1024).map((_, i) => (i % 4 === 0 ? 0 : i % 4));
    const { bytes: total, entropy, histogram } = scan(bytes, 0);
    expect([total, entropy]).toEqual([1024, 2]);
    expect([...histogram.subarray(0, 5)]).toEqual([256, 256, 256, 256, 0]);
    expect(histogram.length).toBe(256);
  });

  it('finds heads across the borders of what is fed at once', () => {
    const bytes = new Uint8Array(2 * INPUT_BYTES + 100);
    bytes.set(latin1('PK\x03\x04'), INPUT_BYTES - 2);
    bytes.set(latin1("cos\nsystem\n(S'id'\ntR."), 2 * INPUT_BYTES - 5);
    expect(scan(bytes).hits).toEqual([
      { offset: INPUT_BYTES - 2, signature: 'zip-local' },
      { offset: 2 * INPUT_BYTES - 5, signature: 'pickle-bare' },
    ]);
  });

  it('says how many heads the cap left out', () => {
    const { hits, dropped } = scan(latin1('PK\x01\x02PK\x01\x02PK\x01\x02\x7fELF\x02\x01\x01'), 2);
    expect(hits.map((hit) => hit.signature)).toEqual(['zip-central', 'zip-central', 'elf']);
    expect(dropped).toEqual([{ signature: 'zip-central', count: 1 }]);
  });

  it('does not depend on how the stream is cut', () => {
    const head = fc.constantFrom('PK\x03\x04', '\x80\x02N.', 'GGUF\x03\0\0\0', '#!/bin/sh\n', '\x7fELF\x02\x01\x01');
    const part = fc.oneof(head.map(latin1), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (chunks) => {
        const whole = Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
        const cut = chunks.reduce((s, chunk) => s.update(chunk), new Scan(engine, { size: whole.length, cap: 9 }));
        expect(cut.finish()).toEqual(scan(whole, 9));
      }),
    );
  });

  it('takes a source of unknown size, and no impossible one', () => {
    const hits = new Scan(engine, { size: Infinity, cap: 1 }).update(latin1('\x80\x02N.')).finish().hits;
    expect(hits).toEqual([{ offset: 0, signature: 'pickle' }]);
    expect(() => new Scan(engine, { size: -1, cap: 1 })).toThrow(/argument out of range/);
    expect(() => new Scan(engine, { size: 0.5, cap: 1 })).toThrow(/argument out of range/);
  });
});
