/** Test only: archives byte by byte, every field open to lies. */
export interface Fields {
  name?: string | Uint8Array;
  needed?: number;
  flags?: number;
  method?: number;
  crc?: number;
  compressedSize?: number;
  size?: number;
  extra?: Uint8Array;
  comment?: Uint8Array;
  disk?: number;
  external?: number;
  madeBy?: number;
  /** central only: where the local header is said to be */
  offset?: number;
}

export interface Member {
  name: string | Uint8Array;
  data: Uint8Array;
  /** The data as a raw deflate stream: makes the entry a deflated one. */
  deflated?: Uint8Array;
  local?: Fields;
  central?: Fields;
  /** Bytes right before the local header that belong to nothing. */
  gap?: Uint8Array;
  /** Sizes after the data, the local ones zero. */
  descriptor?: boolean | { crc?: number; compressedSize?: number; size?: number };
  /** Left out of the directory. */
  orphan?: boolean;
  /** Left out of the file: only the directory lists it. */
  ghost?: boolean;
  /** The directory entry points at the local header of this earlier member. */
  sameAs?: number;
}

export interface Options {
  prefix?: Uint8Array;
  /** Whether stated offsets count the prefix (they do in a file that was built around it). */
  countPrefix?: boolean;
  suffix?: Uint8Array;
  comment?: Uint8Array;
  zip64?: boolean | { locatorOffset?: number; entries?: number };
  end?: Partial<Record<'disk' | 'directoryDisk' | 'entriesHere' | 'entries' | 'size' | 'offset', number>>;
  /** Bytes between the directory and its end record. */
  beforeEnd?: Uint8Array;
  noDirectory?: boolean;
}

export function zip(members: readonly Member[], options: Options = {}): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let total = 0;
  const push = (...more: Uint8Array[]): void => {
    parts.push(...more);
    for (const part of more) total += part.length;
  };
  push(options.prefix ?? new Uint8Array(0));
  const base = options.countPrefix === false ? (options.prefix?.length ?? 0) : 0;
  const central: Uint8Array[] = [];
  const offsets: number[] = [];
  for (const member of members) {
    if (member.gap !== undefined) push(member.gap);
    const stored = member.deflated ?? member.data;
    const truth = { crc: crc32(member.data), compressedSize: stored.length, size: member.data.length };
    const offset = member.sameAs === undefined ? total - base : (offsets[member.sameAs] ?? 0);
    offsets.push(offset);
    const common = {
      name: member.name,
      method: member.deflated === undefined ? 0 : 8,
      flags: member.descriptor === undefined ? 0 : 8,
    };
    if (member.ghost !== true && member.sameAs === undefined) {
      const hidden = member.descriptor === undefined ? {} : { crc: 0, compressedSize: 0, size: 0 };
      push(localHeader({ ...common, ...truth, ...hidden, ...member.local }), stored);
      if (member.descriptor !== undefined) {
        const said = {
          ...truth,
          ...(member.descriptor === true || member.descriptor === false ? {} : member.descriptor),
        };
        push(bytes(u32(0x08074b50), u32(said.crc), u32(said.compressedSize), u32(said.size)));
      }
    }
    if (member.orphan !== true) central.push(centralHeader({ ...common, ...truth, offset, ...member.central }));
  }
  if (options.noDirectory === true) return bytes(...parts);
  const directory = bytes(...central);
  const start = total - base;
  push(directory, options.beforeEnd ?? new Uint8Array(0));
  const end = {
    disk: 0,
    directoryDisk: 0,
    entriesHere: central.length,
    entries: central.length,
    size: directory.length,
    offset: start,
  };
  if (options.zip64 !== undefined) {
    const told = options.zip64 === true || options.zip64 === false ? {} : options.zip64;
    const record = total - base;
    const entries = told.entries ?? central.length;
    push(
      bytes(
        u32(0x06064b50),
        u64(44),
        u16(45),
        u16(45),
        u32(0),
        u32(0),
        u64(entries),
        u64(entries),
        u64(directory.length),
        u64(start),
      ),
      bytes(u32(0x07064b50), u32(0), u64(told.locatorOffset ?? record), u32(1)),
    );
  }
  const said = {
    ...end,
    ...(options.zip64 === undefined
      ? {}
      : { entriesHere: 0xffff, entries: 0xffff, size: 0xffffffff, offset: 0xffffffff }),
    ...options.end,
  };
  const comment = options.comment ?? new Uint8Array(0);
  push(
    bytes(
      u32(0x06054b50),
      u16(said.disk),
      u16(said.directoryDisk),
      u16(said.entriesHere),
      u16(said.entries),
      u32(said.size),
      u32(said.offset),
      u16(comment.length),
    ),
    comment,
    options.suffix ?? new Uint8Array(0),
  );
  return bytes(...parts);
}

/** As torch writes it: data at multiples of 64, flags 0x0808, sizes after the data. */
export function torchZip(root: string, records: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  let at = 0;
  const members = Object.entries(records).map(([record, data]): Member => {
    const name = `${root}/${record}`;
    const start = at + 30 + name.length + 4;
    const padding = (64 - (start % 64)) % 64;
    at = start + padding + data.length + 16;
    const extra = bytes(ascii('FB'), u16(padding), new Uint8Array(padding).fill(0x5a));
    return { name, data, descriptor: true, local: { extra, flags: 0x0808 }, central: { flags: 0x0808 } };
  });
  return zip(members);
}

export function localHeader(fields: Fields): Uint8Array {
  const name = nameBytes(fields.name);
  const extra = fields.extra ?? new Uint8Array(0);
  return bytes(
    ...[
      u32(0x04034b50),
      u16(fields.needed ?? 20),
      u16(fields.flags ?? 0),
      u16(fields.method ?? 0),
      u32(0),
      u32(fields.crc ?? 0),
    ],
    ...[u32(fields.compressedSize ?? 0), u32(fields.size ?? 0), u16(name.length), u16(extra.length), name, extra],
  );
}

export function centralHeader(fields: Fields): Uint8Array {
  const name = nameBytes(fields.name);
  const extra = fields.extra ?? new Uint8Array(0);
  const comment = fields.comment ?? new Uint8Array(0);
  return bytes(
    ...[
      u32(0x02014b50),
      u16(fields.madeBy ?? 0x031e),
      u16(fields.needed ?? 20),
      u16(fields.flags ?? 0),
      u16(fields.method ?? 0),
      u32(0),
    ],
    ...[
      u32(fields.crc ?? 0),
      u32(fields.compressedSize ?? 0),
      u32(fields.size ?? 0),
      u16(name.length),
      u16(extra.length),
      u16(comment.length),
    ],
    ...[u16(fields.disk ?? 0), u16(0), u32(fields.external ?? 0), u32(fields.offset ?? 0), name, extra, comment],
  );
}

export function bytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >> 8) & 255);
}

export function u32(value: number): Uint8Array {
  return bytes(u16(value & 0xffff), u16(value >>> 16));
}

export function u64(value: number): Uint8Array {
  return bytes(u32(value >>> 0), u32(Math.floor(value / 2 ** 32)));
}

function nameBytes(name: string | Uint8Array | undefined): Uint8Array {
  return typeof name === 'string' ? new TextEncoder().encode(name) : (name ?? new Uint8Array(0));
}

/** CRC-32, bit by bit. */
export function crc32(data: Uint8Array): number {
  let crc = -1;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
