/** Compression methods (APPNOTE 4.4.5). Loaders of models know `stored` and `deflated`; zipfile also bzip2 and LZMA. */
const METHODS: Readonly<Record<number, string>> = {
  0: 'stored',
  1: 'shrunk',
  6: 'imploded',
  8: 'deflated',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  96: 'JPEG',
  97: 'WavPack',
  98: 'PPMd',
  99: 'AES encrypted',
};

export function methodName(method: number): string {
  return METHODS[method] ?? 'unknown';
}
