/** What a side of a comparison is, as it stands in the address. Pure. */

/** A file by its sequence number, a folder by that of one of its files, a report somebody made by its number. */
export interface Ref {
  readonly kind: 'file' | 'folder' | 'claim';
  readonly number: number;
}

const LETTERS = { f: 'file', d: 'folder', c: 'claim' } as const;
const OF = { file: 'f', folder: 'd', claim: 'c' } as const;

export function parseRef(text: string | undefined): Ref | null {
  const [, letter, digits] = /^([fdc])(\d{1,9})$/.exec(text ?? '') ?? [];
  if (digits === undefined || (letter !== 'f' && letter !== 'd' && letter !== 'c')) return null;
  return { kind: LETTERS[letter], number: Number(digits) };
}

export function formatRef({ kind, number }: Ref): string {
  return `${OF[kind]}${number.toString()}`;
}
