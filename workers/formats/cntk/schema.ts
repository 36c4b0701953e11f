import type { Schema } from '../../lang/protobuf/walk.ts';

/** CNTK.proto of CNTK 2.7: every field it has. Numbers of arrays are told by their place. */
export const CNTK: Schema = {
  Dictionary: { 1: 'known', 2: 'Entry' },
  Entry: { 1: 'text', 2: 'Value' },
  Value: {
    1: 'known', 2: 'known', 3: 'numbers', 4: 'known', 5: 'known', 6: 'known', 7: 'known', 8: 'text', 9: 'known', 10: 'known',
    11: 'Vector', 12: 'Dictionary', 13: 'Array',
  },
  Vector: { 1: 'Value' },
  Array: { 1: 'known', 2: 'known', 3: 'known', 4: 'bytes', 5: 'bytes', 6: 'bytes', 7: 'bytes' },
}; // prettier-ignore

export const ENTRY = { key: 1 } as const;
export const VALUE = { bool: 3, text: 8 } as const;
