import fc from 'fast-check';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ascii, bytes, zip } from '../../containers/zip/build-zip.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { gguf } from '../gguf/build-gguf.ts';
import { safetensors } from '../safetensors/build-safetensors.ts';
import { executableHeader } from './header.ts';

const engine = instantiate(loadModule());
const inspect = (file: Uint8Array, name: string): Promise<Report> => inspectBytes(file, name, engine);
const told = async (file: Uint8Array, name: string): Promise<string[]> =>
  (await inspect(file, name)).findings.map(({ rule, severity }) => `${severity} ${rule}`);

/** A header as small as systems accept. */
function elf(type = 3, machine = 62): Uint8Array {
  const file = new Uint8Array(128);
  const view = new DataView(file.buffer);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, type, true);
  view.setUint16(18, machine, true);
  view.setUint32(20, 1, true);
  view.setUint16(52, 64, true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  return file.fill(0x90, 64);
}

function pe(): Uint8Array {
  const file = new Uint8Array(512);
  const view = new DataView(file.buffer);
  file.set(ascii('MZ'));
  view.setUint32(0x3c, 0x80, true);
  file.set(ascii('PE\0\0'), 0x80);
  view.setUint16(0x84, 0x8664, true);
  view.setUint16(0x86, 1, true);
  view.setUint16(0x94, 0xf0, true);
  view.setUint32(0x80 + 24 + 0xf0 + 16, 512, true);
  return file;
}

describe('headers', () => {
  test('the program that runs this test is one', () => {
    const file = openSync(process.execPath, 'r');
    const head = new Uint8Array(65536);
    readSync(file, head, 0, head.length, 0);
    closeSync(file);
    const { size } = statSync(process.execPath);
    const header = executableHeader(head, size);
    expect(header?.about).toMatch(/program|library/);
    expect(header?.length ?? 0).toBeGreaterThan(size / 2);
  });

  test('random bytes are none, also behind a magic', () => {
    const magics = [[0x7f, 0x45, 0x4c, 0x46], [0x4d, 0x5a], [0xcf, 0xfa, 0xed, 0xfe], [0xca, 0xfe, 0xba, 0xbe], []];
    fc.assert(
      fc.property(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 300 }), (magic, rest) => {
        const file = Uint8Array.from([...magic, ...rest.map((byte) => byte | 0x21)]);
        expect(executableHeader(file, file.length)).toBeNull();
      }),
    );
  });
});

describe('what a program is told as', () => {
  test.each<[string, Uint8Array, string]>([
    ['lib.so', elf(), 'high executable.native'],
    ['model.safetensors', elf(), 'high executable.native'],
    ['x.exe', pe(), 'high executable.native'],
    ['kernel.cubin', elf(2, 190), 'low executable.device'],
    ['run.sh', ascii('#!/bin/sh\necho\n'), 'note executable.script'],
    ['model.bin', ascii('#!/bin/sh\necho\n'), 'medium executable.script'],
  ])('%s', async (name, file, expected) => {
    expect(await told(file, name)).toContain(expected);
  });

  test('a llamafile: a program with a model behind it', async () => {
    const head = elf(2);
    const file = zip(
      [
        { name: 'm.gguf', data: gguf({}) },
        { name: '.args', data: ascii('-m\nm.gguf\n') },
      ],
      { prefix: head, countPrefix: true },
    );
    const report = await inspect(file, 'm.llamafile');
    expect(report.verdict).toBe('runs-code');
    expect(report.findings[0]?.rule).toBe('executable.llamafile');
    expect(report.tree.children.map(({ name }) => name)).toContain('m.gguf');
  });

  test('one in the gap between tensors is found at its byte', async () => {
    const header = {
      a: { dtype: 'U8', shape: [8], data_offsets: [0, 8] },
      b: { dtype: 'U8', shape: [8], data_offsets: [136, 144] },
    };
    const file = safetensors(header, bytes(new Uint8Array(8), elf(), new Uint8Array(8)));
    const report = await inspect(file, 'model.safetensors');
    const found = report.findings.find(({ rule }) => rule === 'executable.inside');
    expect(found?.severity).toBe('high');
    expect(found?.place.file?.[0]?.offset).toBe(file.length - 136);
  });

  test('what only begins like one is no clean file', async () => {
    const report = await inspect(
      Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, ...new Array<number>(60).fill(0xee)]),
      'x.bin',
    );
    expect(report.findings.some(({ rule }) => rule.startsWith('executable.'))).toBe(false);
    expect(report.verdict).toBe('not-known');
  });

  test('a Python script is read as Python', async () => {
    expect(await told(ascii("#!/usr/bin/env python3\nimport os\nos.system('id')\n"), 'x.py')).toEqual([
      'critical python.process',
      'note executable.script',
    ]);
  });
});

test('a program behind zeros, or behind anything unknown, is found where it starts', async () => {
  for (const front of [new Uint8Array(4096), new Uint8Array(5000), Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4)]) {
    const report = await inspect(bytes(front, elf()), 'a.bin');
    expect([report.verdict, report.findings[0]?.place.path.at(-1)]).toEqual([
      'can-run-code',
      `bytes at 0x${front.length.toString(16)}`,
    ]);
  }
});
