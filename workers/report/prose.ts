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
export function prose(
  literals: TemplateStringsArray,
  ...values: readonly (ProsePart | number | Prose)[]
): Prose {
  const parts: ProsePart[] = [];
  literals.forEach((literal, i) => {
    if (literal !== '') parts.push(literal);
    const value = values[i];
    if (value === undefined) return;
    if (typeof value === 'number') parts.push(value.toLocaleString('en-US'));
    else if (isProse(value)) parts.push(...value);
    else parts.push(value);
  });
  return parts;
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

/** Characters that do not show or that change how their neighbours show (controls, bidi, zero width, line separators, tags). */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- these are the characters to find
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\u{e0000}-\u{e0fff}]/gu;

/** Replaces every character that would not be seen as itself by `\u{…}` (newline and tab by `\n`, `\t`). */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (c) => {
    if (c === '\n') return '\\n';
    if (c === '\t') return '\\t';
    if (c === '\r') return '\\r';
    return `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

function isProse(value: ProsePart | Prose): value is Prose {
  return Array.isArray(value);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
