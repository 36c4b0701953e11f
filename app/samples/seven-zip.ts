import { concat, crc32, numbers, type Archive, type Record } from './torch-zip.ts';

/** Property ids of 7zFormat.txt (LZMA SDK). */
const ID = {
  header: 1,
  mainStreams: 4,
  files: 5,
  pack: 6,
  unpack: 7,
  sub: 8,
  size: 9,
  crc: 10,
  folder: 11,
  codersSize: 12,
  numUnpack: 13,
  names: 17,
  end: 0,
};
const COPY = [1, 1, 0];

/** A 7z archive whose members lie in it as they are: one folder, method Copy. */
export function sevenZip(root: string, records: readonly Record[]): Archive {
  const data = concat(records.map(({ bytes }) => bytes));
  const header = Uint8Array.from([
    ID.header,
    ID.mainStreams,
    ...[ID.pack, 0, 1, ID.size, ...number(data.length), ID.end],
    ...[ID.unpack, ID.folder, 1, 0, ...COPY, ID.codersSize, ...number(data.length), ID.end],
    ...[ID.sub, ID.numUnpack, ...number(records.length)],
    ...[ID.size, ...records.slice(0, -1).flatMap(({ bytes }) => number(bytes.length))],
    ...[ID.crc, 1, ...records.flatMap(({ bytes }) => [...numbers([[crc32(bytes), 4]])]), ID.end, ID.end],
    ...[ID.files, ...number(records.length), ID.names, ...names(records.map(({ name }) => `${root}/${name}`))],
    ...[ID.end, ID.end],
  ]);
  const start = numbers([
    [data.length, 4],
    [0, 4],
    [header.length, 4],
    [0, 4],
    [crc32(header), 4],
  ]);
  const signature = concat([
    Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4),
    numbers([[crc32(start), 4]]),
    start,
  ]);
  return {
    bytes: concat([signature, data, header]),
    parts: [
      { kind: 'structure', bytes: signature.length },
      ...records.map(({ kind, bytes }) => ({ kind, bytes: bytes.length })),
      { kind: 'structure', bytes: header.length },
    ],
  };
}

/** UTF-16, NUL after each, behind their length and a byte that says they are here. */
function names(all: readonly string[]): number[] {
  const text = all.flatMap((name) => [
    ...Array.from(`${name}\0`, (c) => c.charCodeAt(0)).flatMap((c) => [c & 0xff, c >> 8]),
  ]);
  return [...number(text.length + 1), 0, ...text];
}

/** The leading ones of the first byte say how many bytes follow. */
function number(value: number): number[] {
  if (value < 0x80) return [value];
  if (value < 0x4000) return [0x80 | (value >> 8), value & 0xff];
  if (value < 0x20_0000) return [0xc0 | (value >> 16), value & 0xff, (value >> 8) & 0xff];
  return [0xe0 | (value >>> 24), value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff];
}
