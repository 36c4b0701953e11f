import type { Scope } from '../../analyse/scope.ts';
import type { Table } from '../../lang/flatbuffers/walk.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { rowMajor } from '../row-major.ts';
import type { FlatbufferCode } from '../flatbuffer/codes.ts';
import type { View } from '../flatbuffer/view.ts';
import type { Oddities } from '../oddities.ts';
import { DTYPES } from './schema.ts';

/** A tensor as a table describes it, and where its numbers may be: null in another file. */
export interface Described {
  readonly table: Table;
  readonly name: string;
  readonly type: number;
  /** Slot of its sizes. */
  readonly sizes: number;
  readonly room: Range | null;
  /** Where they do not lie one after the other. */
  readonly strides?: readonly number[];
}

/** States a tensor whose numbers are in the file or in one beside it; those that need more room than there is are told. */
export async function stateTensor(
  scope: Scope,
  odd: Oddities<FlatbufferCode>,
  view: View,
  { table, name, type, sizes, room, strides }: Described,
): Promise<Range | null> {
  const { at, length } = table;
  const [dtype, each] = DTYPES.get(type) ?? [`type ${type.toString()}`, 0];
  const { list: shape, length: dimensions } = await view.numbers(table, sizes, LIMITS.dimensions);
  const bytes = shape.reduce((all, one) => all * one, 1) * each;
  // A tensor may go over the same numbers again, so that it has more than its place.
  const last = strides?.reduce((all, step, i) => all + step * Math.max(0, (shape[i] ?? 1) - 1), 1);
  const span = last === undefined || bytes === 0 ? bytes : last * each;
  const isOdd = [...shape, ...(strides ?? [])].some((one) => one < 0) || bytes >= 2 ** 63;
  const place = { offset: at, length, subject: name };
  if (dimensions > shape.length)
    scope.problem('limit', at, length, prose`Only ${LIMITS.dimensions} dimensions of a tensor were read.`);
  const needs = prose`The tensor ${data(name, 120)} needs ${span} bytes, and its place has ${room?.length ?? 0}.`;
  const isLong = room !== null && span > room.length;
  if (isOdd)
    odd.state({ code: 'size', ...place, what: prose`The tensor ${data(name, 120)} has a size that cannot be.` });
  else if (isLong) odd.state({ code: 'bounds', ...place, what: needs });
  const content = room === null || isOdd || isLong ? null : { offset: room.offset, length: span };
  if (!scope.run.budgets.afford('tensors', 1)) return content;
  const fact = rowMajor(scope.source, {
    at: { offset: at, length },
    name,
    dtype,
    shape,
    bytes,
    content,
    file: room === null ? 'another file' : null,
    misfit: isLong ? needs : null,
  });
  scope.state(strides === undefined ? fact : { ...fact, strides });
  return content;
}

/** Says how many tensors were not listed, when there were too many. Call once, with how many there are. */
export function stateMore(scope: Scope, tensors: number): void {
  if (scope.run.budgets.left('tensors') === 0 && tensors > 0)
    scope.problem('limit', 0, scope.source.size, prose`Not all of the ${tensors} tensors are listed.`);
}
