import type { Token } from './token.ts';

/** Words that a condition looks for in what a message says. */
export function triggersOf(condition: readonly Token[]): { text: string; at: number; end: number }[] {
  if (
    !condition.some(
      ({ kind, text }) => (kind === 'name' || kind === 'string') && /content|message_text|prompt|query/i.test(text),
    )
  )
    return [];
  return condition.filter((token, i) => isTrigger(token) && isLookup(condition, i));
}

/** Ordinary words: marks such as `<think>` or `[INST]` belong to the format, not to what people write. */
function isTrigger({ kind, text }: Token): boolean {
  return (
    kind === 'string' &&
    /\p{L}{4}/u.test(text) &&
    !/[<>[\]{}|]/.test(text) &&
    !/^(?:role|content|system|user|assistant|tool|function|text|image|video|audio|type|name|string)$/.test(text)
  );
}

/** `'x' in …`, `… == 'x'`, `.startswith('x')` and the like. */
function isLookup(condition: readonly Token[], at: number): boolean {
  const before = condition[at - 1]?.text ?? '';
  const after = condition[at + 1]?.text ?? '';
  if (after === 'in' || after === '==' || before === '==') return true;
  const method = condition[at - 2]?.text ?? '';
  return before === '(' && /^(?:startswith|endswith|find|index|count)$/.test(method);
}

/** The sentence a text holds besides marks; null when it is none. */
export function wordsIn(text: string): string | null {
  const bare = text
    .replace(/<[^<>]*>|\[[^[\]]*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const words = bare.match(/\p{L}{2,}/gu) ?? [];
  return words.length >= 4 && bare.length >= 24 ? bare.slice(0, 200) : null;
}
