import { data, prose } from '../../../report/prose.ts';
import { capitalized, joined, replaced, split, stripped, titled } from './text.ts';
import {
  dict,
  type Dict,
  elements,
  func,
  isEqual,
  list,
  type List,
  type Meter,
  missing,
  mistake,
  Stop,
  textOf,
  type Value,
} from './value.ts';

type Method<T> = (self: T, args: readonly Value[], meter: Meter) => Value;

const textOr = (value: Value | undefined, meter: Meter): string | null =>
  value === undefined || value === null ? null : textOf(value, meter);
const affix = (self: string, value: Value | undefined, meter: Meter, test: (text: string) => boolean): boolean => {
  const all = elementsOrOne(value ?? '');
  meter.work(self.length);
  return all.some((one) => test(textOf(one, meter)));
};
const elementsOrOne = (value: Value): readonly Value[] =>
  typeof value === 'object' && value !== null && value.kind === 'list' ? value.items : [value];

const sought = (self: string, value: Value | undefined, meter: Meter, find: (text: string) => number): number => {
  const text = textOf(value ?? '', meter);
  meter.search(self, text);
  return find(text);
};

const TEXT: Readonly<Record<string, Method<string>>> = {
  strip: (self, [set], meter) => stripped(self, textOr(set, meter), 'both', meter),
  lstrip: (self, [set], meter) => stripped(self, textOr(set, meter), 'left', meter),
  rstrip: (self, [set], meter) => stripped(self, textOr(set, meter), 'right', meter),
  split: (self, [by, most], meter) => list(split(self, textOr(by, meter), typeof most === 'number' ? most : -1, meter)),
  splitlines: (self, _, meter) => list(split(self.replace(/\n$/, ''), '\n', -1, meter)),
  startswith: (self, [start], meter) => affix(self, start, meter, (text) => self.startsWith(text)),
  endswith: (self, [end], meter) => affix(self, end, meter, (text) => self.endsWith(text)),
  upper: (self, _, meter) => (meter.make(self.length * 3), self.toUpperCase()),
  lower: (self, _, meter) => (meter.make(self.length * 3), self.toLowerCase()),
  title: (self, _, meter) => (meter.make(self.length * 3), titled(self)),
  capitalize: (self, _, meter) => (meter.make(self.length * 3), capitalized(self)),
  replace: (self, [from, to, most], meter) =>
    replaced(
      self,
      textOf(from ?? '', meter),
      textOf(to ?? '', meter),
      meter,
      typeof most === 'number' && most >= 0 ? most : Infinity,
    ),
  join: (self, [items], meter) =>
    joined(
      (elements(items ?? null, meter) ?? []).map((item) => textOf(item, meter)),
      self,
      meter,
    ),
  find: (self, [part], meter) => sought(self, part, meter, (text) => self.indexOf(text)),
  rfind: (self, [part], meter) => sought(self, part, meter, (text) => self.lastIndexOf(text)),
  count: (self, [part], meter) => Math.max(0, split(self, textOf(part ?? ' ', meter) || ' ', -1, meter).length - 1),
  isdigit: (self, _, meter) => (meter.work(self.length), /^\p{Nd}+$/u.test(self)),
  removeprefix: (self, [start], meter) => {
    const text = textOf(start ?? '', meter);
    meter.make(self.length);
    return self.startsWith(text) ? self.slice(text.length) : self;
  },
  removesuffix: (self, [end], meter) => {
    const text = textOf(end ?? '', meter);
    meter.make(self.length);
    return text !== '' && self.endsWith(text) ? self.slice(0, -text.length) : self;
  },
};

const DICT: Readonly<Record<string, Method<Dict>>> = {
  items: (self, _, meter) => {
    meter.make(self.entries.size * 3);
    return list([...self.entries].map((pair) => list(pair)));
  },
  keys: (self, _, meter) => (meter.make(self.entries.size), list([...self.entries.keys()])),
  values: (self, _, meter) => (meter.make(self.entries.size), list([...self.entries.values()])),
  get: (self, [key, otherwise], meter) => self.entries.get(textOf(key ?? null, meter)) ?? otherwise ?? null,
  copy: (self, _, meter) => (meter.make(self.entries.size), dict(self.entries)),
};

