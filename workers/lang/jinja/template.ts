import { evaluate, type World } from './evaluate.ts';
import { type Parsed, parseExpression } from './expression.ts';
import { elementsOf } from './fold.ts';
import { lex } from './lexer.ts';
import { type Reach, Reaches } from './reach.ts';
import type { Segment, TemplateStop, Token } from './token.ts';
import { triggersOf, wordsIn } from './trigger.ts';
import { either, fieldsValue, textValue, unknown, type Value } from './value.ts';

export interface TemplateReading {
  readonly reaches: readonly Reach[];
  /** Reaches beyond those that are kept. */
  readonly more: number;
  readonly stop: TemplateStop | null;
}

/** An `if` that is open, and the text that stands behind its condition. */
interface OpenIf {
  readonly triggers: readonly { text: string; at: number; end: number }[];
  text: string;
}

/** Conditions that text is gathered for, innermost first, and how much of it. */
const MAX_IFS = 32;
const MAX_SAID = 2048;

/** Blocks without expressions, or whose words are names. */
const PLAIN: ReadonlySet<string> = new Set(
  'else endif endfor endmacro endcall endfilter endset endblock endwith endraw raw block generation endgeneration break continue endautoescape endtrans pluralize trans debug'.split(
    ' ',
  ),
);

/**
 * Parses a Jinja template and lists what it reaches. Texts put together from constants are followed through variables,
 * filters and methods; nothing is rendered. Never throws, never recurses.
 */
export function readTemplate(template: string): TemplateReading {
  return new TemplateReader(template).run();
}

class TemplateReader {
  readonly #template: string;
  readonly #world: World = { variables: new Map(), reaches: new Reaches() };
  readonly #ifs: OpenIf[] = [];
  #capture: { name: string; text: string } | null = null;
  #stop: TemplateStop | null = null;

  constructor(template: string) {
    this.#template = template;
  }

  run(): TemplateReading {
    const { segments, stop } = lex(this.#template);
    for (const segment of segments) this.#segment(segment);
    const { list, more } = this.#world.reaches;
    return { reaches: [...list].sort((a, b) => a.at - b.at), more, stop: this.#stop ?? stop };
  }

  #segment(segment: Segment): void {
    if (segment.kind === 'data') this.#print(this.#template.slice(segment.at, segment.end));
    else if (segment.kind === 'output') this.#print(this.#whole(segment.tokens).texts[0] ?? '');
    else if (segment.kind === 'block') this.#block(segment);
  }

  /** Text that rendering gives out. */
  #print(text: string): void {
    for (const open of this.#ifs.slice(-MAX_IFS))
      if (open.triggers.length > 0 && open.text.length < MAX_SAID) open.text += text.slice(0, MAX_SAID);
    if (this.#capture !== null && this.#capture.text.length < 4096) this.#capture.text += text.slice(0, 4096);
  }

  #block({ tokens, at, end }: Segment): void {
    const [first, ...rest] = tokens;
    const word = first?.text ?? '';
    if (word === 'if') this.#openIf(rest);
    else if (word === 'elif' || word === 'else' || word === 'endif') this.#nextIf(word, rest);
    else if (word === 'for') this.#loop(rest, at, end);
    else if (word === 'set') this.#set(rest);
    else if (word === 'endset') this.#endSet();
    else if (word === 'with') this.#with(rest);
    else if (word === 'include' || word === 'import' || word === 'from' || word === 'extends')
      this.#load(word, rest, at, end);
    else if (word === 'filter')
      this.#whole([{ kind: 'string', text: '', at, end: at }, { kind: 'operator', text: '|', at, end: at }, ...rest]);
    else if (word === 'call') this.#whole(afterBrackets(rest));
    else if (word === 'macro' || word === 'do' || word === 'autoescape' || word === 'print') this.#whole(rest);
    else if (!PLAIN.has(word))
      this.#mistake(first?.at ?? at, `the block “${word.slice(0, 40)}”, which Jinja does not have`);
  }

  /** An expression that has to end with the tokens. */
  #whole(tokens: readonly Token[]): Value {
    const parsed = parseExpression(tokens);
    this.#check(parsed, tokens);
    return evaluate(parsed.steps, this.#world);
  }

  #check({ stop, next }: Parsed, tokens: readonly Token[]): void {
    const rest = tokens[next];
    if (stop !== null) this.#stop ??= stop;
    else if (rest !== undefined && !(rest.text === 'recursive'))
      this.#mistake(rest.at, `“${rest.text.slice(0, 40)}” where the expression should end`);
    // What comes after a mistake is still looked at.
    if (rest !== undefined && next > 0) evaluate(parseExpression(tokens, next + 1).steps, this.#world);
  }

  #mistake(at: number, what: string): void {
    this.#stop ??= { at, what, limit: false };
  }

