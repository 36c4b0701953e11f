import { lex } from './lexer.ts';
import type { Segment, Token } from './token.ts';

/** What a template asks of whoever renders it, each name once, in the order of the text. */
export interface TemplateNames {
  /** Variables it reads and does not set itself. */
  readonly reads: readonly string[];
  /** Functions it calls and does not define itself; besides those every engine has. */
  readonly calls: readonly string[];
  readonly filters: readonly string[];
}

const WORDS: ReadonlySet<string> = new Set(
  'true false none True False None and or not in is if else loop recursive ignore missing with without context import as caller varargs kwargs self'.split(
    ' ',
  ),
);
/** Part of the language, without effect (jinja2/defaults.py). */
const PURE: ReadonlySet<string> = new Set(['range', 'namespace', 'dict']);
/** Blocks whose first word is a name of its own. */
const DEFINING: ReadonlySet<string> = new Set(['macro', 'block', 'filter']);

/** Goes through the tokens in order: what a block before has set is the template's own. */
export function namesOf(template: string): TemplateNames {
  const { segments } = lex(template);
  // A macro may be called in one that stands before it.
  const own = new Set(
    segments.flatMap((segment) => (wordOf(segment) === 'macro' ? (segment.tokens[1]?.text ?? []) : [])),
  );
  const reads = new Set<string>();
  const calls = new Set<string>();
  const filters = new Set<string>();
  for (const segment of segments) {
    const word = wordOf(segment);
    const set = new Set(bound(segment));
    // Loops and macros know their names inside of themselves; a variable may be made of what it was before.
    if (word !== 'set') for (const name of set) own.add(name);
    const tokens = word === null ? segment.tokens : segment.tokens.slice(word === 'set' ? 1 + targetsIn(segment) : 1);
    if (word === 'filter' && tokens[0]?.kind === 'name') filters.add(tokens[0].text);
    tokens.forEach((token, i) => {
      if (token.kind !== 'name') return;
      const before = operator(tokens[i - 1]);
      const after = operator(tokens[i + 1]);
      if (before === '|') filters.add(token.text);
      else if (before === '.' || isTest(tokens, i) || (after === '=' && (before === '(' || before === ','))) return;
      else if (WORDS.has(token.text) || PURE.has(token.text) || own.has(token.text)) return;
      else if (after === '(') calls.add(token.text);
      else reads.add(token.text);
    });
    for (const name of set) own.add(name);
  }
  return { reads: [...reads].filter((name) => !calls.has(name)), calls: [...calls], filters: [...filters] };
}

/** How many tokens stand before the `=` of a `set`, with it. */
function targetsIn({ tokens }: Segment): number {
  const at = tokens.findIndex((token) => operator(token) === '=');
  return at < 0 ? tokens.length : at;
}

function wordOf({ kind, tokens }: Segment): string | null {
  return kind === 'block' ? (tokens[0]?.text ?? null) : null;
}

function operator(token: Token | undefined): string {
  return token?.kind === 'operator' ? token.text : '';
}

function isTest(tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1];
  if (before?.kind !== 'name') return false;
  return before.text === 'is' || (before.text === 'not' && tokens[i - 2]?.text === 'is');
}

/** Names a block sets: of variables, loops, macros and their parameters. */
function bound({ kind, tokens }: Segment): string[] {
  const word = tokens[0]?.text ?? '';
  if (kind !== 'block') return [];
  const rest = tokens.slice(1);
  if (word === 'set' || word === 'with') {
    const end = rest.findIndex((token) => operator(token) === '=');
    return namesIn(end < 0 ? rest : rest.slice(0, end), word === 'set');
  }
  if (word === 'for')
    return namesIn(
      rest.slice(
        0,
        Math.max(
          0,
          rest.findIndex(({ text }) => text === 'in'),
        ),
      ),
      false,
    );
  if (DEFINING.has(word))
    return rest
      .filter((token, i) => token.kind === 'name' && operator(rest[i - 1]) !== '=' && operator(rest[i - 1]) !== '.')
      .map(({ text }) => text);
  if (word === 'import' || word === 'from')
    return rest.filter(({ kind: kind_ }) => kind_ === 'name').map(({ text }) => text);
  return [];
}

/** `a.b = …` sets a member of `a`, which is set elsewhere. */
function namesIn(tokens: readonly Token[], skipsMembers: boolean): string[] {
  if (skipsMembers && operator(tokens[1]) === '.') return [];
  return tokens.filter(({ kind }) => kind === 'name').map(({ text }) => text);
}
