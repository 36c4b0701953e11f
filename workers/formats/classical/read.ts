import { carvePassed } from '../../analyse/carve.ts';
import type { Inspect, Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import type { FormatKey } from '../../identify/formats.ts';
import { data, prose } from '../../report/prose.ts';
import { Cursor } from '../../source/cursor.ts';
import { rowMajor } from '../row-major.ts';
import { walkCrfsuite } from './crfsuite.ts';
import { walkFaiss } from './faiss.ts';
import { walkFasttext } from './fasttext.ts';
import { walkMxnet } from './mxnet.ts';
import { skip } from './parts.ts';
import { walkUbjson } from './ubjson.ts';
import { walkWord2vec } from './word2vec.ts';
import { walkXgboostOld } from './xgboost-old.ts';

/** Numbers of a model, and where they stand. */
export interface Matrix {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly length: number;
}

/** Why a walk stopped: what breaks off, unless it says something else. */
export type Stop =
  | string
  | {
      readonly kind: 'limit' | 'unsupported';
      readonly what: string;
      /** Text from the file, at the end. */
      readonly data?: string;
    };

/** Steps over a model. Answers why it stopped, null when the model is whole; the cursor stands behind what was understood. */
export type Walker = (cursor: Cursor, matrices: Matrix[]) => Promise<Stop | null>;

/** Models of other libraries: numbers and names, from the first part to the last. */
function readAs(format: FormatKey, walk: Walker, isLittleEndian = true): Reader {
  return async (scope, _probe, inspect) => {
    const { source } = scope;
    const cursor = new Cursor(source, 0, isLittleEndian);
    const matrices: Matrix[] = [];
    const stop = await walk(cursor, matrices);
    const end = Math.min(cursor.at, source.size);
    if (stop !== null) {
      const {
        kind,
        what,
        data: text = '',
      } = typeof stop === 'string' ? { kind: 'malformed' as const, what: stop } : stop;
      scope.problem(kind, end, source.size - end, text === '' ? [what] : [what, data(text)]);
    }
    let from = 0;
    for (const { offset, length, name } of matrices) {
      await claimRest(scope, from, offset, format, inspect);
      scope.claim({ offset, length }, 'weights', name);
      from = offset + length;
    }
    await claimRest(scope, from, end, format, inspect);
    state(scope, matrices);
  };
}

/** Names, texts and small numbers, which were stepped over. */
async function claimRest(scope: Scope, from: number, to: number, format: FormatKey, inspect: Inspect): Promise<void> {
  if (to <= from) return;
  await carvePassed(scope, { offset: from, length: to - from }, [format], inspect);
  scope.claim({ offset: from, length: to - from }, 'structure', 'model');
}

function state(scope: Scope, matrices: readonly Matrix[]): void {
  const { source } = scope;
  const listed = scope.run.budgets.take('tensors', matrices.length);
  for (const { name, dtype, shape, offset, length } of matrices.slice(0, listed))
    scope.state(
      rowMajor(source, { at: { offset, length }, name, dtype, shape, bytes: length, content: { offset, length } }),
    );
  if (listed < matrices.length)
    scope.problem('limit', 0, source.size, prose`${matrices.length - listed} more tensors are not listed.`);
}

const xgboost: Walker = async (cursor) => {
  const end = await walkUbjson(cursor);
  if (end === 'limit') return { kind: 'limit', what: 'Only the first values of the model were walked.' };
  return end === 'done' ? null : 'The model breaks off: no value stands here.';
};

/** A frame around tables that are passed by (catboost/libs/model/model.cpp); parts that some models have behind it are not known. */
const catboost: Walker = async (cursor) => {
  await cursor.u32();
  const length = await cursor.u32();
  return length !== null && skip(cursor, length) ? null : 'The model breaks off.';
};

export const CLASSICAL_READERS: readonly { readonly formats: readonly FormatKey[]; readonly reader: Reader }[] = [
  { formats: ['xgboost'], reader: readAs('xgboost', xgboost, false) },
  { formats: ['xgboost-old'], reader: readAs('xgboost-old', walkXgboostOld) },
  { formats: ['catboost'], reader: readAs('catboost', catboost) },
  { formats: ['faiss'], reader: readAs('faiss', walkFaiss) },
  { formats: ['fasttext'], reader: readAs('fasttext', walkFasttext) },
  { formats: ['crfsuite'], reader: readAs('crfsuite', walkCrfsuite) },
  { formats: ['word2vec'], reader: readAs('word2vec', walkWord2vec) },
  { formats: ['mxnet'], reader: readAs('mxnet', walkMxnet) },
];
