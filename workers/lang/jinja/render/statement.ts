import { data, prose } from '../../../report/prose.ts';
import { lex } from '../lexer.ts';
import type { Segment, Token } from '../token.ts';
import { type Expression, ExpressionReader } from './expression.ts';
import { Stop } from './value.ts';

export type Body = readonly Statement[];

export interface Parameter {
  readonly name: string;
  readonly value: Expression | null;
}

export type Statement =
  | { readonly do: 'text'; readonly text: string }
  | { readonly do: 'print'; readonly value: Expression }
  | { readonly do: 'run'; readonly value: Expression }
  | { readonly do: 'if'; readonly branches: readonly { readonly when: Expression | null; readonly body: Body }[] }
  | {
      readonly do: 'for';
      readonly targets: readonly string[];
      readonly over: Expression;
      readonly when: Expression | null;
      readonly body: Body;
      readonly otherwise: Body;
    }
  | {
      readonly do: 'set';
      readonly targets: readonly string[];
      readonly field: string | null;
      readonly value: Expression;
    }
  | { readonly do: 'capture'; readonly target: string; readonly body: Body }
  | { readonly do: 'macro'; readonly name: string; readonly parameters: readonly Parameter[]; readonly body: Body }
  | { readonly do: 'scope'; readonly body: Body }
  | { readonly do: 'break' | 'continue' };

/** A block that is open, and where its statements go. */
interface Open {
  readonly ends: string;
  body: Statement[];
  /** Makes the statement of everything inside. */
  readonly close: () => Statement;
  /** `elif` and `else`, where they may stand. */
  readonly middle: ((word: string, reader: ExpressionReader) => void) | null;
}

const MAX_BLOCKS = 40;

/** The template as statements, with white space trimmed as the chat template engines do (trim_blocks, lstrip_blocks). */
export function parseStatements(text: string): Body {
  // Jinja drops the line break at the end of a template (keep_trailing_newline).
  const template = text.replace(/\r?\n$/, '');
  const { segments, stop } = lex(template);
  if (stop !== null)
    throw new Stop(stop.limit ? 'limit' : 'mistake', prose`It cannot be read: ${{ data: stop.what }}.`);
  return new StatementReader(template, segments).run();
}

class StatementReader {
  readonly #template: string;
  readonly #segments: readonly Segment[];
  readonly #open: Open[] = [];
  /** Statements outside of every block, and where the next one goes. */
  readonly #root: Statement[] = [];
  #body: Statement[] = this.#root;

  constructor(template: string, segments: readonly Segment[]) {
    this.#template = template;
    this.#segments = segments;
  }

