/** Coders by id (Methods.txt of the 7-Zip sources). What is not decoded is named at least. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['00', 'copy'],
  ['03', 'Delta'],
  ['04', 'BCJ x86'],
  ['05', 'BCJ PowerPC'],
  ['06', 'BCJ Itanium'],
  ['07', 'BCJ ARM'],
  ['08', 'BCJ ARM Thumb'],
  ['09', 'BCJ SPARC'],
  ['0a', 'BCJ ARM64'],
  ['0b', 'BCJ RISC-V'],
  ['21', 'LZMA2'],
  ['030101', 'LZMA'],
  ['03030103', 'BCJ x86'],
  ['0303011b', 'BCJ2'],
  ['03030205', 'BCJ PowerPC'],
  ['03030401', 'BCJ Itanium'],
  ['03030501', 'BCJ ARM'],
  ['03030701', 'BCJ ARM Thumb'],
  ['03030805', 'BCJ SPARC'],
  ['030401', 'PPMd'],
  ['040108', 'Deflate'],
  ['040109', 'Deflate64'],
  ['040202', 'bzip2'],
  ['04f71101', 'Zstandard'],
  ['04f71102', 'Brotli'],
  ['04f71104', 'LZ4'],
  ['06f10701', 'AES-256'],
]);

/** Filters by id, those of old archives too, and the number the decoder knows them by. */
export const FILTERS: ReadonlyMap<string, number> = new Map([
  ['03', 3],
  ['04', 4],
  ['03030103', 4],
  ['05', 5],
  ['03030205', 5],
  ['06', 6],
  ['03030401', 6],
  ['07', 7],
  ['03030501', 7],
  ['08', 8],
  ['03030701', 8],
  ['09', 9],
  ['03030805', 9],
  ['0a', 10],
  ['0b', 11],
]);

export const AES = '06f10701';
export const BCJ2 = '0303011b';

export function coderName(id: string): string {
  return NAMES.get(id) ?? `method ${id}`;
}
