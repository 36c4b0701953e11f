import { type File } from './file.ts';

/** A list of free room in the file or a heap (III.H): claimed, and checked; what is free is found by what nobody refers to. */
export async function walkFreeSpace(file: File, address: number): Promise<void> {
  const { offsetSize: o, lengthSize: l } = file;
  const length = 6 + 4 * l + 8 + l + o + 2 * l + 4;
  const head = await file.take(address, length, 'FSHD', 'list of free room');
  if (head === null) return;
  const sections = file.address(head, 14 + 5 * l);
  const [used, size] = [file.length(head, 14 + 5 * l + o), file.length(head, 14 + 6 * l + o)];
  if (sections === null || size === 0) return;
  const bytes = await file.take(sections, size, 'FSSE', 'list of free room', false);
  if (bytes === null) return;
  if (used <= size) file.check(bytes.subarray(0, used), sections, 'list of free room');
}
