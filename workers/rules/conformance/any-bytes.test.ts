import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, bytes, u32 } from '../../containers/zip/build-zip.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { inspectBytes } from './inspect.ts';

let engine = instantiate(loadModule());

async function check(content: Uint8Array, name: string): Promise<void> {
  if (engine.poisoned || engine.memoryBytes > 64 * 1024 * 1024) engine = engine.respawn();
  const report = await inspectBytes(content, name, engine, ['x']);
  expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
  expect(report.coverage.accounted).toBeLessThanOrEqual(content.length);
  if (report.verdict === 'nothing-runs') expect(report.status).toBe('complete');
}

/** A header whose checksum holds: a member of 300 bytes. */
function tarHead(type: string): Uint8Array {
  const fields: readonly (readonly [at: number, text: string])[] = [
    [0, 'a'],
    [100, '0000644\0'],
    [124, '00000000454\0'],
    [148, ' '.repeat(8)],
    [156, type],
    [257, 'ustar\x0000'],
  ];
  const head = new Uint8Array(512);
  for (const [at, text] of fields) head.set(ascii(text), at);
  const sum = head.reduce((all, byte) => all + byte, 0);
  head.set(ascii(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return head;
}

/** What each reader is called by: the bytes its format begins with. */
const HEADS: readonly (readonly [name: string, head: Uint8Array])[] = [
  ['a.zip', ascii('PK\x03\x04')],
  ['a.zip', ascii('PK\x05\x06')],
  ['a.gz', Uint8Array.of(0x1f, 0x8b, 8)],
  ['a.zst', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd)],
  ['a.lz4', Uint8Array.of(4, 0x22, 0x4d, 0x18)],
  ['a.xz', Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
  ['a.bz2', ascii('BZh91AY&SY')],
  ['a.z', ascii('ZF0x28               x\x9c')],
  ['a.lz4', Uint8Array.of(2, 0x21, 0x4c, 0x18)],
  ['a.zst', Uint8Array.of(0x50, 0x2a, 0x4d, 0x18)],
  ['a.zlib', Uint8Array.of(0x78, 0x9c)],
  ['a.lzma', Uint8Array.of(0x5d, 0, 0, 0x80, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0)],
  ['a.tar', tarHead('0')],
  ['a.tar', tarHead('x')],
  ['a.tar', tarHead('S')],
  ['m.pkl_01.npy.z', ascii('ZF0x')],
  ['a.7z', Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)],
  ['a.rar', ascii('Rar!\x1a\x07\x00')],
  ['a.rar', ascii('Rar!\x1a\x07\x01\x00')],
  ['a.cab', ascii('MSCF\0\0\0\0')],
  ['a.npy', ascii('\x93NUMPY\x01\x00')],
  ['a.gguf', bytes(ascii('GGUF'), u32(3))],
  ['a.bin', ascii('tjgg')],
  ['a.safetensors', bytes(u32(40), u32(0), ascii('{"'))],
  ['a.t7', ascii('4\n1\n3\nV 1\n9\nnn.Linear\n')],
  ['a.t7', bytes(u32(3), u32(1), u32(2), u32(2), u32(1), ascii('a'))],
  ['a.rds', bytes(ascii('X\n'), Uint8Array.of(0, 0, 0, 2, 0, 4, 2, 2, 0, 2, 3, 0))],
  ['a.rda', ascii('RDA2\nA\n2\n262658\n131840\n')],
  ['a.msgpack', Uint8Array.of(0x81, 0xa1, 0x61)],
  ['a.so', ascii('\x7fELF\x02\x01\x01')],
  ['a.exe', ascii('MZ')],
  ['a.dylib', Uint8Array.of(0xcf, 0xfa, 0xed, 0xfe)],
  ['a.pt', Uint8Array.of(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e)],
  ['a.pkl', Uint8Array.of(0x80, 4)],
  ['a.joblib', ascii('\x80\x04cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81')],
];

test.each(HEADS)('%s: whatever follows the first bytes, it ends, and nobody gives up', async (name, head) => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (rest) => check(bytes(head, rest), name)),
    { numRuns: 60 },
  );
});

/** Texts that are read by their names, and pieces their languages are made of. */
const TEXTS: readonly (readonly [name: string, pieces: readonly string[]])[] = [
  [
    'config.json',
    ['{', '}', '[', ']', '"auto_map"', ':', ',', '"a--b.C"', '\\u0000', '1e999', 'NaN', '"chat_template"', '{{'],
  ],
  [
    'tokenizer.json',
    ['{"added_tokens":[', '{"id":', '1', ',"content":"', '"}', '],"model":{"vocab":{', '}}', '}', '"a":'],
  ],
  [
    'chat_template.jinja',
    ['{{', '}}', '{%', '%}', ' for x in y ', 'x.__class__', "|attr('a')", '(', ')', "'", 'range(', '9'.repeat(30)],
  ],
  ['modeling.py', ['import os', '\n', 'os.system(', ')', 'def f():', '  ', "'", '"""', 'class A(', 'eval', '@']],
  ['requirements.txt', ['-e ', 'git+', 'https://', 'a.b', '@', '\\', '\n', '#', '--hash=', ' ; ', '-r ']],
  ['README.md', ['---\n', 'tags:', '\n- ', 'base_model: ', '[', ',', ']', 'a/b', '"', "'"]],
  ['weights.pth', ['import ', '\n', '\t', '/opt', '\ufeff']],
  ['run.sh', ['#!/bin/sh\n', 'curl ', '| sh', '$(', ')', '\n', 'base64 -d', '"']],
  ['page.bin', ['<!doctype html>', '<title>', '</title>', '<html', 'version https://git-lfs.', '\n', 'oid sha256:']],
];

test.each(TEXTS)('%s: whatever is written, it ends, and nobody gives up', async (name, pieces) => {
  const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(text, (parts) => check(new TextEncoder().encode(parts.join('')), name)),
    { numRuns: 80 },
  );
});
