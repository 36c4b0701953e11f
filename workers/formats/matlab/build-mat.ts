/** Test only: MAT-files of level 5, little-endian. */
const letters = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const int = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >> 24) & 255];

export function element(type: number, content: readonly number[]): number[] {
  const padding = type === 15 ? 0 : (8 - (content.length % 8)) % 8;
  return [...int(type), ...int(content.length), ...content, ...Array<number>(padding).fill(0)];
}

export function matrix(
  kind: number,
  name: string,
  shape: readonly number[],
  ...parts: readonly (readonly number[])[]
): number[] {
  return element(14, [
    ...element(6, [...int(kind), ...int(0)]),
    ...element(5, shape.flatMap(int)),
    ...element(1, letters(name)),
    ...parts.flat(),
  ]);
}

export const char = (name: string, text: string): number[] =>
  matrix(4, name, [1, text.length], element(16, letters(text)));

export function struct(name: string, fields: Readonly<Record<string, readonly number[]>>): number[] {
  const names = Object.keys(fields).flatMap((key) => letters(key.padEnd(16, '\0')));
  return matrix(2, name, [1, 1], element(5, int(16)), element(1, names), ...Object.values(fields));
}

export function handle(name: string, about: Readonly<Record<string, string>>): number[] {
  const described = Object.fromEntries(Object.entries(about).map(([key, text]) => [key, char('', text)]));
  return matrix(
    16,
    name,
    [1, 1],
    struct('', { matlabroot: char('', '/opt/m'), function_handle: struct('', described) }),
  );
}

export const opaque = (name: string, system: string, owner: string, content: readonly number[]): number[] =>
  element(14, [
    ...element(6, [...int(17), ...int(0)]),
    ...[name, system, owner].flatMap((text) => element(1, letters(text))),
    ...content,
  ]);

export const bytes = (name: string, content: readonly number[]): number[] =>
  matrix(9, name, [1, content.length], element(2, content));

export function mat(...elements: readonly (readonly number[])[]): number[] {
  return [
    ...letters('MATLAB 5.0 MAT-file'.padEnd(116)),
    ...Array<number>(8).fill(0),
    0,
    1,
    ...letters('IM'),
    ...elements.flat(),
  ];
}
