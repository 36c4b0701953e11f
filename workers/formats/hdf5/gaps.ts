import { carvePassed } from '../../analyse/carve.ts';
import { prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { indexOfBytes } from '../../source/index-of-bytes.ts';
import { linear } from '../../source/linear.ts';
import { ascii } from '../../source/little-endian.ts';
import { isAllZero } from '../../source/zeros.ts';
import type { Contents } from './contents.ts';
import type { File } from './file.ts';
import type { GlobalHeap } from './global-heap.ts';

const GCOL = Uint8Array.from(ascii('GCOL'));
/** Bytes nobody refers to that are searched for collections of texts. */
const MOST_SEARCHED = 256 * 1024 * 1024;
/** Room between structures that is read with them. */
const SMALL = 4096;
/** Free room inside structures that looks like something and is searched. */
const MOST_CARVED = 2000;

/** Collections of texts that only numbers refer to: they stand in what nothing else refers to, and say what they are. */
export async function findTexts(file: File, heap: GlobalHeap, gaps: readonly Range[]): Promise<void> {
  let left = MOST_SEARCHED;
  for (const { offset, length } of gaps) {
    const end = offset + Math.min(length, left);
    left -= end - offset;
    for (let at: number | null = offset; at !== null && at < end;) {
      const isSmall: boolean = length <= SMALL && isAllZero(await file.peek(at, end - at));
      const hit: number | null = isSmall ? null : await indexOfBytes(file.source, GCOL, at, end);
      const size: number | null = hit === null ? null : await heap.startsAt(hit - file.base, offset + length - hit);
      if (hit !== null && size !== null) await heap.collection(hit - file.base);
      at = hit === null ? null : hit + (size ?? 4);
    }
  }
}

/** Lists of bytes among the texts may be pickles: an array of objects as PyTables keeps it. */
export async function lookAtTexts(heap: GlobalHeap, contents: Contents): Promise<void> {
  let number = 0;
  for (const { at, length } of heap.objects()) {
    number += 1;
    await contents.look(`value ${number.toString()}`, at, length);
  }
}

/** What nothing refers to: zeros are filler; the rest is searched, and told once. */
export async function explainGaps(file: File, gaps: readonly Range[]): Promise<void> {
  const { scope, inspect } = file;
  let bytes = 0;
  let first: Range | null = null;
  for (const gap of gaps) {
    if (await isZeros(file, gap)) {
      scope.claim(gap, 'padding', 'zeros');
      continue;
    }
    await carvePassed(scope, gap, [], inspect);
    scope.claim(gap, 'padding', 'not used');
    first ??= gap;
    bytes += gap.length;
  }
  if (first === null) return;
  const what = prose`${bytes} bytes of the file are not zero, and nothing in it refers to them.`;
  file.odd.state({ code: 'gap', offset: first.offset, length: first.length, what });
}

/** Line ends that version control or an editor put behind the file. */
const MAX_BLANKS = 64;

/** Behind the end that the superblock tells, blanks are nothing; all else is explained by nobody. */
export async function claimBlanks(file: File, end: number): Promise<void> {
  const length = file.source.size - end;
  if (length <= 0 || length > MAX_BLANKS) return;
  const bytes = await file.source.read(end, length);
  if (bytes.every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20))
    file.scope.claim({ offset: end, length }, 'padding', 'blanks');
}

async function isZeros(file: File, { offset, length }: Range): Promise<boolean> {
  if (length <= SMALL) return isAllZero(await file.peek(offset, length));
  for await (const chunk of linear(file.source, offset, length)) if (!isAllZero(chunk)) return false;
  return true;
}

/** Room inside structures that is not used, where it may hold the start of a program or an archive. */
export async function searchSlack(file: File): Promise<void> {
  let count = 0;
  for (const range of file.slack) {
    if (!mayHold(await file.peek(range.offset, range.length))) continue;
    count += 1;
    if (count > MOST_CARVED) {
      file.limit(range.offset, range.length, prose`Free room inside further structures was not searched.`);
      return;
    }
    await carvePassed(file.scope, range, [], file.inspect);
  }
}

/** PROTO and a version, a line, or the head of an archive or program. */
function mayHold(bytes: Uint8Array): boolean {
  for (let i = 0; i + 1 < bytes.length; i += 1) {
    const [one, two] = [bytes[i] ?? 0, bytes[i + 1] ?? 0];
    if ((one === 0x80 && two >= 2 && two <= 5) || one === 0x0a) return true;
    if ((one === 0x50 && two === 0x4b) || (one === 0x7f && two === 0x45) || (one === 0x4d && two === 0x5a)) return true;
  }
  return false;
}
