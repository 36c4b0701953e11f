import { data, prose } from '../../report/prose.ts';
import { u16, u32, u8 } from '../../source/little-endian.ts';
import { isOutside } from '../tensorflow/outside.ts';
import type { File } from './file.ts';
import type { GlobalHeap } from './global-heap.ts';
import { LocalHeap } from './local-heap.ts';
import type { Message } from './messages.ts';

/** Files whose bytes are an array (IV.A.2.h): tells each, and gives how many there are. */
export async function readExternal(file: File, { data: bytes, at }: Message, path: string): Promise<number> {
  const { lengthSize: l } = file;
  const used = u16(bytes, 6);
  const address = file.address(bytes, 8);
  const heap = address === null ? null : await LocalHeap.at(file, address);
  const slots = 8 + file.offsetSize;
  if (slots + used * 3 * l > bytes.length || heap === null) file.wrong(at, bytes.length, 'list of external files');
  for (let i = 0; i < used && slots + (i + 1) * 3 * l <= bytes.length; i += 1) {
    const slot = slots + i * 3 * l;
    const name = heap?.text(file.length(bytes, slot));
    const [from, length] = [file.length(bytes, slot + l), file.length(bytes, slot + 2 * l)];
    file.odd.state({
      code: 'storage',
      offset: name?.at ?? at + slot,
      length: name?.length ?? 3 * l,
      subject: name?.text ?? '',
      what: prose`The array ${data(path, 120)} is what stands in the file ${data(name?.text ?? '', 200)} from byte ${from}${length >= 2 ** 63 ? '' : `, ${length.toString()} bytes`}.`,
    });
  }
  heap?.close();
  return used;
}

/** Arrays of this and of other files that one is put together of (III.F). */
export async function readVirtual(
  file: File,
  heap: GlobalHeap,
  reference: Uint8Array,
  at: number,
  path: string,
): Promise<void> {
  const place = await heap.object(reference, 0, at);
  if (place === null) return;
  const bytes = await file.peek(place.at, place.length);
  file.check(bytes, place.at - file.base, 'list of a virtual array');
  const version = u8(bytes, 0);
  const count = file.length(bytes, 1);
  const seen = new Set<string>();
  const names: [string, string][] = [];
  let next: number | null = 1 + file.lengthSize;
  for (let i = 0; i < count && next !== null && next < bytes.length - 4; i += 1) {
    const flags: number = version === 0 ? 0 : u8(bytes, next++);
    const source = nameAt(file, bytes, next, flags & 1, (flags & 4) !== 0 ? '.' : null, (n) => names[n]?.[0]);
    const array = nameAt(file, bytes, source.next, flags & 2, null, (n) => names[n]?.[1]);
    names.push([source.text, array.text]);
    if (!seen.has(source.text)) stateSource(file, place.at + next, source, array.text, path);
    seen.add(source.text);
    next = afterSelection(bytes, array.next);
    if (next !== null) next = afterSelection(bytes, next);
  }
  if (version > 1 || next === null) file.wrong(place.at, place.length, 'list of a virtual array');
}

interface Name {
  readonly text: string;
  readonly next: number;
}

const UTF8 = new TextDecoder();

/** A text, or the number of an entry that has the same one. */
function nameAt(
  file: File,
  bytes: Uint8Array,
  at: number,
  isShared: number,
  implied: string | null,
  of: (entry: number) => string | undefined,
): Name {
  if (implied !== null) return { text: implied, next: at };
  if (isShared !== 0) return { text: of(file.length(bytes, at)) ?? '', next: at + file.lengthSize };
  const zero = bytes.indexOf(0, at);
  const end = zero < 0 ? bytes.length : zero;
  return { text: UTF8.decode(bytes.subarray(at, end)), next: end + 1 };
}

/** A dot is the file itself. */
function stateSource(file: File, offset: number, { text, next }: Name, array: string, path: string): void {
  if (text === '.') return;
  file.odd.state({
    code: isOutside(text) ? 'virtual-outside' : 'virtual',
    offset,
    length: Math.max(1, Math.min(text.length, next)),
    subject: text,
    what: prose`The array ${data(path, 120)} is put together of ${data(array, 120)} in the file ${data(text, 200)}.`,
  });
}

const [POINTS, HYPERSLABS] = [1, 2];

/** Behind a selection as it is written (VIII.B); null for one of a kind nobody knows. */
function afterSelection(bytes: Uint8Array, at: number): number | null {
  const [type, version] = [u32(bytes, at), u32(bytes, at + 4)];
  if (type === 0 || type === 3) return at + 16;
  if (type > 3) return null;
  if (version === 1) return at + 16 + u32(bytes, at + 12);
  if (type === POINTS && version === 2) {
    const width = u8(bytes, at + 8);
    return at + 13 + width + u32(bytes, at + 13) * u32(bytes, at + 9) * width;
  }
  if (type !== HYPERSLABS) return null;
  if (version === 2) return at + 13 + u32(bytes, at + 9);
  const [flags, width, rank] = [u8(bytes, at + 8), u8(bytes, at + 9), u32(bytes, at + 10)];
  if (version !== 3) return null;
  return (flags & 1) !== 0 ? at + 14 + 4 * rank * width : at + 14 + width + u32(bytes, at + 14) * 2 * rank * width;
}
