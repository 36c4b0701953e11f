import type { ByteKind } from '../../workers/report/schema.ts';

/** One record of a checkpoint. `localName` is what its own header says, when that differs from the directory. */
export interface Record {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly kind: ByteKind;
  readonly localName?: string;
}

export interface Archive {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What lies where, in order: for the picture on the sample's card. */
  readonly parts: readonly { readonly kind: ByteKind; readonly bytes: number }[];
}

const ALIGNMENT = 64;
const utf8 = new TextEncoder();

/** A ZIP as torch.save lays it out: stored records, data aligned to 64 bytes with an `FB` extra field (inline_container.cc). */
export function torchZip(root: string, records: readonly Record[]): Archive {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const parts: { kind: ByteKind; bytes: number }[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  const add = (bytes: Uint8Array<ArrayBuffer>, kind: ByteKind): void => {
    chunks.push(bytes);
    parts.push({ kind, bytes: bytes.length });
    offset += bytes.length;
  };
  for (const record of records) {
    const crc = crc32(record.bytes);
    const local = utf8.encode(`${root}/${record.localName ?? record.name}`);
    const padding = (ALIGNMENT - ((offset + 30 + local.length + 4) % ALIGNMENT)) % ALIGNMENT;
    const central = utf8.encode(`${root}/${record.name}`);
    directory.push(header(0x02014b50, [20, 0], record, crc, central, 0, offset), central);
    add(concat([header(0x04034b50, [0], record, crc, local, padding + 4, null), local, extra(padding)]), 'structure');
    add(record.bytes, record.kind);
  }
  const start = offset;
  const central = concat(directory);
  add(concat([central, endRecord(records.length, central.length, start)]), 'structure');
  return { bytes: concat(chunks), parts };
}

/** Local (offset null) or central header, APPNOTE 4.3.7 and 4.3.12. */
function header(
  signature: number,
  versions: readonly number[],
  record: Record,
  crc: number,
  name: Uint8Array,
  extraLength: number,
  offset: number | null,
): Uint8Array<ArrayBuffer> {
  const fields: [number, 2 | 4][] = [
    [signature, 4],
    ...versions.map((v): [number, 2] => [v, 2]),
    [0, 2],
    [0, 2],
    [0, 2],
    [0x21, 2],
    [crc, 4],
    [record.bytes.length, 4],
    [record.bytes.length, 4],
    [name.length, 2],
    [extraLength, 2],
  ];
  if (offset !== null) fields.push([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
  return numbers(fields);
}

function extra(padding: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(padding + 4).fill(0x5a);
  bytes.set(
    numbers([
      [0x4246, 2],
      [padding, 2],
    ]),
  );
  return bytes;
}

function endRecord(count: number, size: number, offset: number): Uint8Array<ArrayBuffer> {
  return numbers([
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  ]);
}

export function numbers(fields: readonly (readonly [number, 2 | 4])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    fields.flatMap(([n, width]) => Array.from({ length: width }, (_, i) => (n >>> (8 * i)) & 0xff)),
  );
}

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export function crc32(bytes: Uint8Array): number {
  return ~bytes.reduce((crc, byte) => (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0), -1) >>> 0;
}

/** What each byte does to a CRC: going bit by bit takes the samples ten milliseconds while the page opens. */
const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  return crc;
});
