import { LIMITS } from '../../limits.ts';
import type { Step } from './step.ts';
import type { Token } from './token.ts';

export interface Parsed {
  readonly steps: readonly Step[];
  /** Index of the first token that is not part of the expression. */
  readonly next: number;
  readonly stop: { readonly at: number; readonly what: string; readonly limit: boolean } | null;
}

/** How tight operators bind (jinja2/parser.py). */
const BINARY: Readonly<Record<string, number>> = {
  if: 1, else: 1, or: 2, and: 3, '==': 5, '!=': 5, '<': 5, '>': 5, '<=': 5, '>=': 5, in: 5, '+': 6, '-': 6, '~': 7,
  '*': 8, '/': 8, '//': 8, '%': 8, '**': 10, argument: 11,
}; // prettier-ignore
const UNARY: Readonly<Record<string, number>> = { not: 4, '-': 9, '+': 9 };
const CLOSERS: Readonly<Record<string, string>> = {
  group: ')',
  call: ')',
  filter: ')',
  test: ')',
  list: ']',
  index: ']',
  dict: '}',
};

interface Pending {
  readonly operator: string;
  readonly binds: number;
  readonly unary: boolean;
  readonly at: number;
  readonly end: number;
}

interface Frame {
  readonly kind: 'top' | 'group' | 'call' | 'filter' | 'test' | 'list' | 'index' | 'dict';
  readonly at: number;
  /** Of filters and tests. */
  readonly name: string;
  readonly pending: Pending[];
  readonly keywords: (string | null)[];
  /** For each part of an index whether there is a value. */
  readonly parts: boolean[];
  keyword: string | null;
  /** Values finished, and whether one is under way. */
  count: number;
  commas: number;
  colons: number;
}

/** Parses one expression from `tokens[from]` on, with an explicit stack instead of recursion. */
export function parseExpression(tokens: readonly Token[], from = 0): Parsed {
  return new ExpressionParser(tokens, from).run();
}

class ExpressionParser {
  readonly #tokens: readonly Token[];
  readonly #steps: Step[] = [];
  readonly #frames: Frame[] = [];
  #next: number;
  #wantsOperand = true;
  #stop: Parsed['stop'] = null;

  constructor(tokens: readonly Token[], from: number) {
    this.#tokens = tokens;
    this.#next = from;
    this.#open('top', tokens[from]?.at ?? 0, '');
  }

  run(): Parsed {
    for (;;) {
      const token = this.#tokens[this.#next];
      if (token === undefined || this.#stop !== null) break;
      const isPart = this.#wantsOperand ? this.#operand(token) : this.#operator(token);
      if (!isPart) break;
    }
    if (this.#frames.length > 1) this.#fail('a bracket that is not closed');
    if (this.#wantsOperand && this.#frame.count === 0) this.#fail('a value is missing at the end');
    while (this.#frames.length > 0) this.#close(this.#tokens[this.#next - 1]?.end ?? 0);
    return { steps: this.#steps, next: this.#next, stop: this.#stop };
  }

  get #frame(): Frame {
    const frame = this.#frames.at(-1);
    if (frame === undefined) throw new Error('an expression has at least its outermost frame');
    return frame;
  }

  #operand(token: Token): boolean {
    const { kind, text, at, end } = token;
    if (kind === 'string')
      return this.#push({ op: 'text', text: this.#adjacent(), at, end: this.#tokens[this.#next]?.end ?? end });
    if (kind === 'number') return this.#push({ op: 'number', number: Number(text), at, end });
    if (kind === 'name') return this.#nameOperand(token);
    if (text === CLOSERS[this.#frame.kind]) return this.#closeBracket(end);
    const bracket = { '(': 'group', '[': 'list', '{': 'dict' } as const;
    const opened = text === '(' || text === '[' || text === '{' ? bracket[text] : null;
    if (opened !== null) return this.#open(opened, at, '');
    if (text === '-' || text === '+') return this.#prefix(text, at, end);
    // Arguments unpacked from a list or dict.
    if ((text === '*' || text === '**') && (this.#frame.kind === 'call' || this.#frame.kind === 'filter'))
      return this.#skip();
    if (text === ':' && this.#frame.kind === 'index') return this.#colon(false);
    return this.#fail(`“${text}” where a value is expected`);
  }

  #nameOperand(token: Token): boolean {
    const { text, at, end } = token;
    if (text === 'not') return this.#prefix('not', at, end);
    const following = this.#tokens[this.#next + 1];
    const isArgument = this.#frame.kind === 'call' || this.#frame.kind === 'filter' || this.#frame.kind === 'test';
    if (isArgument && following?.text === '=' && following.kind === 'operator') {
      this.#frame.keyword = text;
      this.#next += 2;
      return true;
    }
    return this.#push({ op: 'name', name: text, at, end });
  }

  /** Strings that follow each other are one. Leaves `next` on the last of them. */
  #adjacent(): string {
    let text = this.#tokens[this.#next]?.text ?? '';
    while (this.#tokens[this.#next + 1]?.kind === 'string') {
      this.#next += 1;
      text += this.#tokens[this.#next]?.text ?? '';
    }
    return text;
  }

  #operator(token: Token): boolean {
    const { kind, text, at, end } = token;
    const isName = kind === 'name';
    if (!isName && kind !== 'operator') return false;
    const following = this.#tokens[this.#next + 1];
    if (text === '.' && (following?.kind === 'name' || following?.kind === 'number')) {
      this.#next += 1;
      return this.#push({ op: 'attribute', name: following.text, at, end: following.end });
    }
    if (text === '(' && !isName) return this.#open('call', at, '');
    if (text === '[' && !isName) return this.#open('index', at, '');
    if (text === '|' || (isName && text === 'is')) return this.#applied(text === '|' ? 'filter' : 'test', at);
    if (text === CLOSERS[this.#frame.kind]) return this.#closeBracket(end);
    if (text === ',' && !isName) return this.#comma();
    if (text === ':' && !isName) return this.#colon(true);
    if (isName && text === 'not' && following?.text === 'in') return this.#skip();
    const binds = Object.hasOwn(BINARY, text) ? BINARY[text] : undefined;
    return binds === undefined ? false : this.#infix(text, binds, at, end);
  }

  /** A filter or a test, with arguments or without; both bind to the value before them. */
  #applied(op: 'filter' | 'test', at: number): boolean {
    let i = this.#next + 1;
    if (op === 'test' && this.#tokens[i]?.text === 'not') i += 1;
    let name = '';
    while (this.#tokens[i]?.kind === 'name') {
      name += this.#tokens[i]?.text ?? '';
      i += 1;
      if (this.#tokens[i]?.text !== '.') break;
      name += '.';
      i += 1;
    }
    this.#next = i;
    const following = this.#tokens[i];
    if (name === '') return this.#fail('a filter or test without a name');
    if (following?.text === '(' && following.kind === 'operator') return this.#open(op, at, name);
    this.#steps.push({ op, name, count: 0, keywords: [], at, end: this.#tokens[i - 1]?.end ?? at });
    const isArgument =
      following !== undefined &&
      op === 'test' &&
      (following.kind === 'string' ||
        following.kind === 'number' ||
        following.text === '[' ||
        (following.kind === 'name' && !WORDS.has(following.text)));
    return isArgument ? this.#bindArgument(at) : true;
  }

  /** `is divisibleby 3`: a test's argument without brackets. */
  #bindArgument(at: number): boolean {
    this.#next -= 1;
    return this.#infix('argument', BINARY['argument'] ?? 11, at, at);
  }

  #infix(operator: string, binds: number, at: number, end: number): boolean {
    this.#reduce(binds);
    this.#frame.pending.push({ operator, binds, unary: false, at, end });
    this.#wantsOperand = true;
    return this.#skip();
  }

  #prefix(operator: string, at: number, end: number): boolean {
    this.#frame.pending.push({ operator, binds: UNARY[operator] ?? 9, unary: true, at, end });
    return this.#skip();
  }

  #push(step: Step): boolean {
    this.#steps.push(step);
    this.#wantsOperand = false;
    return this.#skip();
  }

  #skip(): boolean {
    this.#next += 1;
    return true;
  }

  #open(kind: Frame['kind'], at: number, name: string): boolean {
    if (this.#frames.length > LIMITS.templateDepth) {
      this.#stop = { at, what: `brackets nested more than ${LIMITS.templateDepth} deep`, limit: true };
      return false;
    }
    this.#frames.push({
      kind,
      at,
      name,
      pending: [],
      keywords: [],
      parts: [],
      keyword: null,
      count: 0,
      commas: 0,
      colons: 0,
    });
    this.#wantsOperand = true;
    return kind === 'top' ? true : this.#skip();
  }

