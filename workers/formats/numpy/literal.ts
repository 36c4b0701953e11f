import { NotLiteral, type Token, tokens } from './literal-tokens.ts';

/** A value as `ast.literal_eval` reads it and where it begins. */
export type Literal = { readonly at: number } & (
  | { readonly kind: 'str' | 'bytes'; readonly text: string }
  | { readonly kind: 'int'; readonly value: bigint; readonly long: boolean }
  | { readonly kind: 'float'; readonly text: string }
  | { readonly kind: 'true' | 'false' | 'none' }
  | { readonly kind: 'tuple' | 'list' | 'set'; readonly items: readonly Literal[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [key: Literal, value: Literal])[] }
);

/** Brackets in brackets. */
const DEPTH = 64;
/** Values in all. */
const VALUES = 200_000;
const WORDS: ReadonlyMap<string, 'true' | 'false' | 'none'> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'none'],
]);

interface Open {
  readonly bracket: string;
  readonly at: number;
  readonly items: Literal[];
  /** Dict: keys, one more than values while one is being read. */
  readonly keys: Literal[];
  /** A value stands here and waits for a comma. */
  filled: boolean;
  /** A comma was read, which makes a tuple of one. */
  comma: boolean;
}

/** Reads one Python literal. Strict: throws NotLiteral for anything else, with the place. No recursion. */
export function parseLiteral(text: string): Literal {
  const reader = new Reader();
  for (const token of tokens(text)) reader.take(token);
  return reader.finish(text.length);
}

class Reader {
  readonly #open: Open[] = [{ bracket: '', at: 0, items: [], keys: [], filled: false, comma: false }];
  #sign: { at: number; negative: boolean } | null = null;
  #values = 0;

  take(token: Token): void {
    if (
      this.#sign !== null &&
      token.kind !== 'int' &&
      token.kind !== 'float' &&
      token.text !== '-' &&
      token.text !== '+'
    )
      throw new NotLiteral(token.at, 'a sign stands before something that is no number');
    switch (token.kind) {
      case 'open':
        if (this.#open.length > DEPTH) throw new NotLiteral(token.at, 'brackets are nested too deep');
        if (this.#top.filled) throw callOrIndex(token);
        this.#open.push({ bracket: token.text, at: token.at, items: [], keys: [], filled: false, comma: false });
        return;
      case 'close':
        this.#close(token.text, token.at);
        return;
      case 'punctuation':
        this.#punctuation(token.text, token.at);
        return;
      default:
        this.#put(this.#scalar(token));
    }
  }

  finish(length: number): Literal {
    if (this.#open.length > 1) throw new NotLiteral(this.#top.at, 'the bracket is never closed');
    const { items, comma } = this.#top;
    const [value] = items;
    if (value === undefined) throw new NotLiteral(length, 'there is no value');
    return comma ? { kind: 'tuple', items, at: value.at } : value;
  }

  get #top(): Open {
    const top = this.#open.at(-1);
    if (top === undefined) throw new NotLiteral(0, 'a bracket too many is closed');
    return top;
  }

  #punctuation(text: string, at: number): void {
    const top = this.#top;
    if (text === ',') {
      if (!top.filled || top.keys.length > top.items.length) throw new NotLiteral(at, 'a comma stands after no value');
      top.filled = false;
      top.comma = true;
      return;
    }
    if (text === ':') {
      const isDict = top.bracket === '{' && (top.keys.length > 0 || top.items.length === 1) && top.filled;
      const key = isDict && top.keys.length === top.items.length - 1 ? top.items.pop() : undefined;
      if (key === undefined) throw new NotLiteral(at, 'a colon stands where no key ends');
      top.keys.push(key);
      top.filled = false;
      return;
    }
    if (top.filled) throw new NotLiteral(at, 'values are computed, which no literal does', true);
    const negative = text === '-';
    this.#sign = this.#sign === null ? { at, negative } : { ...this.#sign, negative: this.#sign.negative !== negative };
  }

  #scalar(token: Exclude<Token, { kind: 'open' | 'close' | 'punctuation' }>): Literal {
    const sign = this.#sign;
    this.#sign = null;
    const { at } = token;
    switch (token.kind) {
      case 'string':
        return { kind: token.bytes ? 'bytes' : 'str', text: token.text, at };
      case 'int':
        return {
          kind: 'int',
          value: sign?.negative === true ? -token.value : token.value,
          long: token.long,
          at: sign?.at ?? at,
        };
      case 'float':
        return { kind: 'float', text: `${sign?.negative === true ? '-' : ''}${token.text}`, at: sign?.at ?? at };
      case 'name': {
        const word = WORDS.get(token.text);
        if (word === undefined) throw new NotLiteral(at, 'a name stands where only values may', true);
        return { kind: word, at };
      }
    }
  }

  #put(value: Literal): void {
    this.#values += 1;
    if (this.#values > VALUES) throw new NotLiteral(value.at, 'there are too many values');
    const top = this.#top;
    const last = top.filled ? top.items.at(-1) : undefined;
    // Strings that stand side by side are one.
    if (last !== undefined && (value.kind === 'str' || value.kind === 'bytes') && last.kind === value.kind) {
      top.items[top.items.length - 1] = { ...last, text: last.text + value.text };
      return;
    }
    if (top.filled) throw new NotLiteral(value.at, 'a comma is missing');
    top.items.push(value);
    top.filled = true;
  }

  #close(bracket: string, at: number): void {
    const top = this.#top;
    if (this.#open.length === 1 || CLOSES.get(top.bracket) !== bracket)
      throw new NotLiteral(at, 'this bracket closes none that is open');
    if (this.#sign !== null) throw new NotLiteral(at, 'a sign stands before nothing');
    if (top.keys.length > top.items.length) throw new NotLiteral(at, 'a key has no value');
    if (top.keys.length > 0 && top.keys.length < top.items.length) throw new NotLiteral(at, 'a value has no key');
    if (top.comma && top.items.length === 0) throw new NotLiteral(at, 'a comma stands after no value');
    this.#open.pop();
    this.#put(made(top));
  }
}

const CLOSES: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

function made({ bracket, items, keys, comma, at }: Open): Literal {
  const [first] = items;
  if (bracket === '[') return { kind: 'list', items, at };
  if (bracket === '(') {
    // Parentheses around one value are only that.
    return first !== undefined && items.length === 1 && !comma ? first : { kind: 'tuple', items, at };
  }
  if (items.length > 0 && keys.length === 0) return { kind: 'set', items, at };
  return { kind: 'dict', entries: keys.flatMap((key, i) => pair(key, items[i])), at };
}

function pair(key: Literal, value: Literal | undefined): (readonly [Literal, Literal])[] {
  return value === undefined ? [] : [[key, value]];
}

function callOrIndex({ at, text }: { readonly at: number; readonly text: string }): NotLiteral {
  return new NotLiteral(at, text === '(' ? 'something is called' : 'a comma is missing', text === '(');
}
