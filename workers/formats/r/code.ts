import { type Item } from './node.ts';
import { TYPE } from './types.ts';

/** Names that one function or expression keeps, and characters of one; whole numbers of items kept to show it. */
const MOST_NAMES = 5_000;
const LONGEST = 80;
export const MOST_SHOWN = 400;

/** What a function or an expression uses: gathered while it is walked, so that its size costs nothing. */
export class Code {
  /** Names of what is called. */
  readonly calls = new Set<string>();
  /** Every other name, and short texts: what `do.call` and the like may call. */
  readonly mentions = new Set<string>();
  /** Items kept to show it. */
  kept = 0;
  /** Names that were not kept. */
  more = 0;

  call(name: string): void {
    this.#add(this.calls, name);
  }

  mention(name: string): void {
    this.#add(this.mentions, name);
  }

  #add(names: Set<string>, name: string): void {
    if (name.length > LONGEST || names.has(name)) return;
    if (names.size < MOST_NAMES) names.add(name);
    else this.more += 1;
  }
}

/** The name of the function that stands at the head of a call, also by way of `package::name`. */
export function calleeOf(head: Item): string | null {
  if (head.type === TYPE.symbol || head.type === TYPE.builtin || head.type === TYPE.special) return head.text;
  if (head.type !== TYPE.call && head.type !== TYPE.attrCall) return null;
  const [name, , last] = head.parts;
  const isOf = name?.type === TYPE.symbol && /^(?:::|:::|\$|@)$/.test(name.text ?? '');
  return isOf && last?.text != null ? last.text : isOf ? (last?.parts[0]?.text ?? null) : null;
}