  #comma(): boolean {
    const frame = this.#frame;
    if (frame.kind === 'index') return this.#fail('a comma in an index');
    this.#finish();
    frame.commas += 1;
    this.#wantsOperand = true;
    return this.#skip();
  }

  #colon(hasValue: boolean): boolean {
    const frame = this.#frame;
    if (frame.kind !== 'index' && frame.kind !== 'dict')
      return hasValue ? false : this.#fail('a colon where none may stand');
    if (hasValue) this.#finish();
    if (frame.kind === 'index') frame.parts.push(hasValue);
    frame.colons += 1;
    this.#wantsOperand = true;
    return this.#skip();
  }

  #closeBracket(end: number): boolean {
    this.#next += 1;
    this.#close(end);
    this.#wantsOperand = false;
    return true;
  }

  /** The value under way is complete. */
  #finish(): void {
    this.#reduce(0);
    const frame = this.#frame;
    frame.keywords.push(frame.keyword);
    frame.keyword = null;
    frame.count += 1;
  }

  /** Ends the innermost frame with the step it stands for. */
  #close(end: number): void {
    const hasValue = !this.#wantsOperand;
    if (hasValue) this.#finish();
    else this.#frame.pending.length = 0;
    const { kind, at, name, keywords, count, commas, colons, parts } = this.#frame;
    this.#frames.pop();
    const place = { at, end };
    if (kind === 'call') this.#steps.push({ op: 'call', count, keywords, ...place });
    else if (kind === 'filter' || kind === 'test') this.#steps.push({ op: kind, name, count, keywords, ...place });
    else if (kind === 'dict') this.#steps.push({ op: 'dict', count, ...place });
    else if (kind === 'index')
      this.#steps.push({ op: 'index', parts: [...parts, hasValue], isSlice: colons > 0, ...place });
    else if (kind === 'list' || commas > 0 || (kind === 'group' && count === 0))
      this.#steps.push({ op: 'list', count, ...place });
  }

  /** Writes out operators that bind at least as tight. */
  #reduce(binds: number): void {
    const { pending } = this.#frame;
    for (let top = pending.at(-1); top !== undefined && top.binds >= binds; top = pending.at(-1)) {
      pending.pop();
      this.#steps.push({ op: top.unary ? 'unary' : 'binary', operator: top.operator, at: top.at, end: top.end });
    }
  }

  #fail(what: string): false {
    this.#stop ??= { at: this.#tokens[this.#next]?.at ?? this.#tokens.at(-1)?.end ?? 0, what, limit: false };
    return false;
  }
}

/** Names that cannot be a test's argument. */
const WORDS: ReadonlySet<string> = new Set('and or not if else is in recursive ignore with without'.split(' '));