  #openIf(condition: readonly Token[]): void {
    this.#whole(condition);
    this.#ifs.push({ triggers: triggersOf(condition), text: '' });
  }

  #nextIf(word: string, condition: readonly Token[]): void {
    const open = this.#ifs.pop();
    for (const { text, at, end } of open?.triggers ?? []) {
      const said = wordsIn(open?.text ?? '');
      if (said !== null)
        this.#world.reaches.note({ kind: 'trigger', name: text, shown: said, computed: false, at, end });
    }
    if (word === 'elif') this.#openIf(condition);
    else if (word === 'else') this.#ifs.push({ triggers: [], text: '' });
  }

  #loop(tokens: readonly Token[], at: number, end: number): void {
    const split = tokens.findIndex(({ kind, text }) => kind === 'name' && text === 'in');
    const over = this.#whole(tokens.slice(split + 1));
    const targets = tokens.slice(0, Math.max(0, split)).filter(({ kind }) => kind === 'name');
    this.#world.reaches.note({ kind: 'loop', name: over.shown, shown: over.shown, computed: false, at, end });
    const items = elementsOf(over);
    for (const [i, { text }] of targets.entries()) {
      const values = items?.map((item) => (targets.length > 1 ? (item.items?.[i] ?? unknown(text)) : item));
      this.#world.variables.set(
        text,
        values === undefined || values.length === 0 ? unknown(text, [over]) : either(values),
      );
    }
  }

  #set(tokens: readonly Token[]): void {
    const split = tokens.findIndex(({ kind, text }) => kind === 'operator' && text === '=');
    const targets = split < 0 ? tokens : tokens.slice(0, split);
    const name = targets[0]?.text ?? '';
    if (split < 0) {
      this.#capture = { name, text: '' };
      this.#whole(targets);
      return;
    }
    const value = this.#whole(tokens.slice(split + 1));
    if (targets[1]?.text === '.') this.#setField(name, targets[2]?.text ?? '', value);
    else if (targets.length === 1) this.#assign(name, value);
    else
      for (const [i, { text }] of targets.filter(({ kind }) => kind === 'name').entries())
        this.#assign(text, value.items?.[i] ?? unknown(text));
  }

  /** Branches are not told apart: a variable may be anything it was ever set to. */
  #assign(name: string, value: Value): void {
    const before = this.#world.variables.get(name);
    this.#world.variables.set(
      name,
      before === undefined || before.texts.length === 0 ? value : either([value, before]),
    );
  }

  #setField(name: string, field: string, value: Value): void {
    const self = this.#world.variables.get(name);
    const fields = new Map(self?.fields ?? []);
    const before = fields.get(field);
    fields.set(field, before === undefined || before.texts.length === 0 ? value : either([value, before]));
    this.#world.variables.set(name, fieldsValue(name, fields));
  }

  #endSet(): void {
    if (this.#capture === null) return;
    this.#assign(this.#capture.name, textValue(this.#capture.text.trim(), false));
    this.#capture = null;
  }

  #with(tokens: readonly Token[]): void {
    let from = 0;
    while (from < tokens.length) {
      const name = tokens[from]?.text ?? '';
      const parsed = parseExpression(tokens, from + 2);
      this.#assign(name, evaluate(parsed.steps, this.#world));
      from = Math.max(parsed.next, from + 2) + 1;
    }
  }

  #load(word: string, tokens: readonly Token[], at: number, end: number): void {
    const parsed = parseExpression(tokens);
    const value = evaluate(parsed.steps, this.#world);
    this.#world.reaches.note({
      kind: 'load',
      name: value.texts[0] ?? value.shown,
      shown: `${word} ${value.shown}`,
      computed: false,
      at,
      end,
    });
  }
}

/** `call(user) dump_users()`: the arguments in front are names. */
function afterBrackets(tokens: readonly Token[]): readonly Token[] {
  if (tokens[0]?.text !== '(') return tokens;
  const close = tokens.findIndex(({ kind, text }) => kind === 'operator' && text === ')');
  return tokens.slice(close + 1);
}
