import { carvePassed } from '../../analyse/carve.ts';
import type { Reader } from '../../analyse/reader.ts';
import { prose } from '../../report/prose.ts';
import { Cursor } from '../../source/cursor.ts';
import { claimWalked } from '../pieces.ts';
import { NumberList } from './numbers.ts';
import { mat4Start } from './start.ts';

const TYPES: readonly (readonly [dtype: string, bytes: number])[] = [
  ['float64', 8],
  ['float32', 4],
  ['int32', 4],
  ['int16', 2],
  ['uint16', 2],
  ['uint8', 1],
];
const HEADER = 20;
const MOST = 1_000_000;

/** MAT-files of level 4: one matrix after the other, each with a header of five numbers and its name. */
export const readMat4: Reader = async (scope, { head }, inspect) => {
  const start = mat4Start(head);
  if (start === null) return;
  const { source } = scope;
  const cursor = new Cursor(source, 0, start.littleEndian);
  const numbers = new NumberList(scope);
  let at = 0;
  let count = 0;
  for (; at < source.size && count < MOST; count += 1) {
    const view = await cursor.view(HEADER);
    if (view === null) break;
    const [type = -1, rows = 0, columns = 0, imaginary = 0, length = 0] = [0, 4, 8, 12, 16].map((word) =>
      view.getInt32(word, start.littleEndian),
    );
    const [dtype, size] = TYPES[Math.floor((type % 1000) / 10)] ?? ['', 0];
    const parts = imaginary === 0 ? [''] : ['', '.imaginary'];
    const needed = rows * columns * size;
    const isThere = type >= 0 && size > 0 && rows >= 0 && columns >= 0 && length > 0 && length <= 4096;
    if (!isThere || cursor.left < length + needed * parts.length) break;
    const name = LATIN1.decode((await cursor.bytes(length)) ?? new Uint8Array(0)).replace(/\0.*$/s, '');
    for (const part of parts) {
      numbers.add({
        name: name + part,
        dtype: start.littleEndian || size === 1 ? dtype : `>${dtype}`,
        size,
        shape: [rows, columns],
        offset: cursor.at,
        length: needed,
      });
      cursor.at += needed;
    }
    at = cursor.at;
  }
  numbers.close();
  await carvePassed(scope, { offset: 0, length: at }, ['mat4'], inspect);
  claimWalked(scope, numbers.pieces, at, 'variables');
  const left = source.size - at;
  if (left > 0 && count === MOST) scope.problem('limit', at, left, prose`Only the first ${MOST} matrices were walked.`);
  else if (left > 0) scope.problem('malformed', at, left, prose`The file breaks off: no matrix stands here.`);
};

const LATIN1 = new TextDecoder('latin1');
