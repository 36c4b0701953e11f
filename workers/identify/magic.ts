import { ascii, startsWith, u16, u32, u64 } from '../source/little-endian.ts';
import { frameLength } from '../formats/media/walk.ts';
import type { FormatKey } from './formats.ts';
import type { Probe } from './probe.ts';
import { isSentence } from './text.ts';
import { LIMITS } from '../limits.ts';
import type { ByteSource } from '../source/byte-source.ts';

/** A format told by its first bytes alone. */
interface Magic {
  readonly format: FormatKey;
  readonly at?: number;
  readonly bytes: readonly number[];
  /** More that must hold. */
  readonly also?: (probe: Probe) => boolean;
  /** It, or its first part, may be text. All others that begin with letters are not: such a text begins with a word like theirs. */
  readonly isText?: true;
}

/** Lengths of the second header of a bitmap. */
const BMP_HEADERS: ReadonlySet<number> = new Set([12, 40, 52, 56, 108, 124]);
const RIFF_FORMS: ReadonlySet<string> = new Set(['WAVE', 'WEBP', 'AVI ']);

/** FAISS, impl/index_write.cpp. */
const FAISS = 1 << 20;
const DEVICES: readonly string[] = ['RKNN'];

/** formats.md §11, rows 2–15 as far as a signature decides. */
const MAGICS: readonly Magic[] = [
  { format: 'lfs-pointer', bytes: ascii('version https://git-lfs.'), isText: true, also: ({ size }) => size < 1024 },
  { format: 'elf', bytes: [0x7f, ...ascii('ELF')] },
  { format: 'pe', bytes: ascii('MZ'), also: ({ head }) => u32(head, u32(head, 0x3c)) === 0x4550 },
  // Actually Portable Executable: what llamafiles are.
  { format: 'pe', bytes: ascii('MZqFpD') },
  { format: 'macho', bytes: [0xcf, 0xfa, 0xed, 0xfe] },
  { format: 'macho', bytes: [0xce, 0xfa, 0xed, 0xfe] },
  { format: 'macho', bytes: [0xfe, 0xed, 0xfa, 0xcf] },
  { format: 'macho', bytes: [0xfe, 0xed, 0xfa, 0xce] },
  // The same four bytes start a Java class; there the next number is a version of 45 and more.
  { format: 'macho', bytes: [0xca, 0xfe, 0xba, 0xbe], also: ({ head }) => (head[7] ?? 0) > 0 && (head[7] ?? 0) < 40 },
  { format: 'script', bytes: ascii('#!'), isText: true },
  { format: 'gguf', bytes: ascii('GGUF') },
  ...['lmgg', 'fmgg', 'tjgg', 'algg'].map((name): Magic => ({ format: 'ggml', bytes: ascii(name) })),
  { format: 'cntk-v1', bytes: [0x42, 0, 0x43, 0, 0x4e, 0, 0, 0] },
  { format: 'npy', bytes: [0x93, ...ascii('NUMPY')] },
  { format: 'tflite', at: 4, bytes: ascii('TFL3') },
  { format: 'executorch', at: 4, bytes: ascii('ET12') },
  { format: 'executorch-data', at: 4, bytes: ascii('FT01') },
  { format: 'litert-lm', bytes: ascii('LITERTLM') },
  { format: 'torch-mobile', at: 4, bytes: ascii('PTMF') },
  { format: 'ort', at: 4, bytes: ascii('ORTM') },
  { format: 'xgboost-old', bytes: ascii('binf') },
  { format: 'xgboost-old', bytes: ascii('bs64'), isText: true },
  { format: 'catboost', bytes: ascii('CBM1') },
  { format: 'fasttext', bytes: [0xba, 0x16, 0x4f, 0x2f], also: ({ head }) => u32(head, 4) < 100 },
  { format: 'mxnet', bytes: [0x12, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
  // Behind the kind, the dimensions and a count stands one number twice.
  { format: 'faiss', bytes: ascii('I'), also: ({ head }) => u64(head, 16) === FAISS && u64(head, 24) === FAISS },
  // One of bits has none of that; its codes have an eighth of the dimensions.
  {
    format: 'faiss',
    bytes: ascii('IB'),
    also: ({ head }) => u32(head, 8) > 0 && u32(head, 4) === u32(head, 8) * 8 && u32(head, 21) < 64,
  },
  { format: 'crfsuite', bytes: ascii('lCRF'), also: ({ head, size }) => u32(head, 4) === size },
  { format: 'tensorrt', bytes: ascii('ptrt') },
  { format: 'tensorrt', bytes: ascii('ftrt') },
  ...[...DEVICES, 'CYPTRKNN', 'RKNX', 'VPMN', 'EDL1', 'EDL2', 'IMOD', 'PICO'].map((name): Magic => ({
    format: 'device',
    bytes: ascii(name),
  })),
  ...[...DEVICES, 'MSL0', 'MSL1', 'MSL2', 'TOSA'].map((name): Magic => ({
    format: 'device',
    at: 4,
    bytes: ascii(name),
  })),
  // A schema of its own beside TensorFlow Lite's.
  { format: 'circle', at: 4, bytes: ascii('CIR0') },
  // dlib/dnn/core.h: a version, then the length of the name of what it is trained for.
  { format: 'dlib', bytes: [1, 1, 1], also: ({ head }) => startsWith(head, ascii('loss_'), 4) && (head[3] ?? 0) < 64 },
  ...['n+1', 'ni1'].map((name): Magic => ({
    format: 'nifti',
    at: 344,
    bytes: [...ascii(name), 0],
    also: ({ head }) => u32(head, 0) === 348 || startsWith(head, [0, 0, 1, 0x5c]),
  })),
  ...['n+2', 'ni2'].map((name): Magic => ({
    format: 'nifti',
    at: 4,
    bytes: [...ascii(name), 0, 0x0d, 0x0a, 0x1a, 0x0a],
  })),
  // A first tag of a file's number, 20 bytes of its own type.
  { format: 'fif', bytes: [0, 0, 0, 100, 0, 0, 0, 31, 0, 0, 0, 20] },
  { format: 'java', bytes: [0xac, 0xed, 0, 5] },
  { format: 'gzip', bytes: [0x1f, 0x8b] },
  {
    format: 'bzip2',
    bytes: ascii('BZh'),
    also: ({ head }) => startsWith(head, [0x31, 0x41, 0x59, 0x26, 0x53, 0x59], 4),
  },
  { format: 'xz', bytes: [0xfd, ...ascii('7zXZ'), 0] },
  { format: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { format: 'zstd', at: 1, bytes: [0x2a, 0x4d, 0x18], also: ({ head }) => ((head[0] ?? 0) & 0xf0) === 0x50 },
  { format: 'lz4', bytes: [0x04, 0x22, 0x4d, 0x18] },
  { format: 'lz4', bytes: [0x02, 0x21, 0x4c, 0x18] },
  { format: 'zfile', bytes: ascii('ZF0x'), isText: true },
  { format: '7z', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { format: 'rar', bytes: [...ascii('Rar!'), 0x1a, 0x07] },
  { format: 'cab', bytes: [...ascii('MSCF'), 0, 0, 0, 0] },
  { format: 'png', bytes: [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a] },
  { format: 'jpeg', bytes: [0xff, 0xd8, 0xff] },
  { format: 'gif', bytes: ascii('GIF8'), also: ({ head }) => startsWith(head, ascii('a'), 5) },
  {
    format: 'riff',
    bytes: ascii('RIFF'),
    also: ({ head }) => RIFF_FORMS.has(String.fromCharCode(...head.subarray(8, 12))),
  },
  {
    format: 'bmp',
    bytes: ascii('BM'),
    also: ({ head, size }) => u32(head, 2) === size && BMP_HEADERS.has(u32(head, 14)),
  },
  { format: 'mp3', bytes: [], also: ({ head }) => startsSound(head) },
  { format: 'flac', bytes: ascii('fLaC') },
  { format: 'ogg', bytes: [...ascii('OggS'), 0] },
  { format: 'mp4', at: 4, bytes: ascii('ftyp') },
  { format: 'font', bytes: [0, 1, 0, 0], also: isFont },
  { format: 'font', bytes: ascii('OTTO'), also: isFont },
  { format: 'font', bytes: ascii('wOFF') },
  { format: 'font', bytes: ascii('wOF2') },
  {
    format: 'ico',
    bytes: [0, 0],
    also: ({ head, size }) =>
      (head[2] === 1 || head[2] === 2) &&
      u16(head, 4) > 0 &&
      u16(head, 4) < 100 &&
      head[3] === 0 &&
      head[9] === 0 &&
      u32(head, 18) >= 6 + 16 * u16(head, 4) &&
      u32(head, 14) + u32(head, 18) <= size,
  },
  { format: 'tiff', bytes: [...ascii('II*'), 0] },
  { format: 'tiff', bytes: [...ascii('MM'), 0, 0x2a] },
  { format: 'pdf', bytes: ascii('%PDF-'), isText: true },
  { format: 'sqlite', bytes: [...ascii('SQLite format 3'), 0] },
  { format: 'orc', bytes: ascii('ORC') },
  { format: 'tar', at: 257, bytes: ascii('ustar') },
];

/** A directory of tables whose count and the two numbers that follow from it agree. */
function isFont({ head }: Probe): boolean {
  const count = head[5] ?? 0;
  const power = 2 ** Math.floor(Math.log2(count));
  return head[4] === 0 && count > 0 && (head[6] ?? 0) * 256 + (head[7] ?? 0) === 16 * power;
}

/** A tag, or two frames of sound one after the other. */
function startsSound(head: Uint8Array): boolean {
  if (startsWith(head, ascii('ID3'))) return (head[3] ?? 9) < 5;
  const first = frameLength(head, 0);
  return first > 0 && frameLength(head, first) > 0;
}

export function byMagic(probe: Probe): FormatKey[] {
  const found = MAGICS.filter(({ at, bytes, also }) => startsWith(probe.head, bytes, at) && (also?.(probe) ?? true));
  const binary = found.length > 0 && isSentence(probe) ? found.filter(({ isText }) => isText) : found;
  return binary.map(({ format }) => format);
}

/**
 * safetensors: the header's length, then a JSON object, possibly behind white space. With a length that cannot be, it still
 * is one when the first entry reads like one.
 */
export function isSafetensors({ head, size }: Probe): boolean {
  if (size < 10) return false;
  if (!MAY_OPEN_JSON.has(head[8] ?? 0)) return false;
  const length = u64(head, 0);
  const text = String.fromCharCode(...head.subarray(8, 1024)).replace(/^(?:ï»¿)?\s+/, '');
  const fits = length >= 2 && length <= 100_000_000 && length + 8 <= size;
  return fits ? /^\{\s*(?:["}]|$)/.test(text) : /^\{\s*"[^"]*"\s*:\s*\{/.test(text) && text.includes('"data_offsets"');
}

/** A brace, or what may stand before it: blanks, and the first byte of a byte order mark. */
const MAY_OPEN_JSON: ReadonlySet<number> = new Set([0x7b, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xa0, 0xef]);

const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** The signature may stand at 0 or, behind a user block, at 512·2ⁿ. */
export async function hdf5At({ source, head }: Probe): Promise<number | null> {
  if (startsWith(head, HDF5)) return 0;
  const places: number[] = [];
  for (let at = 512; at + 8 <= source.size; at *= 2) places.push(at);
  // All at once: one after the other a browser takes some milliseconds for each.
  const found = await Promise.all(places.map((at) => readSignature(source, head, at)));
  return places[found.findIndex((bytes) => startsWith(bytes, HDF5))] ?? null;
}

/** What lies in the first block was read with it. */
async function readSignature(source: ByteSource, head: Uint8Array, at: number): Promise<Uint8Array> {
  if (at + 8 <= head.length) return head.subarray(at, at + 8);
  return source.read(at, 8, at + 8 <= LIMITS.cacheBlock ? undefined : 'direct');
}

/** Field numbers of onnx.ModelProto and the wire types they have. */
const ONNX_FIELDS: ReadonlyMap<number, number> = new Map([
  [1, 0], [2, 2], [3, 2], [4, 2], [5, 0], [6, 2], [7, 2], [8, 2], [14, 2], [20, 2], [25, 2],
]); // prettier-ignore

/** Whether the top-level fields are those of an ONNX model: a version, then a graph or an operator set. The graph may be cut off. */
export function isOnnx({ head, size }: Probe): boolean {
  const seen = new Set<number>();
  let at = 0;
  let graph = 0;
  for (let count = 0; count < 64 && at < Math.min(head.length, size); count += 1) {
    const [tag, tagLength] = varint(head, at);
    const wire = ONNX_FIELDS.get(Math.floor(tag / 8));
    if (tagLength === 0 || wire === undefined || wire !== tag % 8) return false;
    const [value, valueLength] = varint(head, at + tagLength);
    if (valueLength === 0) return false;
    if (count === 0 && (tag !== 8 || value === 0 || value > 100)) return false;
    seen.add(Math.floor(tag / 8));
    at += tagLength + valueLength;
    if (tag === 0x3a) graph = at;
    if (wire === 2) at += value;
  }
  const isWhole = at <= size || (graph > 0 && startsNode(head, graph));
  return isWhole && seen.has(1) && (seen.has(7) || seen.has(8));
}

/** A graph begins with a node, and a node with what it takes, gives, is called or does (onnx.GraphProto, onnx.NodeProto). */
function startsNode(head: Uint8Array, graph: number): boolean {
  const [length, lengthLength] = varint(head, graph + 1);
  const tag = head[graph + 1 + lengthLength] ?? 0;
  return head[graph] === 0x0a && length > 0 && lengthLength > 0 && [0x0a, 0x12, 0x1a, 0x22].includes(tag);
}

/** Whether it begins as a SavedModel: the schema's version, then a graph with its description and its nodes (saved_model.proto). It may be cut off. */
export function isSavedModel({ head }: Probe): boolean {
  if (head[0] !== 0x08 || head[1] !== 0x01 || head[2] !== 0x12) return false;
  const [graph, graphLength] = varint(head, 3);
  const at = 3 + graphLength;
  if (graphLength === 0 || head[at] !== 0x0a) return false;
  const [about, aboutLength] = varint(head, at + 1);
  const next = at + 1 + aboutLength + about;
  return aboutLength > 0 && next < at + graph && (next >= head.length || head[next] === 0x12);
}

function varint(bytes: Uint8Array, at: number): [value: number, length: number] {
  let value = 0;
  for (let i = 0; i < 9; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) return [0, 0];
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, i + 1];
  }
  return [0, 0];
}

/** Magic of torch's old format as torch.save writes it: PROTO and FRAME of the protocol, the number 0x1950a86a20f9469cfc6c, STOP. */
export function hasLegacyMagic(head: Uint8Array): boolean {
  const framed = head[2] === 0x95 ? 11 : 2;
  return (head[0] === 0x80 && startsWith(head, MAGIC_LONG1, framed)) || startsWith(head, MAGIC_LONG);
}

const MAGIC_LONG1 = [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
/** In protocols 0 and 1. */
const MAGIC_LONG = Array.from('L119547037146038801333356L\n.', (letter) => letter.charCodeAt(0));

/** Where the second pickle of torch's old format (the number 1001) may start, when the first one is a program instead of the magic. */
export function legacyVersionAt(head: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = head.indexOf(0x80); at !== -1; at = head.indexOf(0x80, at + 1)) {
    if (head[at + 2] === 0x4d && u16(head, at + 3) === 1001 && head[at + 5] === 0x2e) found.push(at);
  }
  return found;
}
