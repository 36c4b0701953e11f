import { carvePassed } from '../../analyse/carve.ts';
import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { data, prose } from '../../report/prose.ts';
import { Cursor } from '../../source/cursor.ts';
import { rowMajor } from '../row-major.ts';
import { Oddities } from '../oddities.ts';
import { itemSize } from '../torch/dtypes.ts';
import { type PackedArray, readArray } from './array.ts';
import { type Item, walk } from './walk.ts';

export type FlaxCode = 'ext-unknown' | 'array-form' | 'size-differs' | 'trailing-bytes';

/** Types flax gives meaning to (serialization.py, `_MsgpackExtType`): arrays, complex numbers, NumPy scalars. */
const NDARRAY = 1;
const COMPLEX = 2;
const SCALAR = 3;

/** Flax weights: one MessagePack value whose arrays are exts. Walks by the heads of values; arrays themselves are not read. */
export const readFlax: Reader = async (scope, _probe, inspect) => {
  const { source } = scope;
  const odd = new Oddities<FlaxCode>(scope, 'flax');
  const cursor = new Cursor(source, 0, false);
  const read = new Cursor(source, 0, false);
  const end = await walk(cursor, async (item, path) => {
    // Bytes of no meaning: they may be anything.
    if (item.kind === 'bytes')
      await carvePassed(scope, { offset: item.offset + item.head, length: item.length }, [], inspect);
    else await visit(scope, odd, read, item, path);
  });
  if (end.why !== 'end')
    scope.problem(
      end.why,
      end.at,
      source.size - end.at,
      prose`MessagePack cannot be read beyond this place: ${end.what}.`,
    );
  else if (cursor.at < source.size)
    odd.state({
      code: 'trailing-bytes',
      offset: cursor.at,
      length: source.size - cursor.at,
      what: prose`${source.size - cursor.at} bytes stand behind the value.`,
    });
  scope.claim({ offset: 0, length: end.why === 'end' ? cursor.at : end.at }, 'structure', 'MessagePack');
  odd.close();
};

async function visit(
  scope: Scope,
  odd: Oddities<FlaxCode>,
  read: Cursor,
  item: Item,
  path: readonly string[],
): Promise<void> {
  if (item.kind !== 'ext') return;
  const place = { offset: item.offset, length: item.head + item.length, subject: path.join('.') };
  if (item.code === COMPLEX) return;
  if (item.code !== NDARRAY && item.code !== SCALAR) {
    odd.state({
      code: 'ext-unknown',
      ...place,
      what: prose`An ext of type ${item.code}, to which flax gives no meaning, of ${item.length} bytes.`,
    });
    return;
  }
  read.at = item.offset + item.head;
  const array = await readArray(read, item.offset + item.head + item.length);
  if (array === null)
    odd.state({ code: 'array-form', ...place, what: prose`An array that is no list of shape, type and bytes.` });
  else stateArray(scope, odd, item, array, place.subject);
}

function stateArray(scope: Scope, odd: Oddities<FlaxCode>, item: Item, array: PackedArray, name: string): void {
  const { source } = scope;
  const { shape, offset, length } = array;
  const dtype = array.dtype.replace(/^[<>=|]/, '');
  const needed = shape.reduce((product, dimension) => product * dimension, 1) * (itemSize(dtype) ?? NaN);
  const isOther = Number.isFinite(needed) && needed !== length;
  if (isOther)
    odd.state({
      code: 'size-differs',
      offset: item.offset,
      length: item.head,
      subject: name,
      what: prose`${data(dtype, 40)} of shape [${shape.join(', ')}] needs ${needed} bytes; there are ${length}.`,
    });
  scope.claim({ offset, length }, 'weights', 'array');
  if (!scope.run.budgets.afford('tensors', 1)) return;
  scope.state(
    rowMajor(source, {
      at: { offset: item.offset, length: item.head },
      name,
      dtype,
      shape,
      bytes: length,
      content: { offset, length },
      misfit: isOther ? prose`It has ${length} bytes, and needs ${needed}.` : null,
    }),
  );
}
