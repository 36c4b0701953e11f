/** Tokens of a Python literal, as `tokenize` cuts them. Positions are in characters. */
export type Token =
  | { readonly kind: 'open' | 'close' | 'punctuation'; readonly at: number; readonly text: string }
  | { readonly kind: 'string'; readonly at: number; readonly text: string; readonly bytes: boolean }
  | { readonly kind: 'int'; readonly at: number; readonly value: bigint; readonly long: boolean }
  | { readonly kind: 'float'; readonly at: number; readonly text: string }
  | { readonly kind: 'name'; readonly at: number; readonly text: string };

/** Why a text is no literal, and where. */
export class NotLiteral extends Error {
  override readonly name = 'NotLiteral';
  readonly at: number;
  /** It names something: code, not a literal. */
  readonly isCode: boolean;

  constructor(at: number, why: string, isCode = false) {
    super(why);
    this.at = at;
    this.isCode = isCode;
  }
}

const SPACE = /[ \t\f\r\n]+|#[^\n]*/y;
const NUMBER =
  /(0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:[0-9](?:_?[0-9])*)?\.(?:[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9]+)?|[0-9](?:_?[0-9])*(?:[eE][+-]?[0-9]+)?)(L?)/y;
const STRING = /([rRbBuU]{0,2})('''|"""|'|")/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
/** Longer numbers say nothing about an array. */
const DIGITS = 100;

/** Every token in order. Throws NotLiteral where no token begins. */
export function* tokens(text: string): Generator<Token> {
  for (let at = 0; at < text.length;) {
    const space = match(SPACE, text, at);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const token = next(text, at);
    at = token.end;
    yield token.token;
  }
}

function next(text: string, at: number): { token: Token; end: number } {
  const character = text.charAt(at);
  if ('([{'.includes(character)) return { token: { kind: 'open', at, text: character }, end: at + 1 };
  if (')]}'.includes(character)) return { token: { kind: 'close', at, text: character }, end: at + 1 };
  if (',:+-'.includes(character)) return { token: { kind: 'punctuation', at, text: character }, end: at + 1 };
  const string = match(STRING, text, at);
  if (string !== null) return stringAt(text, at, string);
  const number = match(NUMBER, text, at);
  if (number !== null && /[0-9]/.test(number[0])) return numberAt(at, number);
  const name = match(NAME, text, at);
  if (name !== null) return { token: { kind: 'name', at, text: name[0] }, end: at + name[0].length };
  throw new NotLiteral(at, 'no value begins with this character');
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function numberAt(at: number, found: RegExpExecArray): { token: Token; end: number } {
  const [whole, digits = '', suffix = ''] = found;
  const plain = digits.replaceAll('_', '');
  const end = at + whole.length;
  if (/^(?:0[xXoObB]|[0-9]+$)/.test(plain)) {
    if (plain.length > DIGITS) throw new NotLiteral(at, 'the number has too many digits');
    if (/^0[0-9]*[1-9]/.test(plain)) throw new NotLiteral(at, 'the number begins with a zero');
    return { token: { kind: 'int', at, value: BigInt(plain.toLowerCase()), long: suffix !== '' }, end };
  }
  return { token: { kind: 'float', at, text: plain }, end: at + digits.length };
}

function stringAt(text: string, at: number, found: RegExpExecArray): { token: Token; end: number } {
  const prefix = (found[1] ?? '').toLowerCase();
  const quote = found[2] ?? "'";
  if (!['', 'r', 'b', 'u', 'rb', 'br'].includes(prefix)) throw new NotLiteral(at, 'no string has this prefix');
  const bytes = prefix.includes('b');
  let read = '';
  for (let i = at + found[0].length; i < text.length;) {
    if (text.startsWith(quote, i)) return { token: { kind: 'string', at, text: read, bytes }, end: i + quote.length };
    const character = text.charAt(i);
    if (character === '\n' && quote.length === 1) throw new NotLiteral(i, 'the line ends inside a string');
    if (character !== '\\' || prefix.includes('r')) {
      const taken = character === '\\' ? text.slice(i, i + 2) : character;
      read += taken;
      i += taken.length;
      continue;
    }
    const escape = escapeAt(text, i, bytes);
    read += escape.text;
    i += escape.length;
  }
  throw new NotLiteral(at, 'the string has no end');
}

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['\n', ''], ['\\', '\\'], ["'", "'"], ['"', '"'], ['a', '\x07'], ['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'],
  ['t', '\t'], ['v', '\v'],
]); // prettier-ignore
const CODED = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3}))/y;

function escapeAt(text: string, at: number, bytes: boolean): { text: string; length: number } {
  const letter = text.charAt(at + 1);
  const simple = SIMPLE.get(letter);
  if (simple !== undefined) return { text: simple, length: 2 };
  const isName = !bytes && 'uUN'.includes(letter) && letter !== '';
  const coded = isName || letter === 'x' || /[0-7]/.test(letter) ? match(CODED, text, at) : null;
  if (coded !== null) {
    const octal = coded[4];
    const point = octal === undefined ? parseInt(coded[1] ?? coded[2] ?? coded[3] ?? '', 16) : parseInt(octal, 8);
    if (point <= 0x10ffff) return { text: String.fromCodePoint(point), length: coded[0].length };
  }
  if (isName || letter === 'x') throw new NotLiteral(at, 'the string holds a broken escape');
  return { text: `\\${letter}`, length: 1 + letter.length };
}
