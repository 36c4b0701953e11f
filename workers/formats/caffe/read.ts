import { carvePassed } from '../../analyse/carve.ts';
import type { Reader } from '../../analyse/reader.ts';
import { type Visited, walk } from '../../lang/protobuf/walk.ts';
import { data, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { Oddities } from '../oddities.ts';
import { claimWalked, type Piece } from '../pieces.ts';
import { rowMajor } from '../row-major.ts';
import { isOutside } from '../tensorflow/outside.ts';
import { groupName } from '../tensor-name.ts';
import { stateEnd } from '../walk-end.ts';
import type { CaffeCode } from './codes.ts';
import { BLOB, CAFFE, LAYER, PYTHON } from './schema.ts';

interface Blob {
  readonly shape: readonly number[];
  readonly content: Range;
  readonly size: number;
}

/** Messages that hold paths: a field each. */
const PATHS: Readonly<Record<string, readonly number[]>> = {
  Transform: [4],
  Source: [1],
  Images: [1, 12],
  Windows: [1, 13],
};

/** Weights of Caffe: every layer with its numbers. Loaders make layers of the text beside them, not of these. */
export const readCaffe: Reader = async (scope, _probe, inspect) => {
  const { source, run } = scope;
  const odd = new Oddities<CaffeCode>(scope, 'caffe');
  const pieces: Piece[] = [];
  let blobs: Blob[] = [];
  let shape: readonly number[] = [];
  let more = 0;
  const layer = ({ texts }: Visited, field: number): void => {
    const name = texts.get(field)?.text ?? '';
    for (const [i, { content, size, ...blob }] of blobs.entries()) {
      pieces.push({ ...content, label: groupName(name) });
      if (!run.budgets.afford('tensors', 1)) {
        more += 1;
        continue;
      }
      const bytes = blob.shape.reduce((all, one) => all * one, size);
      const misfit =
        bytes === content.length ? null : prose`Its shape needs ${bytes} bytes, and ${content.length} are there.`;
      const fact = rowMajor(source, {
        at: content,
        name: `${name}.${i.toString()}`,
        dtype: DTYPES[size] ?? '',
        shape: blob.shape,
        bytes,
        content,
      });
      scope.state(misfit === null ? fact : { ...fact, problem: { code: 'size-differs', what: misfit } });
    }
    blobs = [];
  };
  const visit = (visited: Visited): void => {
    const { message, at, length, texts, numbers, bytes } = visited;
    if (message === 'Shape') shape = numbers.get(1) ?? [];
    if (message === 'Blob') {
      const old = BLOB.old.map((one) => numbers.get(one)?.at(-1) ?? 1);
      for (const [field, size] of [
        [BLOB.data, 4],
        [BLOB.double, 8],
        [BLOB.raw, 2],
      ] as const) {
        const content = bytes.get(field);
        if (content !== undefined && content.length > 0)
          blobs.push({ shape: shape.length === 0 ? old : shape, content, size });
      }
      shape = [];
    }
    if (message === 'Python') {
      const [module, name, param] = [PYTHON.module, PYTHON.layer, PYTHON.param].map(
        (one) => texts.get(one)?.text ?? '',
      );
      const what = prose`A layer was the class ${data(`${module ?? ''}.${name ?? ''}`, 200)}, given ${data(param ?? '', 200)}.`;
      odd.state({ code: 'weights', offset: at, length, subject: module ?? '', what });
    }
    for (const field of PATHS[message] ?? []) {
      const path = texts.get(field);
      if (path !== undefined && isOutside(path.text))
        odd.state({
          code: 'outside',
          offset: path.at,
          length: path.length,
          subject: path.text,
          what: prose`A layer has the path ${data(path.text, 200)}.`,
        });
    }
    if (message === 'Layer') layer(visited, LAYER.name);
    if (message === 'OldLayer') layer(visited, LAYER.oldName);
    if (message === 'OldestLayer') layer(visited, LAYER.name);
  };
  const walked = await walk(source, CAFFE, 'Net', visit, (offset, length) =>
    pieces.push({ offset, length, label: null }),
  );
  odd.close();
  if (more > 0) scope.problem('limit', 0, 0, prose`${more} more tensors are not listed.`);
  await searchBetween(pieces, walked.at, (range) => carvePassed(scope, range, ['caffe'], inspect));
  claimWalked(scope, pieces, walked.at, 'network');
  stateEnd(scope, walked);
};

const DTYPES: Readonly<Record<number, string>> = { 2: 'float16', 4: 'float32', 8: 'float64' };

/** What lies between numbers: names, and settings that are passed over. */
async function searchBetween(
  pieces: readonly Piece[],
  end: number,
  search: (range: Range) => Promise<void>,
): Promise<void> {
  let from = 0;
  for (const { offset, length } of [...pieces.toSorted((a, b) => a.offset - b.offset), { offset: end, length: 0 }]) {
    if (offset > from) await search({ offset: from, length: offset - from });
    from = Math.max(from, offset + length);
  }
}
