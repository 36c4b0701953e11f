import { LIMITS } from '../../limits.ts';
import { literalValue } from './literal.ts';
import type { Segment, TemplateStop, Token } from './token.ts';

export interface Lexed {
  readonly segments: readonly Segment[];
  readonly stop: TemplateStop | null;
}

const TOKEN =
  /\s+|([\p{L}_][\p{L}\p{N}_]*)|(\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)|('(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")|(\/\/|\*\*|==|!=|<=|>=|[-+*/%~.,:|(){}[\]<>=;])/uy;
const CLOSERS: Readonly<Record<string, string>> = { output: '}}', block: '%}' };

/** Cuts a template into text, outputs, blocks and comments (jinja2/lexer.py with its default delimiters). */
export function lex(template: string): Lexed {
  const segments: Segment[] = [];
  let tokens = 0;
  let at = 0;
  while (at < template.length) {
    const open = nextOpen(template, at);
    if (open > at) segments.push({ kind: 'data', at, end: open, tokens: [] });
    if (open >= template.length) break;
    const next = readSegment(template, open);
    if ('what' in next) return { segments, stop: next };
    segments.push(next);
    tokens += next.tokens.length;
    at = next.end;
    if (tokens > LIMITS.templateTokens)
      return { segments, stop: { at, what: 'more tokens than are followed', limit: true } };
    if (isRaw(next)) at = pushRaw(template, at, segments);
  }
  return { segments, stop: null };
}

function nextOpen(template: string, from: number): number {
  for (let at = template.indexOf('{', from); at !== -1; at = template.indexOf('{', at + 1)) {
    const next = template[at + 1];
    if (next === '{' || next === '%' || next === '#') return at;
  }
  return template.length;
}

function readSegment(template: string, open: number): Segment | TemplateStop {
  if (template[open + 1] === '#') {
    const close = template.indexOf('#}', open + 2);
    if (close < 0) return { at: open, what: 'a comment that does not end', limit: false };
    return { kind: 'comment', at: open, end: close + 2, tokens: [] };
  }
  const kind = template[open + 1] === '{' ? 'output' : 'block';
  return readTokens(template, open, kind);
}

/** Tokens up to the closing delimiter, which counts only outside of brackets. */
function readTokens(template: string, open: number, kind: 'output' | 'block'): Segment | TemplateStop {
  const tokens: Token[] = [];
  const closer = CLOSERS[kind] ?? '}}';
  let brackets = 0;
  let at = open + 2;
  if (template[at] === '-' || template[at] === '+') at += 1;
  while (at < template.length) {
    const sign = template[at] === '-' || template[at] === '+' ? 1 : 0;
    if (brackets === 0 && template.startsWith(closer, at + sign))
      return { kind, at: open, end: at + sign + closer.length, tokens };
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(template);
    if (match === null) return { at, what: `the character “${template[at] ?? ''}” where none may stand`, limit: false };
    const end = at + match[0].length;
    const token = tokenOf(match, at, end);
    if (token !== null) tokens.push(token);
    if (token?.kind === 'operator' && '([{'.includes(token.text)) brackets += 1;
    if (token?.kind === 'operator' && ')]}'.includes(token.text)) brackets = Math.max(0, brackets - 1);
    at = end;
  }
  return {
    at: open,
    what: kind === 'output' ? 'an output that does not end' : 'a block that does not end',
    limit: false,
  };
}

function tokenOf(match: RegExpExecArray, at: number, end: number): Token | null {
  const [, name, number, string, operator] = match;
  if (name !== undefined) return { kind: 'name', text: name, at, end };
  if (number !== undefined) return { kind: 'number', text: number.replaceAll('_', ''), at, end };
  if (string !== undefined) return { kind: 'string', text: literalValue(string.slice(1, -1)), at, end };
  return operator === undefined ? null : { kind: 'operator', text: operator, at, end };
}

function isRaw({ kind, tokens }: Segment): boolean {
  return kind === 'block' && tokens.length === 1 && tokens[0]?.text === 'raw';
}

/** Everything up to `endraw` is text. Returns where that block starts. */
function pushRaw(template: string, at: number, segments: Segment[]): number {
  const close = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;
  close.lastIndex = at;
  const end = close.exec(template)?.index ?? template.length;
  if (end > at) segments.push({ kind: 'data', at, end, tokens: [] });
  return end;
}
