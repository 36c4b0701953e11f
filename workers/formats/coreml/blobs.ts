import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { prose } from '../../report/prose.ts';
import { startsWith, u32, u64 } from '../../source/little-endian.ts';
import { isAllZero } from '../../source/zeros.ts';
import { rowMajor } from '../row-major.ts';
import { Oddities } from '../oddities.ts';
import type { CoremlCode } from './codes.ts';
import { SENTINEL } from './start.ts';

const HEAD = 64;
const ALIGNMENT = 64;
/** BlobDataType (MILBlob, BlobDataType.hpp): name, and bits of an element. */
const DTYPES: ReadonlyMap<number, readonly [name: string, bits: number]> = new Map([
  [1, ['float16', 16]],
  [2, ['float32', 32]],
  [3, ['uint8', 8]],
  [4, ['int8', 8]],
  [5, ['bfloat16', 16]],
  [6, ['int16', 16]],
  [7, ['uint16', 16]],
  [8, ['int4', 4]],
  [9, ['uint1', 1]],
  [10, ['uint2', 2]],
  [11, ['uint4', 4]],
  [12, ['uint3', 3]],
  [13, ['uint6', 6]],
  [14, ['int32', 32]],
  [15, ['uint32', 32]],
  [16, ['float8_e4m3fn', 8]],
  [17, ['float8_e5m2', 8]],
]);

/** The numbers of a package of Core ML: a head, then for each blob what it is and its bytes. */
export const readBlobs: Reader = async (scope) => {
  const { source } = scope;
  const odd = new Oddities<CoremlCode>(scope, 'coreml');
  const count = u32(await source.read(0, HEAD), 0);
  scope.claim({ offset: 0, length: HEAD }, 'structure', 'head');
  let at = HEAD;
  let done = 0;
  for (; done < count && scope.run.budgets.afford('tensors', 1); done += 1) {
    const head = await source.read(at, HEAD);
    if (head.length < HEAD || !startsWith(head, SENTINEL)) break;
    scope.claim({ offset: at, length: HEAD }, 'structure', 'heads of blobs');
    const [bytes, offset] = [u64(head, 8), u64(head, 16)];
    if (offset < at + HEAD || offset + bytes > source.size) {
      const what = prose`A blob of ${bytes} bytes is said to be at byte ${offset} of ${source.size}.`;
      odd.state({ code: 'bounds', offset: at, length: HEAD, what });
      break;
    }
    stateBlob(scope, at, u32(head, 4), offset, bytes);
    await claimPadding(scope, at + HEAD, offset);
    at = Math.ceil((offset + bytes) / ALIGNMENT) * ALIGNMENT;
    await claimPadding(scope, offset + bytes, Math.min(at, source.size));
  }
  odd.close();
  const left = Math.max(0, source.size - at);
  if (scope.run.budgets.left('tensors') === 0 && done < count)
    scope.problem('limit', at, left, prose`${count - done} more blobs are not listed.`);
  else if (done < count)
    scope.problem('malformed', Math.min(at, source.size), left, prose`Blob ${done} of ${count} is not here.`);
};

function stateBlob(scope: Scope, at: number, type: number, offset: number, bytes: number): void {
  const { source } = scope;
  const [dtype, bits] = DTYPES.get(type) ?? [`type ${type.toString()}`, 8];
  scope.claim({ offset, length: bytes }, 'weights', 'blobs');
  scope.state(
    rowMajor(source, {
      at: { offset: at, length: HEAD },
      name: `blob at 0x${at.toString(16)}`,
      dtype,
      shape: [Math.floor((bytes * 8) / bits)],
      bytes,
      content: { offset, length: bytes },
    }),
  );
}

/** Zeros up to the next place that is a multiple of sixty-four. */
async function claimPadding(scope: Scope, from: number, to: number): Promise<void> {
  const length = to - from;
  if (length > 0 && length < ALIGNMENT && isAllZero(await scope.source.read(from, length)))
    scope.claim({ offset: from, length }, 'padding', 'alignment');
}
