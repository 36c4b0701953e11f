/**
 * The tokens of YAML (1.2.2, chapters 5 to 8), in one pass and without nesting, so that no text makes it slow. It takes more texts than
 * YAML allows: what stands in them is found all the same.
 */
export interface YamlToken {
  /** `scalar`: a text in any of its five forms. `:`: what stood before it is a key. `line`: a line ends. `-`, `?`, `,` and brackets are `other`. */
  readonly kind: 'scalar' | ':' | 'tag' | 'anchor' | 'alias' | 'directive' | 'document' | 'line' | 'other';
  readonly form: 'plain' | 'single' | 'double' | 'block';
  /** UTF-16 units. */
  readonly at: number;
  readonly end: number;
}

type Kind = YamlToken['kind'];
type Form = YamlToken['form'];

const FLOW = /[,[\]{}]/;

export function* scanYaml(source: string): Generator<YamlToken> {
  /** Brackets that are open. */
  let flow = 0;
  let lineStart = 0;
  /** Column that the content of a block text has to be right of. */
  let parent = -1;
  let at = source.startsWith('\ufeff') ? 1 : 0;
  const token = (kind: Kind, end: number, form: Form = 'plain'): YamlToken => ({ kind, form, at, end });
  while (at < source.length) {
    const letter = source.charAt(at);
    if (letter === '\n' || letter === '\r') {
      yield token('line', at + 1);
      at += 1;
      lineStart = at;
      if (flow === 0) parent = -1;
      continue;
    }
    const column = at - lineStart;
    if (letter === ' ' || letter === '\t') {
      at += 1;
    } else if (letter === '#') {
      at = lineEnd(source, at);
    } else if (column === 0 && letter === '%') {
      const end = lineEnd(source, at);
      yield token('directive', end);
      at = end;
    } else if (column === 0 && /^(?:---|\.\.\.)(?=\s|$)/.test(source.slice(at, at + 4))) {
      yield token('document', at + 3);
      flow = 0;
      at += 3;
    } else if (letter === '"' || letter === "'") {
      const end = quoteEnd(source, at);
      yield token('scalar', end, letter === '"' ? 'double' : 'single');
      parent = flow === 0 ? Math.max(parent, column) : parent;
      at = end;
    } else if (letter === '!' || letter === '&' || letter === '*') {
      const end = nameEnd(source, at, letter === '!' && source.charAt(at + 1) === '<', flow > 0);
      yield token(letter === '!' ? 'tag' : letter === '&' ? 'anchor' : 'alias', end);
      at = end;
    } else if (FLOW.test(letter)) {
      yield token('other', at + 1);
      if (letter === '[' || letter === '{') flow += 1;
      else if (letter !== ',') flow = Math.max(0, flow - 1);
      at += 1;
    } else if (letter === ':' && isKeyEnd(source, at, flow > 0)) {
      yield token(':', at + 1);
      at += 1;
    } else if ((letter === '-' || letter === '?') && isBlank(source.charAt(at + 1))) {
      yield token('other', at + 1);
      parent = flow === 0 ? column : parent;
      at += 1;
    } else if ((letter === '|' || letter === '>') && flow === 0) {
      const end = blockEnd(source, at, parent);
      yield token('scalar', end, 'block');
      at = end;
    } else {
      const end = plainEnd(source, at, flow > 0);
      yield token('scalar', end);
      parent = flow === 0 ? Math.max(parent, column) : parent;
      at = end;
    }
  }
}

function isBlank(letter: string): boolean {
  return letter === '' || letter === ' ' || letter === '\t' || letter === '\n' || letter === '\r';
}

function isKeyEnd(source: string, at: number, flow: boolean): boolean {
  const next = source.charAt(at + 1);
  if (isBlank(next)) return true;
  return flow && (FLOW.test(next) || /["']/.test(source.charAt(at - 1)));
}

function lineEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end;
}

function quoteEnd(source: string, at: number): number {
  const quote = source.charAt(at);
  for (let i = at + 1; i < source.length; i += 1) {
    const letter = source.charAt(i);
    if (quote === '"' && letter === '\\') i += 1;
    else if (letter === quote && quote === "'" && source.charAt(i + 1) === "'") i += 1;
    else if (letter === quote) return i + 1;
  }
  return source.length;
}

/** A tag, an anchor or an alias. */
function nameEnd(source: string, at: number, verbatim: boolean, flow: boolean): number {
  let end = at + 1;
  for (; end < source.length; end += 1) {
    const letter = source.charAt(end);
    if (verbatim && letter === '>') return end + 1;
    if (isBlank(letter) || (flow && !verbatim && FLOW.test(letter))) break;
  }
  return end;
}

function plainEnd(source: string, at: number, flow: boolean): number {
  let end = at + 1;
  for (; end < source.length; end += 1) {
    const letter = source.charAt(end);
    if (letter === '\n' || letter === '\r') break;
    if (letter === ':' && isKeyEnd(source, end, flow)) break;
    if (letter === '#' && isBlank(source.charAt(end - 1))) break;
    if (flow && FLOW.test(letter)) break;
  }
  while (end > at + 1 && isBlank(source.charAt(end - 1))) end -= 1;
  return end;
}

/** A block text ends before the first line that is not right of its parent. */
function blockEnd(source: string, at: number, parent: number): number {
  let end = lineEnd(source, at);
  while (end < source.length) {
    const start = end + 1;
    const stop = lineEnd(source, start);
    const line = source.slice(start, stop);
    const indent = line.search(/[^ \r]/);
    if (indent >= 0 && indent <= parent) break;
    if (start > source.length) break;
    end = stop;
    if (stop === source.length) break;
  }
  return end;
}
