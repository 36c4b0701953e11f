import { combined, listValue, unknown, type Value } from './value.ts';

type Make = (text: string, args: readonly string[]) => string | null;

/** Filters and methods of texts whose result follows from the text. */
const TEXT: Readonly<Record<string, Make>> = {
  lower: (text) => text.toLowerCase(),
  casefold: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  title: (text) => text.toLowerCase().replace(/(?:^|\s)\p{L}/gu, (letter) => letter.toUpperCase()),
  capitalize: (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
  swapcase: (text) =>
    text.replace(/\p{L}/gu, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    ),
  trim: (text, [what]) => stripped(text, what),
  strip: (text, [what]) => stripped(text, what),
  lstrip: (text, [what]) => stripped(text, what, 'start'),
  rstrip: (text, [what]) => stripped(text, what, 'end'),
  replace: (text, [from, to]) => (from === undefined || to === undefined ? null : text.replaceAll(from, to)),
  removeprefix: (text, [what = '']) => (text.startsWith(what) ? text.slice(what.length) : text),
  removesuffix: (text, [what = '']) => (what !== '' && text.endsWith(what) ? text.slice(0, -what.length) : text),
  reverse: (text) => Array.from(text).reverse().join(''),
  string: (text) => text,
  safe: (text) => text,
  escape: (text) => text,
  e: (text) => text,
  first: (text) => text.charAt(0),
  last: (text) => text.slice(-1),
  format: (text, args) => percent(text, args),
};

/** The result of a filter or method on a text, null when it is none of those that are followed. */
export function foldText(name: string, self: Value, args: readonly Value[], shown: string): Value | null {
  const make = Object.hasOwn(TEXT, name) ? TEXT[name] : undefined;
  if (make === undefined || self.texts.length === 0) return null;
  return combined(shown, [self, ...args], ([text = '', ...rest]) => make(text, rest));
}

/** `'sep'.join(list)` and `list|join('sep')`; of a dict the keys are joined. */
export function foldJoin(list: Value, separator: Value | undefined, shown: string): Value {
  const items = elementsOf(list);
  if (items === null) return unknown(shown, [list]);
  const parts = separator === undefined ? items : [separator, ...items];
  return combined(shown, parts, (texts) =>
    separator === undefined ? texts.join('') : texts.slice(1).join(texts[0] ?? ''),
  );
}

/** What looping over a value gives; null when that is not known. */
export function elementsOf(value: Value): readonly Value[] | null {
  if (value.items !== null) return value.items;
  if (value.fields !== null)
    return [...value.fields.keys()].map((key) => ({
      ...unknown(key),
      texts: [key],
      partial: false,
      fragment: key.includes('_'),
    }));
  const [text] = value.texts;
  if (text === undefined || text.length > 256) return null;
  return Array.from(text, (letter) => ({
    ...unknown(letter),
    texts: [letter],
    partial: false,
    fragment: letter === '_',
  }));
}

/** `'{}{}'.format(a, b)`: numbered and unnumbered fields; null when a field needs more than that. */
export function braces(text: string, args: readonly string[]): string | null {
  let next = 0;
  const missing: string[] = [];
  const made = text.replace(/\{\{|\}\}|\{(\d*)(?::c)?\}|\{[^}]*\}/g, (whole, number?: string) => {
    if (whole === '{{' || whole === '}}') return whole.charAt(0);
    const value = number === undefined ? undefined : args[number === '' ? next++ : Number(number)];
    if (value === undefined) missing.push(whole);
    return whole.includes(':c') ? String.fromCodePoint(Math.min(0x10ffff, Number(value) || 0)) : (value ?? '');
  });
  return missing.length === 0 ? made : null;
}

/** `'%s%c' % (a, b)`. */
export function percent(text: string, args: readonly string[]): string | null {
  let next = 0;
  const missing: string[] = [];
  const made = text.replace(/%(?:%|([scdixX]))/g, (whole, kind?: string) => {
    if (kind === undefined) return '%';
    const value = args[next++];
    if (value === undefined) missing.push(whole);
    return kind === 'c' && /^\d+$/.test(value ?? '')
      ? String.fromCodePoint(Math.min(0x10ffff, Number(value)))
      : (value ?? '');
  });
  return missing.length === 0 ? made : null;
}

/** `text[a:b:c]`, for steps of 1 and -1. */
export function sliced(text: string, [start, stop, step]: readonly (number | null)[]): string | null {
  if (step !== null && step !== undefined && step !== 1 && step !== -1) return null;
  const letters = Array.from(text);
  if (step === -1) return start === null && (stop ?? null) === null ? letters.reverse().join('') : null;
  return letters.slice(start ?? 0, stop ?? undefined).join('');
}

export function listOf(value: Value): Value | null {
  const items = elementsOf(value);
  return items === null ? null : listValue(items);
}

function stripped(text: string, what: string | undefined, side?: 'start' | 'end'): string {
  const letters = what === undefined ? null : new Set(what);
  const isGone = (letter: string | undefined): boolean =>
    letter !== undefined && (letters === null ? letter.trim() === '' : letters.has(letter));
  let from = 0;
  let to = text.length;
  if (side !== 'end') while (from < to && isGone(text[from])) from += 1;
  if (side !== 'start') while (to > from && isGone(text[to - 1])) to -= 1;
  return text.slice(from, to);
}
