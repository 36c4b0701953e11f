import { data, prose } from '../../report/prose.ts';
import { groupName } from '../tensor-name.ts';
import type { Reading } from './read.ts';
import type { TensorInfo } from './tensors.ts';

export interface DataRange {
  readonly offset: number;
  readonly length: number;
  readonly fits: boolean;
}

/** Places every tensor behind the header, checks that they follow each other as llama.cpp expects, and claims their bytes. */
export function stateData(
  { scope, odd, layout }: Reading,
  infos: readonly TensorInfo[],
  alignment: number,
  tell: (info: TensorInfo, range: DataRange) => void,
): void {
  const { size } = scope.source;
  const base = aligned(BigInt(layout.cursor.at), alignment);
  let next = 0n;
  let end = base;
  let outside = 0;
  for (const info of infos) {
    const place = { offset: info.at, length: info.length, subject: info.name };
    const start = base + info.offset;
    const bytes = info.bytes ?? 0n;
    const stop = start + bytes;
    const fits = info.bytes !== null && stop <= BigInt(size);
    if (info.offset !== next)
      odd.state({
        code: 'tensor-offset',
        ...place,
        what: prose`Its offset is ${info.offset.toString()}, and ${next.toString()} is where the one before ends.`,
        readings: [
          { reader: 'llama.cpp', sees: ['refuses the file'] },
          { reader: 'other readers', sees: ['go by the offset'] },
        ],
      });
    if (!fits && info.bytes !== null)
      odd.state({
        code: 'out-of-bounds',
        ...place,
        what: prose`It ends at byte ${stop.toString()} of a file of ${size}.`,
      });
    if (!fits) outside += 1;
    const range = {
      offset: Number(start),
      length: fits ? Number(info.bytes) : Math.max(0, size - Number(start)),
      fits,
    };
    const shared = info.bytes === null ? [] : scope.claim(range, 'weights', groupName(info.name));
    const [first] = shared;
    if (first !== undefined)
      odd.state({
        code: 'overlap',
        offset: first.offset,
        length: first.length,
        subject: info.name,
        what: prose`${first.length} bytes belong to ${data(info.name, 120)} and to something before it alike.`,
      });
    tell(info, range);
    if (fits) next = aligned(info.offset + bytes, alignment);
    if (stop > end) end = stop;
  }
  if (outside > 0)
    scope.problem(
      'malformed',
      0,
      0,
      prose`${outside} tensors are not, or not all, in the file: it was cut short, or its header is wrong.`,
    );
  const padded = aligned(end, alignment);
  if (padded < BigInt(size))
    odd.state({
      code: 'trailing-bytes',
      offset: Number(end),
      length: size - Number(end),
      what: prose`${size - Number(end)} bytes stand behind the last tensor.`,
    });
}

function aligned(at: bigint, alignment: number): bigint {
  const step = BigInt(alignment);
  return ((at + step - 1n) / step) * step;
}
