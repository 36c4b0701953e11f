import { TokenReader } from './token-reader.ts';
import { Stop, type Value } from './value.ts';

export interface Argument {
  readonly name: string | null;
  readonly value: Expression;
}

/** `deep` is how deep evaluating it nests. */
export type Expression = { readonly deep: number } & (
  | { readonly op: 'constant'; readonly value: Value }
  | { readonly op: 'name'; readonly name: string }
  | { readonly op: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly op: 'index'; readonly of: Expression; readonly key: Expression }
  | { readonly op: 'slice'; readonly of: Expression; readonly bounds: readonly (Expression | null)[] }
  | { readonly op: 'call'; readonly of: Expression; readonly args: readonly Argument[] }
  | { readonly op: 'filter'; readonly of: Expression; readonly name: string; readonly args: readonly Argument[] }
  | { readonly op: 'test'; readonly of: Expression; readonly name: string; readonly args: readonly Argument[] }
  | { readonly op: 'not' | 'minus' | 'plus'; readonly of: Expression }
  | { readonly op: 'binary' | 'compare'; readonly sign: string; readonly left: Expression; readonly right: Expression }
  | { readonly op: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | {
      readonly op: 'choose';
      readonly when: Expression;
      readonly then: Expression;
      readonly otherwise: Expression | null;
    }
  | { readonly op: 'list'; readonly items: readonly Expression[] }
  | { readonly op: 'dict'; readonly pairs: readonly (readonly [Expression, Expression])[] }
);

/** How deep brackets and evaluation may nest: far below what the stack bears. */
const MAX_BRACKETS = 40;
const MAX_DEEP = 80;

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true], ['True', true], ['false', false], ['False', false], ['none', null], ['None', null],
]); // prettier-ignore
const COMPARISONS: readonly string[] = ['==', '!=', '<', '>', '<=', '>=', 'in'];
/** How tight binary operators bind (jinja2/parser.py): + - ~ * / // % **. */
const LEVELS: readonly (readonly string[])[] = [['+', '-'], ['~'], ['*', '/', '//', '%'], ['**']];
const NO_ARGUMENT: ReadonlySet<string> = new Set(['else', 'or', 'and', 'if', 'in', 'not', 'is', 'recursive']);

/** Parses one block's or output's expressions. Brackets and chains are capped, so that recursion is. */
export class ExpressionReader extends TokenReader {
  #brackets = 0;

  /** `a, b` is a list. */
  tuple(): Expression {
    const first = this.whole();
    if (!this.peeks(',')) return first;
    const items = [first];
    while (this.take(',') && !this.isAtEnd) items.push(this.whole());
    return made({ op: 'list', items }, items);
  }

  /** With `a if b else c`. */
  whole(): Expression {
    this.#brackets += 1;
    if (this.#brackets > MAX_BRACKETS)
      throw new Stop('limit', ['Its expressions nest deeper than the preview follows.']);
    let then = this.condition();
    while (this.take('if')) {
      const when = this.condition();
      const otherwise = this.take('else') ? this.whole() : null;
      then = made({ op: 'choose', when, then, otherwise }, [when, then, ...(otherwise === null ? [] : [otherwise])]);
    }
    this.#brackets -= 1;
    return then;
  }

  /** Without `if`: what a loop walks. */
  condition(): Expression {
    let left = this.#both();
    while (this.take('or')) {
      const right = this.#both();
      left = made({ op: 'or', left, right }, [left, right]);
    }
    return left;
  }

  #both(): Expression {
    let left = this.#negated();
    while (this.take('and')) {
      const right = this.#negated();
      left = made({ op: 'and', left, right }, [left, right]);
    }
    return left;
  }

