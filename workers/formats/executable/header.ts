import type { ExecutableFact } from '../../facts.ts';

/** What the header of a native program says. */
export interface ExecutableHeader {
  readonly form: ExecutableFact['form'];
  readonly about: string;
  /** Bytes the header accounts for, as far as it says. */
  readonly length: number;
}

type Read = (view: DataView, size: number) => ExecutableHeader | null;

/** Processors by their number in ELF headers (gABI, e_machine); 190 is CUDA: code for the graphics card, an ordinary part of engines. */
const ELF_MACHINES: ReadonlyMap<number, string> = new Map([
  [3, 'x86'], [8, 'MIPS'], [20, 'PowerPC'], [21, 'PowerPC 64'], [22, 's390'], [40, 'ARM'], [62, 'x86-64'], [183, 'ARM64'],
  [190, 'CUDA'], [224, 'AMD GPU'], [243, 'RISC-V'], [247, 'BPF'], [258, 'LoongArch'],
]); // prettier-ignore
const ELF_TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'object file'], [2, 'program'], [3, 'shared library'], [4, 'core dump'],
]); // prettier-ignore

/** System V gABI: identification, then type, machine, version, and where the tables are. */
const elf: Read = (view, size) => {
  if (size < 52 || view.getUint32(0, false) !== 0x7f454c46) return null;
  const [bits, order, version] = [view.getUint8(4), view.getUint8(5), view.getUint8(6)];
  if ((bits !== 1 && bits !== 2) || (order !== 1 && order !== 2) || version !== 1 || (bits === 2 && size < 64))
    return null;
  const little = order === 1;
  const type = ELF_TYPES.get(view.getUint16(16, little));
  const machine = view.getUint16(18, little);
  if (type === undefined || machine === 0 || view.getUint32(20, little) !== 1) return null;
  const wide = bits === 2;
  const offset = (at: number): number => (wide ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));
  const size16 = (at: number): number => view.getUint16(at, little);
  const headerSize = size16(wide ? 52 : 40);
  if (headerSize !== (wide ? 64 : 52)) return null;
  const programs = offset(wide ? 32 : 28) + size16(wide ? 54 : 42) * size16(wide ? 56 : 44);
  const sections = offset(wide ? 40 : 32) + size16(wide ? 58 : 46) * size16(wide ? 60 : 48);
  return {
    form: 'elf',
    about: `${type} for ${ELF_MACHINES.get(machine) ?? `processor ${machine.toString()}`}`,
    length: Math.max(headerSize, programs, sections),
  };
};

const PE_MACHINES: ReadonlyMap<number, string> = new Map([
  [0x14c, 'x86'], [0x1c0, 'ARM'], [0x1c4, 'ARM'], [0x200, 'Itanium'], [0x8664, 'x86-64'], [0xaa64, 'ARM64'], [0x5064, 'RISC-V'],
]); // prettier-ignore

/** PE format: the MS-DOS header leads to "PE\0\0", the COFF header and the section table. */
const pe: Read = (view, size) => {
  if (size < 0x40 || view.getUint16(0, false) !== 0x4d5a) return null;
  const at = view.getUint32(0x3c, true);
  if (at + 24 > Math.min(size, view.byteLength) || view.getUint32(at, false) !== 0x50450000) return null;
  const machine = PE_MACHINES.get(view.getUint16(at + 4, true));
  const sections = view.getUint16(at + 6, true);
  const optional = view.getUint16(at + 20, true);
  if (machine === undefined || sections === 0 || sections > 96) return null;
  const isLibrary = (view.getUint16(at + 22, true) & 0x2000) !== 0;
  let length = at + 24 + optional + 40 * sections;
  for (let i = 0; i < sections; i += 1) {
    const section = at + 24 + optional + 40 * i;
    if (section + 40 > view.byteLength) break;
    length = Math.max(length, view.getUint32(section + 16, true) + view.getUint32(section + 20, true));
  }
  return { form: 'pe', about: `Windows ${isLibrary ? 'library' : 'program'} for ${machine}`, length };
};

/** Actually Portable Executable: a Windows header that shells run as a script. */
const ape: Read = (view, size) => {
  if (size < 64 || view.getUint32(0, false) !== 0x4d5a7146 || view.getUint16(4, false) !== 0x7044) return null;
  const windows = pe(view, size);
  return {
    form: 'ape',
    about: 'program for several systems at once (APE)',
    length: Math.max(64, windows?.length ?? 0),
  };
};

