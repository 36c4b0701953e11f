import { data, prose } from '../../../report/prose.ts';
import type { Token } from '../token.ts';
import { Stop } from './value.ts';

/** Walks the tokens of one block or output. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #next: number;

  constructor(tokens: readonly Token[], from = 0) {
    this.#tokens = tokens;
    this.#next = from;
  }

  get isAtEnd(): boolean {
    return this.#next >= this.#tokens.length;
  }

  /** The next token, or one behind it. */
  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#next + ahead];
  }

  skip(count = 1): void {
    this.#next += count;
  }

  /** Whether a word or sign comes next. */
  peeks(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.text === text && token.kind !== 'string';
  }

  /** Takes the word or sign when it comes next. */
  take(text: string): boolean {
    const isNext = this.peeks(text);
    if (isNext) this.skip();
    return isNext;
  }

  expect(text: string): void {
    if (!this.take(text)) throw this.mistake();
  }

  name(): string {
    const token = this.peek();
    if (token?.kind !== 'name') throw this.mistake();
    this.skip();
    return token.text;
  }

  /** The next of these signs; null when another token comes. */
  sign(signs: readonly string[]): string | null {
    const token = this.peek();
    if (token === undefined || token.kind === 'string' || !signs.includes(token.text)) return null;
    this.skip();
    return token.text;
  }

  end(): void {
    if (!this.isAtEnd) throw this.mistake();
  }

  mistake(): Stop {
    const token = this.peek();
    return token === undefined
      ? new Stop('mistake', ['An expression ends too early.'])
      : new Stop('mistake', prose`${data(token.text, 40)} stands where Jinja allows something else.`);
  }
}
