import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { ascii, bytes, crc32, u16, u32 } from '../../containers/zip/build-zip.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import {
  walkBmp,
  walkFlac,
  walkFont,
  walkGif,
  walkIco,
  walkJpeg,
  walkMp3,
  walkMp4,
  walkOgg,
  walkPng,
  walkRiff,
} from './walk.ts';

const engine = instantiate(loadModule());
const big16 = (n: number): Uint8Array => u16(n).reverse();
const big32 = (n: number): Uint8Array => u32(n).reverse();
const chunk = (type: string, data: Uint8Array): Uint8Array =>
  bytes(big32(data.length), ascii(type), data, big32(crc32(bytes(ascii(type), data)) >>> 0));
const segment = (marker: number, data: Uint8Array): Uint8Array =>
  bytes(Uint8Array.of(0xff, marker), big16(data.length + 2), data);

const PNG = bytes(
  Uint8Array.of(0x89),
  ascii('PNG\r\n\x1a\n'),
  chunk('IHDR', bytes(big32(1), big32(1), Uint8Array.of(8, 0, 0, 0, 0))),
  chunk('IDAT', Uint8Array.of(0x78, 0x9c, 0x63, 0, 0, 0, 1, 0, 1)),
  chunk('IEND', new Uint8Array(0)),
);
const JPEG = bytes(
  Uint8Array.of(0xff, 0xd8),
  segment(0xe0, ascii('JFIF\0')),
  Uint8Array.of(0xff),
  segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
  Uint8Array.of(1, 2, 0xff, 0, 3, 0xff, 0xd3, 4, 0xff, 0xd9),
);
const GIF = bytes(
  ascii('GIF89a'),
  Uint8Array.of(1, 0, 1, 0, 0x80, 0, 0, 1, 2, 3, 4, 5, 6),
  Uint8Array.of(0x21, 0xfe, 2, 65, 66, 0),
  Uint8Array.of(0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b),
);
const WAV = bytes(ascii('RIFF'), u32(4 + 8 + 4), ascii('WAVE'), ascii('data'), u32(3), Uint8Array.of(1, 2, 3, 0));
const BMP = bytes(ascii('BM'), u32(58), u32(0), u32(54), u32(40), new Uint8Array(40));

describe.each([
  ['picture.png', PNG, walkPng],
  ['picture.jpg', JPEG, walkJpeg],
  ['picture.gif', GIF, walkGif],
  ['sound.wav', WAV, walkRiff],
  ['picture.bmp', BMP, walkBmp],
] as const)('%s', (name, file, walk) => {
  test('is read to its end, and what stands behind it is looked into', async () => {
    expect(walk(file)).toBe(file.length);
    const whole = await inspectBytes(file, name, engine);
    expect([whole.verdict, whole.status, whole.findings]).toEqual(['nothing-runs', 'complete', []]);
    if (name.endsWith('.bmp')) return;
    const more = await inspectBytes(bytes(file, ascii("cos\nsystem\n(S'x'\ntR.")), name, engine);
    expect([more.programs.length, more.status]).toEqual([1, 'partial']);
  });

  test('breaks off anywhere, and says so', () => {
    for (let length = 12; length < file.length; length += 1) {
      const end = walk(file.subarray(0, length));
      expect(end).toBeNull();
    }
  });

  test('whatever stands in it, it ends within it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 6 }), (changes) => {
        const changed = file.slice();
        for (const [at, value] of changes) changed[at] = value;
        expect(walk(changed) ?? 0).toBeLessThanOrEqual(changed.length);
      }),
    );
  });
});

const box = (type: string, data: Uint8Array): Uint8Array => bytes(big32(data.length + 8), ascii(type), data);
const MP4 = bytes(box('ftyp', ascii('isom')), box('moov', new Uint8Array(20)), box('mdat', new Uint8Array(9)));
const page = (...segments: readonly number[]): Uint8Array =>
  bytes(
    ascii('OggS'),
    new Uint8Array(22),
    Uint8Array.of(segments.length, ...segments),
    new Uint8Array(segments.reduce((sum, one) => sum + one, 0)).fill(7),
  );
const OGG = bytes(page(3, 4), page(255, 1), page());
// MPEG 1, layer III, 32 kbit/s, 48 kHz: frames of 96 bytes.
const frame = bytes(Uint8Array.of(0xff, 0xfb, 0x14, 0xc0), new Uint8Array(92).fill(5));
const MP3 = bytes(ascii('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 0, 3, 1, 2, 3), frame, frame);
const FLAC = bytes(ascii('fLaC'), Uint8Array.of(0x80, 0, 0, 4, 1, 2, 3, 4, 0xff, 0xf8), new Uint8Array(40).fill(9));
const ICO = bytes(u16(0), u16(1), u16(1), Uint8Array.of(1, 1, 0, 0, 1, 0, 8, 0), u32(5), u32(22), new Uint8Array(5));
const table = (tag: string, offset: number, length: number): Uint8Array =>
  bytes(ascii(tag), big32(0), big32(offset), big32(length));
const TTF = bytes(
  big32(0x10000),
  ...[2, 32, 1, 0].map(big16),
  table('glyf', 44, 6),
  table('head', 52, 4),
  new Uint8Array(12).fill(3),
);

describe.each([
  ['film.mp4', MP4, walkMp4],
  ['sound.ogg', OGG, walkOgg],
  ['sound.mp3', MP3, walkMp3],
  ['sound.flac', FLAC, walkFlac],
  ['page.ico', ICO, walkIco],
  ['letters.ttf', TTF, walkFont],
] as const)('%s', (name, file, walk) => {
  test('is read to its end, and a program behind it is found', async () => {
    expect(walk(file)).toBe(file.length);
    const whole = await inspectBytes(file, name, engine);
    expect([whole.verdict, whole.status, whole.findings]).toEqual(['nothing-runs', 'complete', []]);
    const more = await inspectBytes(bytes(file, ascii("cos\nsystem\n(S'x'\ntR.")), name, engine);
    expect([more.programs.length, more.verdict]).toEqual([1, 'can-run-code']);
  });

  test('ends within itself, however it is cut or changed', () => {
    fc.assert(
      fc.property(
        fc.nat(file.length),
        fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 6 }),
        (length, changes) => {
          const changed = file.slice(0, length);
          for (const [at, value] of changes) if (at < length) changed[at] = value;
          expect(walk(changed) ?? 0).toBeLessThanOrEqual(length);
        },
      ),
    );
  });
});

test('a program in a part of a picture is found', async () => {
  const head = PNG.subarray(0, 33);
  const hidden = bytes(head, chunk('evIl', ascii("cos\nsystem\n(S'x'\ntR.")), PNG.subarray(33));
  const report = await inspectBytes(hidden, 'p.png', engine);
  expect([report.programs.length, report.status]).toEqual([1, 'complete']);
  expect(report.findings.map(({ rule }) => rule)).toContain('pickle.stream.carved');
});
