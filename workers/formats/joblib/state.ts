import type { Scope } from '../../analyse/scope.ts';
import type { PickleFact } from '../../facts.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { stridesOf } from '../numpy/dtype.ts';
import type { PickleRun } from '../pickle/read.ts';
import type { Ref } from '../pickle/value.ts';
import { tensorNames } from '../torch/tensor-names.ts';
import type { InlineArray } from './array-reader.ts';

type Joblib = NonNullable<PickleRun['joblib']>;

/** Claims what lies between the opcodes: arrays are weights, object arrays programs of their own. Call before the program is claimed. */
export function claimInline(scope: Scope, { arrays, pickles, lostAt }: Joblib): void {
  for (const { offset, data, length } of arrays) {
    scope.claim({ offset, length: data - offset }, 'padding', 'array alignment');
    scope.claim({ offset: data, length }, 'weights', 'array');
  }
  for (const { offset, run } of pickles)
    scope.claim({ offset, length: Math.max(0, run.end - offset) }, 'program', 'pickle of an object array');
  if (lostAt !== null) scope.lostAt = Math.min(scope.lostAt ?? lostAt, lostAt);
}

/** States how joblib reads the program, and its arrays as tensors. `inner` are the ids of its object arrays' programs. */
export function stateJoblib(scope: Scope, fact: PickleFact, joblib: Joblib, inner: readonly number[]): void {
  const { source } = fact;
  const begins = [...joblib.arrays, ...joblib.pickles].map(({ offset }) => offset);
  const { plain } = joblib;
  scope.state({
    kind: 'joblib',
    at: fact.at,
    pickle: fact.id,
    inner,
    arrays: joblib.arrays.length,
    first: begins.length === 0 ? null : begins.reduce((least, offset) => Math.min(least, offset)),
    plain: plain.kind === 'stop' ? null : { offset: plain.offset, code: plain.code },
    notes: joblib.notes.map(({ code, offset, length, what }) => ({ code, at: placeIn(source, offset, length), what })),
  });
  stateArrays(scope, fact, joblib);
}

function stateArrays(scope: Scope, { source }: PickleFact, { trace, arrays }: Joblib): void {
  const refs = new Map(arrays.map((array): [Ref, InlineArray] => [trace.event(array.event).result, array]));
  const { names, complete } = tensorNames(trace, { tensors: refs, aliases: new Map() });
  let more = 0;
  for (const [ref, array] of refs) {
    if (!scope.run.budgets.afford('tensors', 1)) more += 1;
    else {
      const { offset, data, length, type, shape, fortran } = array;
      const name = names.get(ref);
      scope.state({
        kind: 'tensor',
        at: placeIn(source, offset, data - offset + length),
        name: name === undefined ? `(unnamed, at 0x${data.toString(16)})` : name === '' ? source.name : name,
        dtype: type.name,
        shape,
        strides: stridesOf(shape, fortran),
        storage: {
          key: `0x${data.toString(16)}`,
          bytes: length,
          record: source.locate(data, length)?.[0] ?? null,
          inner: { path: source.path, offset: data },
        },
        bytes: length,
        problem: null,
      });
    }
  }
  if (more > 0)
    scope.problem('limit', 0, source.size, prose`Only the first ${LIMITS.tensors} tensors are listed and checked.`);
  if (!complete)
    scope.problem(
      'limit',
      0,
      source.size,
      prose`Not every array has a name: the object is too deep or too large to walk.`,
    );
}