const MACH_TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'object file'], [2, 'program'], [6, 'library'], [7, 'loader'], [8, 'bundle'], [9, 'library stub'], [10, 'debug symbols'],
]); // prettier-ignore
const MACH_MACHINES: ReadonlyMap<number, string> = new Map([[7, 'x86'], [12, 'ARM'], [18, 'PowerPC']]); // prettier-ignore

/** mach-o/loader.h: magic, processor, file type, load commands; segments say how far the file reaches. */
const macho: Read = (view, size) => {
  if (size < 32) return null;
  const magic = view.getUint32(0, true);
  const little = magic === 0xfeedface || magic === 0xfeedfacf;
  if (!little && magic !== 0xcefaedfe && magic !== 0xcffaedfe) return fat(view, size);
  const machine = MACH_MACHINES.get(view.getUint32(4, little) & 0xffffff);
  const type = MACH_TYPES.get(view.getUint32(12, little));
  const commands = view.getUint32(20, little);
  const wide = (little ? magic : view.getUint32(0, false)) === 0xfeedfacf;
  if (machine === undefined || type === undefined || commands > size) return null;
  const bits = (view.getUint32(4, little) & 0x01000000) === 0 ? '' : ' 64';
  return {
    form: 'macho',
    about: `macOS ${type} for ${machine}${bits}`,
    length: segmentsEnd(view, little, wide, (wide ? 32 : 28) + commands),
  };
};

function segmentsEnd(view: DataView, little: boolean, wide: boolean, end: number): number {
  let reach = end;
  let at = wide ? 32 : 28;
  const count = Math.min(view.getUint32(16, little), 512);
  for (let i = 0; i < count && at + 64 <= view.byteLength; i += 1) {
    const command = view.getUint32(at, little);
    const length = view.getUint32(at + 4, little);
    if (command === 0x19)
      reach = Math.max(reach, Number(view.getBigUint64(at + 40, little)) + Number(view.getBigUint64(at + 48, little)));
    if (command === 1) reach = Math.max(reach, view.getUint32(at + 32, little) + view.getUint32(at + 36, little));
    if (length < 8) break;
    at += length;
  }
  return reach;
}

/** mach-o/fat.h: several programs in one file. Java classes begin alike; there the count is a version of 45 and more. */
function fat(view: DataView, size: number): ExecutableHeader | null {
  const magic = view.getUint32(0, false);
  if (magic !== 0xcafebabe && magic !== 0xcafebabf) return null;
  const count = view.getUint32(4, false);
  if (count === 0 || count > 32 || 8 + count * 32 > view.byteLength) return null;
  let length = 8;
  for (let i = 0; i < count; i += 1) {
    const at = 8 + i * (magic === 0xcafebabe ? 20 : 32);
    if (!MACH_MACHINES.has(view.getUint32(at, false) & 0xffffff)) return null;
    const wide = magic === 0xcafebabf;
    const [offset, bytes] = wide
      ? [Number(view.getBigUint64(at + 8, false)), Number(view.getBigUint64(at + 16, false))]
      : [view.getUint32(at + 8, false), view.getUint32(at + 12, false)];
    if (offset >= size) return null;
    length = Math.max(length, offset + bytes);
  }
  return { form: 'macho', about: `macOS program for ${count.toString()} processors`, length };
}

/** `#!` and an interpreter, in one line of text. */
const script: Read = (view) => {
  const line =
    new TextDecoder('latin1')
      .decode(new Uint8Array(view.buffer, view.byteOffset, Math.min(view.byteLength, 256)))
      .split('\n')[0] ?? '';
  const match = /^#!\s*(\/[\x21-\x7e]+(?: [\x20-\x7e\t]*)?)\r?$/.exec(line);
  return match === null ? null : { form: 'script', about: `script for ${match[1] ?? ''}`, length: 0 };
};

/** Reads a header strictly: random bytes do not pass. `head` is the file, or its first 64 KiB; `size` is what it has. */
export function executableHeader(head: Uint8Array, size: number): ExecutableHeader | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (const read of [elf, ape, pe, macho, script]) {
    const header = head.length < 4 ? null : read(view, size);
    if (header !== null) return { ...header, length: Math.min(header.length, size) };
  }
  return null;
}
