import type { Reader } from '../../analyse/reader.ts';
import { walk, type Visited } from '../../lang/protobuf/walk.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import { Cursor } from '../../source/cursor.ts';
import { claimWalked, type Piece } from '../pieces.ts';
import { rowMajor } from '../row-major.ts';
import { DTYPES, PADDLE, TENSOR } from './schema.ts';

const MAX_ABOUT = 1024;
const MAX_LEVELS = 64;
const MOST = 500_000;

interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
}

/** Numbers of a program of Paddle: tensors one after the other, without names; the program beside them says which is which. */
export const readPaddleTensors: Reader = async (scope) => {
  const { source } = scope;
  const cursor = new Cursor(source, 0);
  const pieces: Piece[] = [];
  let at = 0;
  let count = 0;
  let more = 0;
  for (; at < source.size && count < MOST; count += 1) {
    const tensor = await tensorAt(cursor);
    if (tensor === null || tensor.bytes > cursor.left) break;
    const content = { offset: cursor.at, length: tensor.bytes };
    const name = count.toString();
    if (scope.run.budgets.afford('tensors', 1))
      scope.state(
        rowMajor(source, { at: { offset: at, length: cursor.at - at + tensor.bytes }, name, ...tensor, content }),
      );
    else more += 1;
    pieces.push({ ...content, label: `tensor ${name}` });
    cursor.at += tensor.bytes;
    at = cursor.at;
  }
  if (more > 0) scope.problem('limit', 0, 0, prose`${more} more tensors are not listed.`);
  claimWalked(scope, pieces, at, 'tensors');
  const left = source.size - at;
  if (left > 0 && count === MOST) scope.problem('limit', at, left, prose`Only the first ${MOST} tensors were walked.`);
  else if (left > 0)
    scope.problem(
      'malformed',
      at,
      left,
      prose`The tensors break off: none stands here, or it is longer than the file.`,
    );
};

/** Version, levels of sequences, version again, and a description; the numbers follow (dense_tensor_serialize.cc). */
async function tensorAt(cursor: Cursor): Promise<Tensor | null> {
  const version = await cursor.u32();
  const levels = Number((await cursor.u64()) ?? -1n);
  if (version !== 0 || levels < 0 || levels > MAX_LEVELS) return null;
  for (let i = 0; i < levels; i += 1) {
    const length = Number((await cursor.u64()) ?? -1n);
    if (length < 0 || length > cursor.left) return null;
    cursor.at += length;
  }
  const again = await cursor.u32();
  const length = await cursor.u32();
  if (again !== 0 || length === null || length > MAX_ABOUT || length > cursor.left) return null;
  const found: Visited[] = [];
  const walked = await walk(cursor.source.slice(cursor.at, length), PADDLE, 'Tensor', (visited) => found.push(visited));
  cursor.at += length;
  const [about] = found;
  return walked.end === 'done' && about !== undefined ? described(about) : null;
}

function described({ numbers }: Visited): Tensor | null {
  const [dtype, size] = DTYPES.get(numbers.get(TENSOR.type)?.at(-1) ?? -1) ?? ['', 0];
  const shape = numbers.get(TENSOR.dims) ?? [];
  const bytes = shape.reduce((all, one) => all * one, size);
  return size === 0 || shape.length > LIMITS.dimensions || !Number.isSafeInteger(bytes)
    ? null
    : { dtype, shape, bytes };
}
