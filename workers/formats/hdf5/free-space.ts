import { type File } from './file.ts';

/** A list of free room in the file or a heap (III.H): claimed, and checked; what is free is found by what nobody refers to. */
export async function walkFreeSpace(file: File, address: number): Promise<void> {
  const { offsetSize: o, lengthSize: l } = file;
  if (!file.enter(address, 'list of free room')) return;
  const length = 6 + 4 * l + 8 + l + o + 2 * l + 4;
  const head = await file.signed(address, length, 'FSHD', 'list of free room');
  if (head === null) return;
  file.claim(address, length, 'free room');
  file.check(head, address, 'list of free room');
  const sections = file.address(head, 14 + 5 * l);
  const [used, size] = [file.length(head, 14 + 5 * l + o), file.length(head, 14 + 6 * l + o)];
  if (sections === null || size === 0) return;
  const bytes = await file.signed(sections, Math.max(4, size), 'FSSE', 'list of free room');
  if (bytes === null) return;
  file.claim(sections, size, 'free room');
  if (used <= size) file.check(bytes.subarray(0, used), sections, 'list of free room');
}
