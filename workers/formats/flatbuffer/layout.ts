import type { Scope } from '../../analyse/scope.ts';
import type { Walked } from '../../lang/flatbuffers/walk.ts';
import { prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { isAllZero } from '../../source/zeros.ts';
import type { Oddity } from '../oddities.ts';

/** Zeros that align what follows: buffers stand at multiples of sixteen. */
const MAX_PADDING = 63;

/** Bytes of tensors, and what the map calls them. */
export interface Weights extends Range {
  readonly label: string;
}

/** Tells what lies where nothing can, and claims all that was reached, and the zeros between. */
export async function claimLayout(
  scope: Scope,
  odd: { state(oddity: Oddity<'bounds' | 'overlap'>): void },
  walked: Walked,
  weights: readonly Weights[],
): Promise<void> {
  for (const { code, offset, length, what } of walked.faults) {
    const said = prose`In the model ${what}.`;
    if (code === 'bounds') odd.state({ code, offset, length, what: said });
    else scope.problem(code === 'limit' ? 'limit' : 'unsupported', offset, length, said);
  }
  for (const one of weights) scope.claim(one, 'weights', one.label);
  const pieces = [...walked.pieces].sort((a, b) => a.offset - b.offset || b.length - a.length);
  let end = 0;
  let before = { offset: -1, length: 0 };
  for (const { offset, length, isShared } of pieces) {
    // Two offsets may lead to one text, vector, table or layout.
    if (offset === before.offset && length === before.length) continue;
    if (offset < end && !isShared)
      odd.state({ code: 'overlap', offset, length, what: prose`Two parts of the model share bytes here.` });
    if (offset > end && offset - end <= MAX_PADDING && isAllZero(await scope.source.read(end, offset - end)))
      scope.claim({ offset: end, length: offset - end }, 'padding', 'alignment');
    scope.claim({ offset, length }, 'structure', 'graph');
    end = Math.max(end, offset + length);
    before = { offset, length };
  }
}