const LIST: Readonly<Record<string, Method<List>>> = {
  index: (self, [wanted], meter) => {
    const at = self.items.findIndex((item) => isEqual(item, wanted ?? null, meter));
    if (at < 0) throw mistake('not in the list', textOf(wanted ?? null, meter));
    return at;
  },
  count: (self, [wanted], meter) => self.items.filter((item) => isEqual(item, wanted ?? null, meter)).length,
};

/** Methods that change a value: the sandbox of transformers refuses them. */
const CHANGING: ReadonlySet<string> = new Set(
  'append extend insert pop remove clear update sort reverse setdefault popitem'.split(' '),
);

const bound = <T>(table: Readonly<Record<string, Method<T>>>, self: T, name: string, meter: Meter): Value | null => {
  const method = Object.hasOwn(table, name) ? table[name] : undefined;
  return method === undefined ? null : func((args) => method(self, args, meter));
};

/** `of.name`: a method first, then an entry, as Jinja does for attributes. */
export function attribute(of: Value, name: string, meter: Meter): Value {
  if (name.startsWith('_'))
    throw new Stop('refused', prose`It asks for the internal name ${data(name, 80)}, which the preview does not have.`);
  if (typeof of === 'string') return bound(TEXT, of, name, meter) ?? unknownMethod(name);
  if (of === null || typeof of !== 'object') return missing(name);
  if (of.kind === 'missing') throw mistake('it has no member', `${of.name}.${name}`);
  if (of.kind === 'func') return missing(name);
  if (CHANGING.has(name) && !(of.kind === 'dict' && of.entries.has(name)))
    return func(() => {
      throw new Stop('refused', prose`It changes a value in place with ${data(name, 40)}; sandboxes refuse that.`);
    });
  if (of.kind === 'list') return bound(LIST, of, name, meter) ?? missing(name);
  return (of.writable ? null : bound(DICT, of, name, meter)) ?? of.entries.get(name) ?? missing(name);
}

/** A text has many methods the preview lacks: that is our limit and not the template's mistake. */
function unknownMethod(name: string): Value {
  return func(() => {
    throw new Stop('unknown', prose`The preview does not have the method ${data(name, 40)}.`);
  });
}

/** `of[key]`: an entry first, then a method. */
export function item(of: Value, key: Value, meter: Meter): Value {
  if (typeof key === 'number') {
    const all =
      typeof of === 'string' ? elements(of, meter) : typeof of === 'object' && of?.kind === 'list' ? of.items : null;
    if (all !== null) return all.at(Math.trunc(key)) ?? missing(key.toString());
  }
  const name = textOf(key, meter);
  if (typeof of === 'object' && of?.kind === 'dict') {
    const found = of.entries.get(name);
    if (found !== undefined) return found;
  }
  return attribute(of, name, meter);
}

export function sliced(of: Value, bounds: readonly (Value | null)[], meter: Meter): Value {
  const all =
    typeof of === 'object' && of?.kind === 'list' ? of.items : typeof of === 'string' ? elements(of, meter) : null;
  if (all === null) throw mistake('cannot be sliced', textOf(of, meter));
  const number = (i: number): number | null => {
    const bound_ = bounds[i];
    return typeof bound_ === 'number' ? Math.trunc(bound_) : null;
  };
  const step = number(2) ?? 1;
  if (step === 0) throw mistake('a slice with the step', '0');
  const clamp = (at: number): number =>
    Math.max(step < 0 ? -1 : 0, Math.min(all.length - (step < 0 ? 1 : 0), at < 0 ? at + all.length : at));
  const from = number(0) === null ? (step < 0 ? all.length - 1 : 0) : clamp(number(0) ?? 0);
  const to = number(1) === null ? (step < 0 ? -1 : all.length) : clamp(number(1) ?? 0);
  const out: Value[] = [];
  for (let at = from; step < 0 ? at > to : at < to; at += step) out.push(all[at] ?? null);
  meter.make(out.length);
  return typeof of === 'string' ? out.map((one) => textOf(one, meter)).join('') : list(out);
}
