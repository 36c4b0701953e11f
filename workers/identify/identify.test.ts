import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tar as tarOf } from '../containers/tar/build-tar.ts';
import { ascii, bytes, type Member, u16, u32, zip } from '../containers/zip/build-zip.ts';
import { CALLS_SYSTEM, legacy } from '../formats/torch/build-checkpoint.ts';
import { bytesSource } from '../source/sources.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { FORMATS, formatOf, type FormatKey, misleadingExtension } from './formats.ts';
import { identify } from './identify.ts';
import { Probe } from './probe.ts';

const engine = instantiate(loadModule());
const found = async (file: Uint8Array, name = 'f'): Promise<FormatKey[]> =>
  identify(await Probe.of(bytesSource(file, name), engine));

const packed = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../containers/compressed/fixtures', name)));
const member = (name: string): Member => ({ name, data: ascii('x') });
const archive = (...names: string[]): Uint8Array => zip(names.map(member));
const noise = Uint8Array.from({ length: 64 }, (_, i) => 200 + (i % 50));

function tar(names: readonly string[]): Uint8Array {
  const headers = names.map((name) => {
    const header = new Uint8Array(512);
    header.set(ascii(name));
    header.set(ascii('00000000000\0'), 124);
    header.set(ascii('        '), 148);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.set(ascii(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    return header;
  });
  return bytes(...headers, new Uint8Array(1024));
}

function pe(): Uint8Array {
  const file = new Uint8Array(128);
  file.set(ascii('MZ'));
  file.set(u32(0x40), 0x3c);
  file.set(ascii('PE\0\0'), 0x40);
  return file;
}

describe('content decides', () => {
  test.each<[FormatKey[], Uint8Array]>([
    [['empty'], new Uint8Array(0)],
    [['zeros'], new Uint8Array(10_000)],
    [['lfs-pointer'], ascii('version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n')],
    [['torch-zip'], archive('m/data.pkl', 'm/version')],
    [['torchscript', 'torch-zip'], archive('m/data.pkl', 'm/constants.pkl', 'm/code/__torch__.py')],
    [['torch-export'], archive('m/archive_format', 'm/models/model.json')],
    [['torch-package'], archive('m/.data/version', 'm/x.py')],
    [['keras-zip'], archive('config.json', 'metadata.json', 'model.weights.h5')],
    [['skops'], archive('schema.json')],
    [['npz'], archive('a.npy', 'b.npy')],
    [['jar'], archive('META-INF/MANIFEST.MF')],
    [['office'], archive('[Content_Types].xml')],
    [['zip'], archive('readme')],
    [['torch-legacy'], legacy(CALLS_SYSTEM, {})],
    [['torch-tar'], tar(['sys_info', 'pickle', 'storages', 'tensors'])],
    [['tar'], tar(['a', 'b'])],
    [['hdf5'], bytes(Uint8Array.of(0x89), ascii('HDF\r\n\x1a\n'), noise)],
    [['safetensors'], bytes(u32(2), u32(0), ascii('{}'))],
    [['safetensors'], bytes(u32(9), u32(0), ascii('  {"a":1}'))],
    [['gguf'], bytes(ascii('GGUF'), noise)],
    [['ggml'], bytes(ascii('lmgg'), noise)],
    [['npy'], bytes(Uint8Array.of(0x93), ascii('NUMPY'), noise)],
    [['tflite'], bytes(u32(0x1c), ascii('TFL3'), noise)],
    [['executorch'], bytes(u32(0x1c), ascii('ET12'), noise)],
    [['elf'], bytes(Uint8Array.of(0x7f), ascii('ELF'), noise)],
    [['pe'], pe()],
    [['macho'], bytes(Uint8Array.of(0xcf, 0xfa, 0xed, 0xfe), noise)],
    [['script'], ascii('#!/bin/sh\nexit\n')],
    [['gzip'], bytes(Uint8Array.of(0x1f, 0x8b, 8), noise)],
    [['bzip2'], bytes(ascii('BZh91AY&SY'), noise)],
    [['xz'], bytes(Uint8Array.of(0xfd), ascii('7zXZ\0'), noise)],
    [['zstd'], bytes(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), noise)],
    [['zstd'], bytes(Uint8Array.of(0x53, 0x2a, 0x4d, 0x18), noise)],
    [['lz4'], bytes(Uint8Array.of(0x04, 0x22, 0x4d, 0x18), noise)],
    [['lzma'], packed('call.pkl.lzma')],
    [['zlib'], packed('call.pkl.zlib')],
    [[], bytes(Uint8Array.of(0x5d, 0, 0, 0x80, 0), noise)],
    [[], bytes(Uint8Array.of(0x78, 0x9c), noise)],
    [['7z'], bytes(Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), noise)],
    [['rar'], bytes(ascii('Rar!\x1a\x07\0'), noise)],
    [['pickle'], CALLS_SYSTEM],
    [['pickle'], ascii("cos\nsystem\n(S'id'\ntR.")],
    [['pickle'], ascii("cos\nsystem\n(S'id'\ntR\xff")],
    [['pickle'], ascii('(lp0\nI1\na.')],
    [['pickle'], ascii('N.')],
    [['onnx'], bytes(ascii('\x08\x07\x12\x04test'), ascii('\x3a\x02\x0a\x00'))],
    // Graphs that are cut off.
    [['onnx'], ascii('\x08\x07\x12\x04test\x3a\x90\x4e\x0a\x20\x0a\x01x\x12\x01y')],
    [[], bytes(ascii('\x08\x07\x12\x04test\x3a\x90\x4e'), noise)],
    [['saved-model'], ascii('\x08\x01\x12\x90\x4e\x0a\x03\x0a\x01x\x12\x90\x40\x0a')],
    [['circle'], ascii('\x18\0\0\0CIR0\0\0\0\0')],
    [['dlib'], ascii('\x01\x01\x01\x0aloss_mmod_\x01\x03')],
    [['nifti'], ascii(`\x5c\x01${'\0'.repeat(342)}n+1${'\0'.repeat(5)}`)],
    [['fif'], ascii('\0\0\0d\0\0\0\x1f\0\0\0\x14\0\0\0\0')],
    [['torch7'], ascii('4\n1\n3\nV 1\n9\nnn.Linear\n3\n2\n0\n')],
    [['rds'], bytes(ascii('X\n'), Uint8Array.of(0, 0, 0, 3, 0, 4, 2, 2, 0, 3, 5, 0, 0, 0, 0, 0, 0, 0, 0, 254))],
    [['rdata'], ascii('RDA3\nA\n3\n262658\n197888\n5\nUTF-8\n254\n')],
    [['html'], ascii('\n<!DOCTYPE html><title>404</title>')],
    [['json'], ascii('{"a": [1]}')],
    [['json'], ascii(' [1, 2]')],
    [['text'], ascii('hello there\n')],
    [['text'], new TextEncoder().encode('Grüße\n')],
    [['text'], ascii('GGUF files of this model, quantised.\n')],
    [['text'], ascii('ORCA is a model\n')],
    [['gguf'], ascii('GGUF')],
    [['gguf'], bytes(ascii('GGUF files of this'), Uint8Array.of(0))],
    // Latin 1, GBK.
    [['text'], Uint8Array.from([...ascii('the quick brown fox, na'), 0xef, ...ascii('ve\n')])],
    [['text'], Uint8Array.from({ length: 400 }, (_, i) => (i % 41 === 40 ? 0x0a : i % 2 === 0 ? 0xc4 : 0xe3))],
    [[], Uint8Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 0xc4 : 0xe3))],
    [[], Uint8Array.from({ length: 400 }, (_, i) => (i % 41 === 40 ? 0x0a : (i * 37) & 0xff))],
    [[], Uint8Array.from([0xc4, 0xe3, 0x20, 0xba, 0xc3])],
    [['text'], ascii(`${'many words\n'.repeat(200)}\x08and a slip\n`)],
    [[], ascii(`${'many words\n'.repeat(200)}\0`)],
    [[], ascii('few words\n\x08')],
    [[], noise],
  ])('%s', async (expected, file) => {
    expect(await found(file)).toEqual(expected);
  });

  test('an archive that is a member of a tar archive is left to whoever opens the member', async () => {
    const inner = archive('readme');
    const members = [
      { name: 'a', data: ascii('x') },
      { name: 'b.zip', data: inner },
    ];
    expect(await found(tarOf(members))).toEqual(['tar']);
    // Begun in one member and ended in another, nobody sees it but readers of the whole.
    const [head, tail] = [inner.subarray(0, 10), inner.subarray(10)];
    expect(
      await found(
        tarOf([
          { name: 'a', data: head },
          { name: 'b', data: tail },
        ]),
      ),
    ).toEqual(['tar', 'zip']);
    const behind = zip([member('readme')], { prefix: tarOf([{ name: 'a', data: ascii('x') }]) });
    expect(await found(behind)).toEqual(['tar', 'zip']);
  });

  test('text that begins with the letter of an opcode is text', async () => {
    for (const text of [
      'class Foo:\n    pass\n',
      'contents: a\nb c\n',
      'import torch\nimport os\n',
      'Please\nread me\n',
      'I am\n',
      'N.B. see below\n',
      '0\n',
      '.\n',
    ]) {
      expect([text, await found(ascii(text))]).toEqual([text, ['text']]);
    }
    expect(await found(ascii('import os\n'), 'a.py')).toEqual(['python']);
  });

  test('two formats in one file are both found, what starts the file first', async () => {
    const behind = (prefix: Uint8Array): Uint8Array => zip([member('m/data.pkl')], { prefix, countPrefix: true });
    expect(await found(behind(CALLS_SYSTEM))).toEqual(['pickle', 'torch-zip']);
    expect(await found(behind(bytes(ascii('GGUF'), noise)))).toEqual(['gguf', 'torch-zip']);
    expect(await found(behind(pe()))).toEqual(['pe', 'torch-zip']);
    const userBlock = bytes(
      CALLS_SYSTEM,
      new Uint8Array(512 - CALLS_SYSTEM.length),
      Uint8Array.of(0x89),
      ascii('HDF\r\n\x1a\n'),
    );
    expect(await found(userBlock)).toEqual(['hdf5', 'pickle']);
  });

  test('a java class is no executable, a lone MZ neither', async () => {
    expect(await found(bytes(Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 61), noise))).toEqual([]);
    expect(await found(bytes(ascii('MZ'), u16(1), noise))).toEqual([]);
  });
});

