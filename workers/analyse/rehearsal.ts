/** Made-up files for `rehearse`: what picklers and torch.save write, much of the same. */

/** Entries of the dict: some milliseconds of work, which a file that comes in the meantime waits for. */
const ENTRIES = 1_500;
const TENSORS = 120;
/** CRC-32 of sixteen zeros. */
const CRC_ZEROS = 0xecbb4b55;

/** What `pickle.dumps({'key…': (i, 300, 'value…'), …}, 2)` writes: texts, numbers, tuples and the memo. */
export function dictSample(): Uint8Array {
  const head = [0x80, 2, 0x7d, 0x71, 0, 0x28];
  const key = [...text('key_00000000'), ...put(0)];
  const value = [0x4d, 0, 0, 0x4a, 0, 0, 1, 0, ...text('value 00000000'), ...put(0), 0x87, ...put(0)];
  const entry = Uint8Array.from([...key, ...value]);
  const bytes = new Uint8Array(head.length + ENTRIES * entry.length + 2);
  bytes.set(head);
  for (let i = 0; i < ENTRIES; i++) {
    const at = head.length + i * entry.length;
    bytes.set(entry, at);
    digits(bytes, at + 9, i);
    memo(bytes, at + key.length - 4, 3 * i + 1);
    const from = at + key.length;
    bytes[from + 1] = i & 0xff;
    bytes[from + 2] = i >> 8;
    digits(bytes, from + 19, i);
    memo(bytes, from + 28, 3 * i + 2);
    memo(bytes, from + 34, 3 * i + 3);
  }
  bytes.set([0x75, 0x2e], bytes.length - 2);
  return bytes;
}

/** Eight digits, most of them zeros that are there already. */
function digits(bytes: Uint8Array, at: number, n: number): void {
  for (let place = at + 7, left = n; left > 0; place--, left = Math.floor(left / 10)) bytes[place] = 0x30 + (left % 10);
}

function memo(bytes: Uint8Array, at: number, key: number): void {
  bytes[at] = key & 0xff;
  bytes[at + 1] = (key >> 8) & 0xff;
}

/** What `torch.save` writes for a dict of tensors: a stored ZIP with the program and a record of four floats for each. */
export function archiveSample(): Uint8Array {
  const program = programSample();
  const records: Entry[] = Array.from({ length: TENSORS }, (_, i) => ({
    name: `rehearsal/data/${i.toString()}`,
    data: new Uint8Array(16),
    crc: CRC_ZEROS,
  }));
  return zip([
    { name: 'rehearsal/data.pkl', data: program, crc: crc32(program) },
    ...records,
    { name: 'rehearsal/version', data: Uint8Array.of(0x33, 0x0a), crc: crc32(Uint8Array.of(0x33, 0x0a)) },
  ]);
}

/** The program of it by itself. */
export function programSample(): Uint8Array {
  const bytes = [...global('collections', 'OrderedDict'), ...put(0), 0x29, 0x52, ...put(1), 0x28];
  let memo = 6;
  for (let i = 0; i < TENSORS; i++) {
    bytes.push(...text(`encoder.layer.${i.toString()}.weight`), ...put((memo += 1)));
    // The first one spells out what the others take from the memo.
    if (i === 0) bytes.push(...global('torch._utils', '_rebuild_tensor_v2'), ...put(2), 0x28, 0x28, ...text('storage'));
    else bytes.push(...get(2), 0x28, 0x28, ...get(3));
    if (i === 0) bytes.push(...put(3), ...global('torch', 'FloatStorage'), ...put(4));
    else bytes.push(...get(4));
    bytes.push(...text(i.toString()), ...put((memo += 1)), ...(i === 0 ? [...text('cpu'), ...put(5)] : get(5)));
    bytes.push(0x4b, 4, 0x74, ...put((memo += 1)), 0x51, 0x4b, 0, 0x4b, 2, 0x4b, 2, 0x86, ...put((memo += 1)));
    bytes.push(0x4b, 2, 0x4b, 1, 0x86, ...put((memo += 1)), 0x89, ...get(0), 0x29, 0x52, ...put((memo += 1)));
    bytes.push(0x74, ...put((memo += 1)), 0x52, ...put((memo += 1)));
  }
  return Uint8Array.from([0x80, 2, ...bytes, 0x75, 0x2e]);
}

const ascii = (s: string): number[] => Array.from(s, (c) => c.charCodeAt(0));
const text = (s: string): number[] => [0x58, s.length, 0, 0, 0, ...ascii(s)];
const global = (module: string, name: string): number[] => [0x63, ...ascii(`${module}\n${name}\n`)];
const put = (key: number): number[] => [0x72, key & 0xff, (key >> 8) & 0xff, key >> 16, 0];
const get = (key: number): number[] => [0x6a, key & 0xff, (key >> 8) & 0xff, key >> 16, 0];

interface Entry {
  readonly name: string;
  readonly data: Uint8Array;
  readonly crc: number;
}

/** As torch writes it: sizes and checksums after the data, records at multiples of 64, a Zip64 end. */
function zip(entries: readonly Entry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let at = 0;
  for (const { name, data, crc } of entries) {
    const pad = 63 & -(at + 34 + name.length);
    const sizes = [...u32(crc), ...u32(data.length), ...u32(data.length)];
    const about = [8, 8, 0, 0, 0, 0, 0, 0];
    const named = [...u16(name.length), ...u16(pad + 4), ...ascii(name), 0x46, 0x42, ...u16(pad)];
    const local = Uint8Array.from([...LOCAL, ...about, ...ZEROS, ...named]);
    parts.push(local, PADDING.subarray(0, pad), data, Uint8Array.from([...DESCRIPTOR, ...sizes]));
    const record = [...CENTRAL, ...about, ...sizes, ...u16(name.length), ...ZEROS, ...u32(at), ...ascii(name)];
    central.push(Uint8Array.from(record));
    at += local.length + pad + data.length + 16;
  }
  const size = central.reduce((sum, { length }) => sum + length, 0);
  const count = u16(entries.length);
  const wide = [...count, ...ZEROS.slice(0, 6), ...count, ...ZEROS.slice(0, 6), ...u64(size), ...u64(at)];
  const record = [...END_WIDE, ...u64(44), 0x1e, 3, 0x2d, 0, ...ZEROS.slice(0, 8), ...wide];
  const locator = [...LOCATOR, 0, 0, 0, 0, ...u64(at + size), 1, 0, 0, 0];
  const end = [...END, 0, 0, 0, 0, ...count, ...count, ...u32(size), ...u32(at), 0, 0];
  return joined([...parts, ...central, Uint8Array.from([...record, ...locator, ...end])]);
}

const LOCAL = [0x50, 0x4b, 3, 4, 0, 0];
const DESCRIPTOR = [0x50, 0x4b, 7, 8];
const CENTRAL = [0x50, 0x4b, 1, 2, 0, 0, 0, 0];
const END_WIDE = [0x50, 0x4b, 6, 6];
const LOCATOR = [0x50, 0x4b, 6, 7];
const END = [0x50, 0x4b, 5, 6];
const PADDING = new Uint8Array(64).fill(0x5a);
const ZEROS = new Array<number>(12).fill(0);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const u16 = (n: number): number[] => [n & 0xff, (n >> 8) & 0xff];
const u32 = (n: number): number[] => [...u16(n), ...u16(n >>> 16)];
const u64 = (n: number): number[] => [...u32(n), 0, 0, 0, 0];

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc;
}
