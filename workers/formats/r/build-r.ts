/** Test only: R's serialization, big-endian, item by item. */
export type Bytes = readonly number[];

/** A name, its value, and the levels of the cell. */
export type Cell = readonly [name: string, value: Bytes, levels?: number];

export function int(value: number): number[] {
  return [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

export const NIL = int(254);
export const UNBOUND = int(252);
export const GLOBAL = int(253);

/** The text of a symbol or an element of a character vector. */
export function char(text: string): number[] {
  return [...int(0x40009), ...int(text.length), ...Array.from(text, (letter) => letter.charCodeAt(0))];
}

export const symbol = (name: string): number[] => [...int(1), ...char(name)];
export const text = (...values: readonly string[]): number[] => [
  ...int(16),
  ...int(values.length),
  ...values.flatMap(char),
];
export const numbers = (count: number): number[] => [
  ...int(13),
  ...int(count),
  ...Array.from({ length: count * 4 }, () => 7),
];
export const list = (...items: readonly Bytes[]): number[] => [...int(19), ...int(items.length), ...items.flat()];

/** Named cells, the last one's rest NULL. */
export function pairs(...cells: readonly Cell[]): number[] {
  return [
    ...cells.flatMap(([name, value, levels = 0]) => [...int(0x402 + levels * 0x1000), ...symbol(name), ...value]),
    ...NIL,
  ];
}

export function call(head: Bytes | string, ...args: readonly Bytes[]): number[] {
  const name = typeof head === 'string' ? symbol(head) : head;
  return [...int(6), ...name, ...args.flatMap((arg) => [...int(2), ...arg]), ...NIL];
}

/** A promise of the base environment. */
export const promise = (expression: Bytes, value: Bytes = UNBOUND): number[] => [...int(5), ...value, ...expression];
export const closure = (body: Bytes, scope: Bytes = GLOBAL): number[] => [...int(0x403), ...scope, ...NIL, ...body];
export const environment = (frame: Bytes): number[] => [...int(4), ...int(0), ...GLOBAL, ...frame, ...NIL, ...NIL];

/** What saveRDS writes, and save. */
export function rds(item: Bytes, version = 3): Uint8Array {
  const encoding = version === 3 ? [...int(5), 0x55, 0x54, 0x46, 0x2d, 0x38] : [];
  return Uint8Array.from([0x58, 0x0a, ...int(version), ...int(0x40202), ...int(0x30500), ...encoding, ...item]);
}

export function workspace(...cells: readonly Cell[]): Uint8Array {
  return Uint8Array.from([...Array.from('RDX3\n', (letter) => letter.charCodeAt(0)), ...rds(pairs(...cells))]);
}