describe('names', () => {
  test('a known extension that promises something else is noted', () => {
    expect(misleadingExtension('model.safetensors', 'pickle')).toBe('.safetensors');
    expect(misleadingExtension('model.PT', 'torch-zip')).toBeNull();
    expect(misleadingExtension('model.zip', 'torch-zip')).toBeNull();
    expect(misleadingExtension('model.zip', 'pickle')).toBe('.zip');
    expect(misleadingExtension('model.weird', 'pickle')).toBeNull();
    expect(misleadingExtension('data.bin', 'unknown')).toBeNull();
    expect(misleadingExtension('__init__.py', 'empty')).toBeNull();
    expect(misleadingExtension('model.pt', 'empty')).toBe('.pt');
    expect(misleadingExtension('data', 'pickle')).toBeNull();
  });

  test('every format has a name of its own', () => {
    const keys = Object.keys(FORMATS).filter((key): key is FormatKey => key in FORMATS);
    expect(new Set(keys.map((key) => formatOf(key).name)).size).toBe(keys.length);
  });
});

test('a header of zeros after a few numbers is no LZMA stream, though one of no bytes would look like it', async () => {
  const weights = new Uint8Array(4096);
  weights.set([0x15, 0, 0, 0, 2]);
  expect(await found(weights, 'weight.bin')).not.toContain('lzma');
});
