import type { SourceToken, TokenKind } from '../../../protocol.ts';
import { data, type ProsePart } from '../../../report/prose.ts';

/** Characters a line holds at most; what would go beyond is left out and counted. */
const LINE = 360;

/** A line as it is written: pieces, and how much room is left. */
export class LineText {
  readonly tokens: SourceToken[] = [];
  #left: number;

  constructor(room = LINE) {
    this.#left = room;
  }

  get isFull(): boolean {
    return this.#left <= 0;
  }

  /** Our own words. */
  add(text: string, kind: TokenKind = 'plain', step: number | null = null): this {
    return this.#push(text, text.length, kind, step);
  }

  /** Text from the file. `length` is its full length when `text` is only its head. */
  file(text: string, kind: TokenKind, step: number | null, max: number, length = text.length): this {
    const part = data(text, Math.max(8, Math.min(max, this.#left)));
    const cut = (part.cut ?? 0) + Math.max(0, length - text.length);
    return this.#push(cut === 0 ? part : { data: part.data, cut }, part.data.length, kind, step);
  }

  #push(part: ProsePart, length: number, kind: TokenKind, step: number | null): this {
    const last = this.tokens.at(-1);
    this.#left -= length;
    // Neighbours of one kind are one piece: brackets and commas come by the dozen.
    if (kind === 'plain' && last?.kind === 'plain' && typeof last.part === 'string' && typeof part === 'string')
      this.tokens[this.tokens.length - 1] = { ...last, part: last.part + part };
    else this.tokens.push({ part, kind, step });
    return this;
  }
}