  run(): Body {
    this.#segments.forEach((segment, i) => {
      if (segment.kind === 'data') this.#text(segment, i);
      else if (segment.kind === 'output') {
        const reader = new ExpressionReader(segment.tokens);
        const value = reader.tuple();
        reader.end();
        this.#body.push({ do: 'print', value });
      } else if (segment.kind === 'block') this.#block(segment.tokens);
    });
    if (this.#open.length > 0) throw new Stop('mistake', ['A block is not ended.']);
    return this.#root;
  }

  #text({ at, end }: Segment, i: number): void {
    let text = this.#template.slice(at, end);
    const [before, after] = [this.#segments[i - 1], this.#segments[i + 1]];
    const signBefore = before === undefined ? '' : (this.#template[before.end - 3] ?? '');
    const signAfter = after === undefined ? '' : (this.#template[after.at + 2] ?? '');
    if (before !== undefined && signBefore === '-') text = text.trimStart();
    else if (before !== undefined && before.kind !== 'output' && signBefore !== '+') text = text.replace(/^\r?\n/, '');
    if (after !== undefined && signAfter === '-') text = text.trimEnd();
    else if (after !== undefined && after.kind !== 'output' && signAfter !== '+') {
      const line = text.lastIndexOf('\n') + 1;
      const isWhole = line > 0 || at === 0 || (before !== undefined && this.#template[at - 1] === '\n');
      if (isWhole && text.slice(line).trim() === '') text = text.slice(0, line);
    }
    if (text !== '') this.#body.push({ do: 'text', text });
  }

  #block(tokens: readonly Token[]): void {
    const word = tokens[0]?.text ?? '';
    const reader = new ExpressionReader(tokens, 1);
    const top = this.#open.at(-1);
    if (top?.ends === word) {
      const statement = top.close();
      this.#open.pop();
      this.#body = this.#open.at(-1)?.body ?? this.#root;
      this.#body.push(statement);
    } else if ((word === 'elif' || word === 'else') && top?.middle) top.middle(word, reader);
    else this.#start(word, reader);
  }

  #start(word: string, reader: ExpressionReader): void {
    switch (word) {
      case 'if':
        this.#if(reader);
        return;
      case 'for':
        this.#for(reader);
        return;
      case 'set':
        this.#set(reader);
        return;
      case 'macro':
        this.#macro(reader);
        return;
      case 'generation':
        this.#enter('endgeneration', (body) => ({ do: 'scope', body }));
        return;
      case 'break':
      case 'continue':
        this.#body.push({ do: word });
        return;
      case 'do': {
        const value = reader.tuple();
        reader.end();
        this.#body.push({ do: 'run', value });
        return;
      }
      case 'raw':
      case 'endraw':
        return;
      default:
        throw new Stop('unknown', prose`The preview does not have the block ${data(word, 40)}.`);
    }
  }

  #enter(ends: string, statement: (body: Body) => Statement, middle?: Open['middle']): Open {
    if (this.#open.length >= MAX_BLOCKS) throw new Stop('limit', ['Its blocks nest deeper than the preview follows.']);
    const body: Statement[] = [];
    const open: Open = { ends, body, close: () => statement(open.body), middle: middle ?? null };
    this.#open.push(open);
    this.#body = body;
    return open;
  }

  #if(reader: ExpressionReader): void {
    const branches: { when: Expression | null; body: Statement[] }[] = [];
    const next = (when: Expression | null): Statement[] => {
      const body: Statement[] = [];
      branches.push({ when, body });
      return body;
    };
    const when = reader.whole();
    reader.end();
    const open = this.#enter(
      'endif',
      () => ({ do: 'if', branches }),
      (word, more) => {
        const condition = word === 'elif' ? more.whole() : null;
        more.end();
        this.#body = open.body = next(condition);
      },
    );
    this.#body = open.body = next(when);
  }

  #for(reader: ExpressionReader): void {
    const targets = names(reader);
    reader.expect('in');
    const over = reader.condition();
    const when = reader.take('if') ? reader.whole() : null;
    reader.end();
    const body: Statement[] = [];
    const otherwise: Statement[] = [];
    const open = this.#enter(
      'endfor',
      () => ({ do: 'for', targets, over, when, body, otherwise }),
      () => {
        this.#body = open.body = otherwise;
      },
    );
    this.#body = open.body = body;
  }

  #set(reader: ExpressionReader): void {
    const targets = names(reader);
    const [target = ''] = targets;
    const field = reader.take('.') ? reader.name() : null;
    if (reader.take('=')) {
      const value = reader.tuple();
      reader.end();
      this.#body.push({ do: 'set', targets, field, value });
      return;
    }
    reader.end();
    this.#enter('endset', (body) => ({ do: 'capture', target, body }));
  }

  #macro(reader: ExpressionReader): void {
    const name = reader.name();
    reader.expect('(');
    const parameters: Parameter[] = [];
    while (!reader.take(')')) {
      const parameter = reader.name();
      parameters.push({ name: parameter, value: reader.take('=') ? reader.whole() : null });
      if (!reader.take(',')) {
        reader.expect(')');
        break;
      }
    }
    reader.end();
    this.#enter('endmacro', (body) => ({ do: 'macro', name, parameters, body }));
  }
}

function names(reader: ExpressionReader): string[] {
  const isGroup = reader.take('(');
  const list = [reader.name()];
  while (reader.take(',')) list.push(reader.name());
  if (isGroup) reader.expect(')');
  return list;
}
