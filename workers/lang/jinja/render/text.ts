import type { Meter } from './value.ts';

/** Operations on texts whose result may be much longer than what they are given: the length is counted before it is made. */

export function repeated(text: string, times: number, meter: Meter): string {
  const count = Math.max(0, Math.floor(times));
  meter.make(text.length * count);
  return text.repeat(count);
}

export function joined(parts: readonly string[], between: string, meter: Meter): string {
  meter.make(parts.reduce((sum, part) => sum + part.length, between.length * Math.max(0, parts.length - 1)));
  return parts.join(between);
}

export function replaced(text: string, from: string, to: string, meter: Meter, most = Infinity): string {
  meter.search(text, from);
  let found = 0;
  if (from === '') found = text.length + 1;
  else for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + from.length)) found += 1;
  const count = Math.min(found, most);
  meter.make(text.length + count * Math.max(0, to.length - from.length));
  if (most === Infinity && from !== '') return text.replaceAll(from, () => to);
  let out = '';
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    const next = from === '' ? Math.min(at + (i > 0 ? 1 : 0), text.length) : text.indexOf(from, at);
    out += text.slice(at, next) + to;
    at = next + from.length;
  }
  return out + text.slice(at);
}

/** Python's `split`: by white space without a separator. */
export function split(text: string, separator: string | null, most: number, meter: Meter): string[] {
  meter.make(text.length + 1);
  if (separator === null) {
    const words = text.trim().split(/\s+/);
    return words.length === 1 && words[0] === '' ? [] : words;
  }
  meter.search(text, separator);
  const parts = text.split(separator);
  if (most < 0 || parts.length <= most + 1) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(separator)];
}

/** Takes characters of a set off the ends, as `strip` does. */
export function stripped(text: string, set: string | null, where: 'both' | 'left' | 'right', meter: Meter): string {
  meter.make(text.length);
  const isOff = (at: number): boolean => (set === null ? /\s/.test(text[at] ?? '') : set.includes(text[at] ?? ''));
  if (set !== null) meter.work(text.length * Math.min(set.length, 64));
  let from = 0;
  let to = text.length;
  if (where !== 'right') while (from < to && isOff(from)) from += 1;
  if (where !== 'left') while (to > from && isOff(to - 1)) to -= 1;
  return text.slice(from, to);
}

export function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
}

export function titled(text: string): string {
  return text.replace(/\p{L}+/gu, capitalized);
}

export function indented(text: string, width: number, isFirst: boolean, isBlank: boolean, meter: Meter): string {
  const pad = repeated(' ', width, meter);
  const lines = split(text, '\n', -1, meter);
  const out = lines.map((line, i) => ((i > 0 || isFirst) && (isBlank || line !== '') ? pad + line : line));
  meter.make(pad.length * lines.length);
  return out.join('\n');
}