  #negated(): Expression {
    let nots = 0;
    while (this.take('not')) nots += 1;
    const of = this.#compared();
    if (nots === 0) return of;
    const once = made({ op: 'not', of }, [of]);
    return nots % 2 === 1 ? once : made({ op: 'not', of: once }, [once]);
  }

  #compared(): Expression {
    let left = this.#binary(0);
    let all: Expression | null = null;
    for (;;) {
      const isNot = this.peeks('not') && this.peeks('in', 1);
      if (isNot) this.skip();
      const sign = this.sign(COMPARISONS);
      if (sign === null) return all ?? left;
      const right = this.#binary(0);
      const one = made({ op: 'compare', sign, left, right }, [left, right]);
      const said = isNot ? made({ op: 'not', of: one }, [one]) : one;
      all = all === null ? said : made({ op: 'and', left: all, right: said }, [all, said]);
      left = right;
    }
  }

  #binary(level: number): Expression {
    const signs = LEVELS[level];
    if (signs === undefined) return this.#unary(true);
    let left = this.#binary(level + 1);
    for (;;) {
      const sign = this.sign(signs);
      if (sign === null) return left;
      const right = this.#binary(level + 1);
      left = made({ op: 'binary', sign, left, right }, [left, right]);
    }
  }

  #unary(isFiltered: boolean): Expression {
    const sign = this.sign(['-', '+']);
    if (sign !== null) {
      this.#brackets += 1;
      if (this.#brackets > MAX_BRACKETS)
        throw new Stop('limit', ['Its expressions nest deeper than the preview follows.']);
      const of = this.#unary(false);
      this.#brackets -= 1;
      return this.#applied(made({ op: sign === '-' ? 'minus' : 'plus', of }, [of]), isFiltered);
    }
    return this.#applied(this.#primary(), isFiltered);
  }

  #primary(): Expression {
    const token = this.peek();
    this.skip();
    if (token === undefined) throw this.mistake();
    if (token.kind === 'string') return made({ op: 'constant', value: this.#adjacent(token.text) }, []);
    if (token.kind === 'number') return made({ op: 'constant', value: Number(token.text) }, []);
    if (token.kind === 'name') {
      const constant = CONSTANTS.get(token.text);
      return constant === undefined
        ? made({ op: 'name', name: token.text }, [])
        : made({ op: 'constant', value: constant }, []);
    }
    if (token.text === '(') return this.#group();
    if (token.text === '[') {
      const items = this.#items(']');
      return made({ op: 'list', items }, items);
    }
    if (token.text === '{') return this.#dict();
    this.skip(-1);
    throw this.mistake();
  }

  #adjacent(first: string): string {
    let text = first;
    for (let more = this.peek(); more?.kind === 'string'; more = this.peek()) {
      text += more.text;
      this.skip();
    }
    return text;
  }

  #group(): Expression {
    if (this.take(')')) return made({ op: 'list', items: [] }, []);
    const of = this.tuple();
    this.expect(')');
    return of;
  }

  #items(close: string): Expression[] {
    const items: Expression[] = [];
    while (!this.take(close)) {
      items.push(this.whole());
      if (!this.take(',')) {
        this.expect(close);
        break;
      }
    }
    return items;
  }

  #dict(): Expression {
    const pairs: (readonly [Expression, Expression])[] = [];
    while (!this.take('}')) {
      const key = this.whole();
      this.expect(':');
      pairs.push([key, this.whole()]);
      if (!this.take(',')) {
        this.expect('}');
        break;
      }
    }
    return made({ op: 'dict', pairs }, pairs.flat());
  }

  /** Attributes, indices and calls; filters and tests unless a sign stands in front. */
  #applied(first: Expression, isFiltered: boolean): Expression {
    let of = first;
    for (;;) {
      if (this.take('.')) of = this.#member(of);
      else if (this.take('[')) of = this.#indexed(of);
      else if (this.take('(')) {
        const args = this.arguments();
        of = made({ op: 'call', of, args }, [of, ...args.map(({ value }) => value)]);
      } else if (isFiltered && this.take('|')) of = this.#filter(of);
      else if (isFiltered && this.take('is')) of = this.#test(of);
      else return of;
    }
  }

  #member(of: Expression): Expression {
    const token = this.peek();
    this.skip();
    if (token?.kind === 'number') {
      const key = made({ op: 'constant', value: Number(token.text) }, []);
      return made({ op: 'index', of, key }, [of, key]);
    }
    if (token?.kind !== 'name') throw this.mistake();
    return made({ op: 'attribute', of, name: token.text }, [of]);
  }

  #indexed(of: Expression): Expression {
    const bounds: (Expression | null)[] = [null];
    while (!this.take(']')) {
      if (this.take(':')) bounds.push(null);
      else bounds[bounds.length - 1] = this.tuple();
      if (this.isAtEnd) throw this.mistake();
    }
    const given = bounds.filter((bound) => bound !== null);
    const [key] = bounds;
    if (bounds.length > 1) return made({ op: 'slice', of, bounds }, [of, ...given]);
    if (key === null || key === undefined) throw this.mistake();
    return made({ op: 'index', of, key }, [of, key]);
  }

  /** After the opening bracket. */
  arguments(): Argument[] {
    const args: Argument[] = [];
    while (!this.take(')')) {
      if (this.peeks('*') || this.peeks('**'))
        throw new Stop('unknown', ['The preview does not unpack arguments with *.']);
      const name = this.peek();
      const isNamed = name?.kind === 'name' && this.peeks('=', 1);
      if (isNamed) this.skip(2);
      args.push({ name: isNamed ? name.text : null, value: this.whole() });
      if (!this.take(',')) {
        this.expect(')');
        break;
      }
    }
    return args;
  }

  #filter(of: Expression): Expression {
    const name = this.name();
    const args = this.take('(') ? this.arguments() : [];
    return made({ op: 'filter', of, name, args }, [of, ...args.map(({ value }) => value)]);
  }

  #test(of: Expression): Expression {
    const isNot = this.take('not');
    const name = this.name();
    const next = this.peek();
    const hasArgument =
      next !== undefined &&
      (next.kind === 'string' ||
        next.kind === 'number' ||
        next.text === '[' ||
        next.text === '{' ||
        (next.kind === 'name' && !NO_ARGUMENT.has(next.text)));
    const args = this.take('(')
      ? this.arguments()
      : hasArgument
        ? [{ name: null, value: this.#applied(this.#primary(), false) }]
        : [];
    const test = made({ op: 'test', of, name, args }, [of, ...args.map(({ value }) => value)]);
    return isNot ? made({ op: 'not', of: test }, [test]) : test;
  }
}

type Shape<T> = T extends { readonly deep: number } ? Omit<T, 'deep'> : never;

function made(shape: Shape<Expression>, children: readonly Expression[]): Expression {
  const deep = 1 + children.reduce((most, child) => Math.max(most, child.deep), 0);
  if (deep > MAX_DEEP) throw new Stop('limit', ['Its expressions nest deeper than the preview follows.']);
  return { ...shape, deep };
}
