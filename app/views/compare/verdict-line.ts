/** The two verdicts in one sentence: a comparison makes nothing harmless. Pure. */
import { verdictOf } from '../../../workers/report/compare/loading.ts';
import type { Side } from '../../../workers/report/compare/side.ts';
import type { Verdict } from '../../../workers/report/schema.ts';
import type { MarkKind } from '../../ui/Mark.tsx';
import { verdictOrder, verdictWords } from '../../ui/verdict.ts';

const BOTH: Readonly<Record<Verdict, string>> = {
  'runs-code': 'Both run code when they are loaded.',
  'can-run-code': 'Both can run code when they are loaded.',
  review: 'Both need a look before they are loaded.',
  'not-known': 'What loading does is not known of either.',
  'nothing-runs': 'Nothing runs in either when they are loaded.',
};

/** The mark is that of the worse one. */
export function verdictLine(left: Side, right: Side): { readonly mark: MarkKind; readonly text: string } {
  const [a, b] = [verdictOf(left), verdictOf(right)];
  const worse = verdictOrder.indexOf(a) < verdictOrder.indexOf(b) ? a : b;
  const { mark } = verdictWords[worse];
  if (a === b) return { mark, text: BOTH[a] };
  return { mark, text: `The verdict changed: before “${verdictWords[a].word}”, after “${verdictWords[b].word}”.` };
}
