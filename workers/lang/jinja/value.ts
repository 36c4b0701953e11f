/** What is known of a value while rendering. Values are never executed: texts that are constants are folded, the rest is named. */
export interface Value {
  /** The expression, shortened. */
  readonly shown: string;
  /** Texts it may be, when they are known; empty otherwise. */
  readonly texts: readonly string[];
  readonly number: number | null;
  /** Elements of a list literal. */
  readonly items: readonly Value[] | null;
  /** Members of a dict literal, of dict() and of namespace(). */
  readonly fields: ReadonlyMap<string, Value> | null;
  /** `join` of a text: what a call would be made on. */
  readonly method: { readonly self: Value; readonly name: string } | null;
  /** Besides `texts` it may be something that is not known. */
  readonly partial: boolean;
  /** Made of text that may be part of an internal name. */
  readonly fragment: boolean;
  /** A literal, written as it is. */
  readonly literal: boolean;
}

const MAX_SHOWN = 160;
const MAX_TEXTS = 8;
/** Names are short; longer texts are kept by their start. */
const MAX_TEXT = 512;
const MAX_FIELDS = 256;

export function unknown(shown: string, from: readonly Value[] = []): Value {
  return {
    shown: shorten(shown),
    texts: [],
    number: null,
    items: null,
    fields: null,
    method: null,
    partial: true,
    fragment: from.some(({ fragment }) => fragment),
    literal: false,
  };
}

export function textValue(text: string, literal: boolean): Value {
  return {
    ...unknown(quoted(text)),
    texts: [text.slice(0, MAX_TEXT)],
    partial: false,
    fragment: text.includes('_'),
    literal,
  };
}

export function numberValue(number: number): Value {
  return { ...unknown(number.toString()), number, literal: true };
}

export function listValue(items: readonly Value[]): Value {
  return { ...unknown(`[${items.map(({ shown }) => shown).join(', ')}]`, items), items };
}

export function fieldsValue(shown: string, fields: ReadonlyMap<string, Value>): Value {
  const kept = fields.size <= MAX_FIELDS ? fields : new Map([...fields].slice(-MAX_FIELDS));
  return { ...unknown(shown, [...kept.values()]), fields: kept };
}

/** One of several. */
export function either(values: readonly Value[]): Value {
  const [first] = values;
  if (first === undefined) return unknown('');
  if (values.length === 1) return first;
  const texts = [...new Set(values.flatMap((value) => value.texts))].slice(0, MAX_TEXTS);
  const whole = values.find(({ fields, items }) => fields !== null || items !== null) ?? first;
  const partial = values.some((value) => value.partial);
  return { ...whole, texts, partial, literal: false, fragment: values.some(({ fragment }) => fragment) };
}

/** Texts made of every combination, as long as they are few; unknown when a part is. */
export function combined(
  shown: string,
  parts: readonly Value[],
  make: (texts: readonly string[]) => string | null,
): Value {
  let rows: string[][] = [[]];
  for (const part of parts) {
    const texts = part.texts.length > 0 ? part.texts : part.number !== null ? [part.number.toString()] : null;
    if (texts === null) return unknown(shown, parts);
    rows = rows.flatMap((row) => texts.map((text) => [...row, text])).slice(0, MAX_TEXTS);
  }
  const partial = parts.some((part) => part.partial && part.number === null);
  const texts = rows.flatMap((row) => make(row) ?? []).map((text) => text.slice(0, MAX_TEXT));
  const [only] = texts;
  if (only === undefined) return unknown(shown, parts);
  return {
    ...unknown(shown, parts),
    texts: [...new Set(texts)],
    partial,
    fragment: texts.some((text) => text.includes('_')),
  };
}

export function shorten(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

function quoted(text: string): string {
  return `'${shorten(text)}'`;
}
