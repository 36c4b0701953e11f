import type { Program } from '../rules/rule.ts';
import { fixed, type Placed } from './rows.ts';
import { keyAt } from './weights-types.ts';
import { placeIn } from '../source/byte-source.ts';

/** Makes a tensor of tensors, and looks at the elements of those that hold the sizes (torch/_utils.py, NestedTensorImpl.cpp). */
const NESTED = 'torch._utils._rebuild_nested_tensor';

/**
 * The old format holds the elements of tensors behind the program, and torch reads them once the program has ended. What the program makes
 * of them meanwhile it makes of whatever is in memory: mostly it raises, sometimes it loads.
 */
export function lateSizes(program: Program): Placed | null {
  const [first] = program.interpretations;
  if (first?.names.some(({ full }) => full === NESTED) !== true) return null;
  const { trace } = first;
  for (let i = 0; i < trace.events; i = trace.telling(i + 1)) {
    const { kind, target, offset } = trace.event(i);
    if (kind === 'call' && keyAt(trace, target) === NESTED)
      return fixed(
        'unknown',
        ['It makes a nested tensor of sizes that the old format only reads afterwards: mostly it fails.'],
        placeIn(program.fact.source, offset, 1),
      );
  }
  return null;
}
