import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { type Visited, walk } from '../../lang/protobuf/walk.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { Oddities } from '../oddities.ts';
import { stateEnd } from '../walk-end.ts';
import type { CntkCode } from './codes.ts';
import { CNTK, ENTRY, VALUE } from './schema.ts';

/** An entry that decides which code is loaded, until the dictionary it belongs to ends. */
interface Named extends Range {
  readonly key: string;
  readonly text: string;
  readonly isWhole: boolean;
  readonly isTrue: boolean;
}

/** How a function of the user's is described (cntk/internal/utils.py; Serialization.h). */
const KEYS: ReadonlySet<string> = new Set(['module', 'class', 'deserialize_method', 'native']);
const NAME = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;

/** CNTK 2: every entry of every dictionary. What its operators compute is the runtime's own code. */
export const readCntk: Reader = async (scope) => {
  const odd = new Oddities<CntkCode>(scope, 'cntk');
  const weights: Range[] = [];
  const strange: Range[] = [];
  const named: Named[] = [];
  let value: { readonly text: string; readonly isWhole: boolean; readonly isTrue: boolean } | null = null;
  const visit = (visited: Visited): void => {
    const { message, at, length, texts, numbers } = visited;
    if (message === 'Array') weights.push(...visited.bytes.values());
    if (message === 'Value') {
      const { text, isWhole } = texts.get(VALUE.text) ?? { text: '', isWhole: true };
      value = { text, isWhole, isTrue: numbers.get(VALUE.bool)?.at(-1) === 1 };
    }
    const key = message === 'Entry' ? (texts.get(ENTRY.key)?.text ?? '') : '';
    if (KEYS.has(key))
      named.push({ key, offset: at, length, ...(value ?? { text: '', isWhole: true, isTrue: false }) });
    if (message !== 'Dictionary') return;
    const first = named.findIndex(({ offset }) => offset >= at);
    if (first >= 0) judge(odd, named.splice(first));
  };
  const walked = await walk(scope.source, CNTK, 'Dictionary', visit, (offset, length) =>
    strange.push({ offset, length }),
  );
  // What of the last dictionaries breaks off is judged all the same.
  if (named.length > 0) judge(odd, named);
  odd.close();
  claim(scope, weights, strange, walked.at);
  stateEnd(scope, walked);
};

/** The entries of one dictionary. A parser takes the last of several with one key. */
function judge(odd: Oddities<CntkCode>, entries: readonly Named[]): void {
  const last = (key: string): Named | undefined => entries.findLast((entry) => entry.key === key);
  const [module, owner, method] = [last('module'), last('class'), last('deserialize_method')];
  const isNative = last('native')?.isTrue === true || (owner === undefined && method !== undefined);
  const found = [module, isNative ? method : owner].filter((entry) => entry !== undefined);
  const where = found[0];
  if (where === undefined || (module === undefined && method === undefined && NAME.test(where.text) && where.isWhole))
    return;
  const names: Prose = prose`${data(module?.text ?? '', 200)}, ${data((isNative ? method : owner)?.text ?? '', 200)}`;
  if (isNative)
    odd.state({
      code: 'native',
      ...rangeOf(where),
      subject: module?.text ?? '',
      what: prose`A function is made by native code: ${names}.`,
    });
  const bad = [module, owner].find((entry) => entry !== undefined && (!entry.isWhole || !NAME.test(entry.text)));
  if (bad !== undefined && !isNative)
    odd.state({
      code: 'source',
      ...rangeOf(bad),
      subject: bad.key,
      what: prose`The loader executes “from … import …” with ${data(bad.text, 300)} in it.`,
    });
  else if (module !== undefined && !isNative)
    odd.state({
      code: 'python',
      ...rangeOf(where),
      subject: module.text,
      what: prose`A function is made by a class of Python: ${names}.`,
    });
}

function rangeOf({ offset, length }: Range): Range {
  return { offset, length };
}

/** What was walked is structure, but for numbers and for fields the format does not have. */
function claim(scope: Scope, weights: readonly Range[], strange: readonly Range[], end: number): void {
  for (const range of weights) scope.claim(range, 'weights', 'arrays');
  let at = 0;
  for (const { offset, length } of strange) {
    scope.claim({ offset: at, length: offset - at }, 'structure', 'model');
    at = offset + length;
  }
  scope.claim({ offset: at, length: end - at }, 'structure', 'model');
}
