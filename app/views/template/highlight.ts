/** Pieces of a Jinja template for their colours. Pure, linear; a wrong template only gets odd colours. */
export type PieceKind = 'text' | 'code' | 'word' | 'string' | 'comment';

export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
}

const KEYWORDS =
  'for|endfor|in|if|elif|else|endif|set|endset|macro|endmacro|call|endcall|filter|endfilter|raw|endraw|block|endblock|include|import|from|extends|with|endwith|do|generation|endgeneration|break|continue|is|not|and|or';
const INSIDE = new RegExp(`'(?:[^'\\\\]|\\\\[^])*'|"(?:[^"\\\\]|\\\\[^])*"|\\b(?:${KEYWORDS})\\b|[}%]\\}`, 'g');

const OPENING = /\{[{%#]/g;

/** Lines of pieces. */
export function highlighted(source: string): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [[]];
  for (const { kind, text } of piecesOf(source)) {
    text.split('\n').forEach((part, i) => {
      if (i > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ kind, text: part });
    });
  }
  return lines;
}

function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  const push = (kind: PieceKind, from: number, to: number): void => {
    if (to > from) pieces.push({ kind, text: source.slice(from, to) });
  };
  let at = 0;
  while (at < source.length) {
    const open = opening(source, at);
    push('text', at, open);
    if (open >= source.length) break;
    at = source[open + 1] === '#' ? comment(source, open, push) : code(source, open, push);
  }
  return pieces;
}

type Push = (kind: PieceKind, from: number, to: number) => void;

function opening(source: string, from: number): number {
  OPENING.lastIndex = from;
  return OPENING.exec(source)?.index ?? source.length;
}

function comment(source: string, open: number, push: Push): number {
  const close = source.indexOf('#}', open + 2);
  const end = close < 0 ? source.length : close + 2;
  push('comment', open, end);
  return end;
}

/** Up to the delimiter that closes it. */
function code(source: string, open: number, push: Push): number {
  const closer = source[open + 1] === '{' ? '}}' : '%}';
  let at = open;
  INSIDE.lastIndex = open + 2;
  for (let match = INSIDE.exec(source); match !== null; match = INSIDE.exec(source)) {
    const [text] = match;
    if (text === closer) {
      push('code', at, INSIDE.lastIndex);
      return INSIDE.lastIndex;
    }
    if (text === '}}' || text === '%}') continue;
    push('code', at, match.index);
    push(text.startsWith("'") || text.startsWith('"') ? 'string' : 'word', match.index, INSIDE.lastIndex);
    at = INSIDE.lastIndex;
  }
  push('code', at, source.length);
  return source.length;
}
