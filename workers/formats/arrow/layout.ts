import type { Scope } from '../../analyse/scope.ts';
import type { Walked } from '../../lang/flatbuffers/walk.ts';
import { prose } from '../../report/prose.ts';
import type { ByteKind, Range } from '../../report/schema.ts';
import { RangeSet } from '../../source/range-set.ts';
import { isAllZero } from '../../source/zeros.ts';
import type { Oddities } from '../oddities.ts';
import type { ArrowCode } from './codes.ts';

/** Zeros that align what follows: at most to 64 bytes. */
const MAX_PADDING = 63;

/** Claims the tables of a message at `base`, and tells what lies where nothing can. */
export async function claimTables(
  scope: Scope,
  odd: Oddities<ArrowCode>,
  walked: Walked,
  base: number,
  length: number,
): Promise<void> {
  for (const { code, offset, length: size, what } of walked.faults) {
    const said = prose`In a message of Arrow ${what}.`;
    if (code === 'bounds') odd.state({ code, offset: base + offset, length: size, what: said });
    else scope.problem(code === 'limit' ? 'limit' : 'unsupported', base + offset, size, said);
  }
  const covered = new RangeSet();
  const seen = new Set<string>();
  for (const { offset, length: size, isShared } of walked.pieces) {
    const key = `${offset.toString()}:${size.toString()}`;
    // Two offsets may lead to one text or vector.
    if (seen.has(key)) continue;
    seen.add(key);
    if (covered.add(offset, size).length > 0 && !isShared)
      odd.state({
        code: 'overlap',
        offset: base + offset,
        length: size,
        what: prose`Two parts of a message share bytes.`,
      });
  }
  for (const gap of covered.gaps(length))
    if (await isPadding(scope, base + gap.offset, gap.length)) covered.add(gap.offset, gap.length);
  for (const { offset, length: size } of covered.ranges())
    scope.claim({ offset: base + offset, length: size }, 'structure', 'message');
}

/** Claims the parts of a body at `base`, each with the zeros behind it. `said` is how long the body should be, `length` how much there is. */
export async function claimBody(
  scope: Scope,
  odd: Oddities<ArrowCode>,
  parts: readonly Range[],
  base: number,
  { said, length }: { readonly said: number; readonly length: number },
  kind: ByteKind,
): Promise<void> {
  const sorted = parts.filter((part) => part.length > 0).sort((a, b) => a.offset - b.offset);
  let [from, end] = [0, 0];
  const close = (): void => {
    if (end > from) scope.claim({ offset: base + from, length: end - from }, kind, 'values');
  };
  for (const part of [...sorted, { offset: length, length: 0 }]) {
    const stop = part.offset + part.length;
    if (stop > said)
      odd.state({
        code: 'bounds',
        offset: base,
        length,
        what: prose`Values are said to end at byte ${stop} of ${said}.`,
      });
    if (part.offset < end && part.length > 0) {
      const what = prose`Two columns share bytes.`;
      odd.state({ code: 'overlap', offset: base + part.offset, length: Math.min(stop, end) - part.offset, what });
    }
    if (part.offset >= length && part.length > 0) continue;
    const isNext = part.offset <= end || (await isPadding(scope, base + end, part.offset - end));
    if (!isNext) {
      close();
      from = part.offset;
      end = part.offset;
    }
    end = Math.max(end, Math.min(stop, length));
  }
  close();
}

async function isPadding(scope: Scope, offset: number, length: number): Promise<boolean> {
  return length <= MAX_PADDING && isAllZero(await scope.source.read(offset, length));
}
