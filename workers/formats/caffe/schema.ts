import type { Schema } from '../../lang/protobuf/walk.ts';

function all(kind: string, from: number, to: number): Record<number, string> {
  return Object.fromEntries(Array.from({ length: to - from + 1 }, (_, i) => [from + i, kind]));
}

/** Layers’ own settings: those of Caffe and, behind them, of its many relatives. */
const SETTINGS = all('known', 100, 400);

/** caffe.proto of Caffe 1.0. Settings that reach no file are passed over. */
export const CAFFE: Schema = {
  Net: { 1: 'text', 2: 'OldLayer', 3: 's', 4: 'I', 5: 'i', 6: 'known', 7: 'i', 8: 'known', 100: 'Layer' },
  Layer: {
    ...SETTINGS,
    1: 'text', 2: 'text', 3: 's', 4: 's', 5: 'F', 6: 'known', 7: 'Blob', 8: 'known', 9: 'known', 10: 'i', 11: 'I',
    100: 'Transform', 107: 'Source', 112: 'Source', 113: 'Source', 115: 'Images', 116: 'Source', 129: 'Windows', 130: 'Python',
    8266711: 'known',
  },
  OldLayer: {
    ...all('known', 7, 42),
    1: 'OldestLayer', 2: 's', 3: 's', 4: 'text', 5: 'numbers', 6: 'Blob', 11: 'Source', 13: 'Source', 14: 'Source', 15: 'Images',
    16: 'Source', 20: 'Windows', 36: 'Transform', 1001: 's', 1002: 'I',
  },
  OldestLayer: { ...all('known', 3, 1002), 1: 'text', 2: 's', 50: 'Blob' },
  Blob: {
    ...all('numbers', 1, 4),
    5: 'packed', 6: 'packed', 7: 'Shape', 8: 'packed', 9: 'packed',
    // Half precision of one relative: its type, and bytes.
    10: 'i', 11: 'i', 12: 'bytes', 13: 'i',
  },
  Shape: { 1: 'numbers' },
  Transform: { ...all('known', 1, 60), 4: 'text' },
  Source: { ...all('known', 2, 40), 1: 'text' },
  Images: { ...all('known', 2, 40), 1: 'text', 12: 'text' },
  Windows: { ...all('known', 2, 40), 1: 'text', 13: 'text' },
  Python: { 1: 'text', 2: 'text', 3: 'text', 4: 'i' },
}; // prettier-ignore

export const LAYER = { name: 1, type: 2, oldName: 4 } as const;
export const PYTHON = { module: 1, layer: 2, param: 3 } as const;
/** Old dimensions are four numbers of their own. */
export const BLOB = { old: [1, 2, 3, 4], data: 5, double: 8, shape: 7, raw: 12 } as const;
