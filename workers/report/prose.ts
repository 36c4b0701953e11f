/**
 * Sentences that may hold text from a hostile file.
 *
 * A plain string is ours. `{ data }` came from the file: views print it through one component,
 * exports escape it, and nobody ever joins the two into one string of markup.
 */
export type Prose = readonly ProsePart[];
export type ProsePart = string | FileText | Code;

/** Text from the file. `cut` is how many characters were left out at the end. */
export interface FileText {
  readonly data: string;
  readonly cut?: number;
}

/** Our own text, set in the code face: a function or opcode name we wrote ourselves. */
export interface Code {
  readonly code: string;
}

/** Longest piece of file text a report carries in one place, in UTF-16 units. */
export const MAX_FILE_TEXT = 512;

/** Marks text as coming from the file, cut to `max` UTF-16 units (never inside a surrogate pair). */
export function data(text: string, max = MAX_FILE_TEXT): FileText {
  if (text.length <= max) return { data: text };
  const end = isHighSurrogate(text.charCodeAt(max - 1)) ? max - 1 : max;
  return { data: text.slice(0, end), cut: text.length - end };
}

export function code(text: string): Code {
  return { code: text };
}

/** Tagged template: literal parts are ours, interpolated strings are ours too, file text must be wrapped in `data()`. */
export function prose(literals: TemplateStringsArray, ...values: readonly (ProsePart | number | Prose)[]): Prose {
  const parts: ProsePart[] = [];
  literals.forEach((literal, i) => {
    if (literal !== '') parts.push(values[i - 1] === 1 ? singular(literal) : literal);
    const value = values[i];
    if (value === undefined) return;
    if (typeof value === 'number') parts.push(value.toLocaleString('en-US'));
    else if (isProse(value)) parts.push(...value);
    else parts.push(value);
  });
  return parts;
}

const NOUNS =
  /^ ((?:more |other )?)(byte|tensor|value|character|file|shard|key|stream|member|record|program|finding|step|name|array|entrie)s\b( (?:stand|belong|are|were|have|follow|do|hold|lie))?(?![a-z])/;
const VERBS: Readonly<Record<string, string>> = { are: 'is', were: 'was', have: 'has', do: 'does' };

/** Our own words after the number one: " bytes stand behind" becomes " byte stands behind". */
function singular(literal: string): string {
  return literal.replace(NOUNS, (_, more: string, noun: string, verb: string | undefined) => {
    const word = verb?.slice(1);
    const said = word === undefined ? '' : ` ${VERBS[word] ?? `${word}s`}`;
    return ` ${more}${noun === 'entrie' ? 'entry' : noun}${said}`;
  });
}

/** Plain text for logs, titles and the terminal. Control and bidi characters of file text become visible escapes. */
export function plain(text: Prose): string {
  return text
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('code' in part) return part.code;
      return visible(part.data) + (part.cut === undefined ? '' : `… (${part.cut.toString()} more)`);
    })
    .join('');
}

/** Code points that do not show or that change how their neighbours show, as [first, last]. */
const INVISIBLE: readonly (readonly [number, number])[] = [
  [0x00, 0x1f], // controls
  [0x7f, 0xa0],
  [0xad, 0xad], // soft hyphen
  [0x34f, 0x34f], // joiners and fillers
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f], // zero width, directional marks
  [0x2028, 0x202f], // separators, embeddings and overrides
  [0x205f, 0x206f],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xd800, 0xdfff], // lone surrogates
  [0xfe00, 0xfe0f], // variation selectors
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xe0000, 0xe0fff], // tags
];

/** Replaces every character that would not be seen as itself by `\u{…}` (newline, tab and return by `\n`, `\t`, `\r`). */
export function visible(text: string): string {
  let shown = '';
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    shown += isInvisible(point) ? escape(point) : character;
  }
  return shown;
}

function isInvisible(point: number): boolean {
  return (point < 0x20 || point > 0x7e) && INVISIBLE.some(([first, last]) => point >= first && point <= last);
}

function escape(point: number): string {
  if (point === 0x0a) return '\\n';
  if (point === 0x09) return '\\t';
  if (point === 0x0d) return '\\r';
  return `\\u{${point.toString(16)}}`;
}

function isProse(value: ProsePart | Prose): value is Prose {
  return Array.isArray(value);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
