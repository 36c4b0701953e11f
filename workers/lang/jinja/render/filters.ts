import { data, prose } from '../../../report/prose.ts';
import { attribute, item } from './methods.ts';
import { capitalized, indented, joined, replaced, stripped, titled } from './text.ts';
import {
  elements,
  isEqual,
  isMissing,
  isTrue,
  kindOf,
  list,
  type Meter,
  mistake,
  Stop,
  textOf,
  type Value,
  written,
} from './value.ts';

export interface Given {
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly meter: Meter;
}

type Filter = (of: Value, given: Given) => Value;

/** Elements, or the mistake that there are none. */
function walked(of: Value, meter: Meter): readonly Value[] {
  const all = elements(of, meter);
  if (all === null) throw mistake('cannot be walked', textOf(of, meter));
  meter.work(all.length);
  return all;
}

const argument = ({ args, named }: Given, at: number, name: string): Value | undefined => args[at] ?? named.get(name);
const text = (of: Value, { meter }: Given): string => textOf(of, meter);

/** NaN when it is no number. */
function numeric(of: Value, { meter }: Given): number {
  if (of === null || typeof of === 'object') return NaN;
  if (typeof of === 'string') meter.work(of.length);
  return Number(of);
}

/** `a.b` of each, for `map(attribute=…)` and `selectattr`. */
function path(of: Value, name: Value, meter: Meter): Value {
  return textOf(name, meter)
    .split('.')
    .slice(0, 16)
    .reduce(
      (value: Value, part) => (/^\d+$/.test(part) ? item(value, Number(part), meter) : item(value, part, meter)),
      of,
    );
}

function sized(of: Value, { meter }: Given): number {
  if (typeof of === 'string') return Array.from(of).length;
  return walked(of, meter).length;
}

function chosen(of: Value, given: Given, isKept: boolean, isPath: boolean): Value {
  const { args, meter } = given;
  const [name, ...rest] = isPath ? args.slice(1) : args;
  const keeps = (one: Value): boolean => {
    const value = isPath ? path(one, args[0] ?? '', meter) : one;
    const holds = name === undefined ? isTrue(value) : applyTest(textOf(name, meter), value, { ...given, args: rest });
    return holds === isKept;
  };
  const all = walked(of, meter).filter(keeps);
  meter.make(all.length);
  return list(all);
}

function order(a: Value, b: Value, meter: Meter): number {
  meter.work(1);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const texts = [textOf(a, meter), textOf(b, meter)] as const;
  meter.work(texts[0].length + texts[1].length);
  const [one, two] = [texts[0].toLowerCase(), texts[1].toLowerCase()];
  return one < two ? -1 : one > two ? 1 : 0;
}

function sorted(of: Value, given: Given): Value {
  const { meter } = given;
  const by = argument(given, 2, 'attribute');
  const key = (one: Value): Value => (by === undefined ? one : path(one, by, meter));
  const down = isTrue(argument(given, 0, 'reverse') ?? false) ? -1 : 1;
  const all = walked(of, meter);
  meter.make(all.length);
  return list([...all].sort((a, b) => down * order(key(a), key(b), meter)));
}

const FILTERS: Readonly<Record<string, Filter>> = {
  trim: (of, given) => {
    const set = argument(given, 0, 'chars');
    return stripped(text(of, given), set === undefined ? null : text(set, given), 'both', given.meter);
  },
  upper: (of, given) => (given.meter.make(text(of, given).length * 3), text(of, given).toUpperCase()),
  lower: (of, given) => (given.meter.make(text(of, given).length * 3), text(of, given).toLowerCase()),
  title: (of, given) => (given.meter.make(text(of, given).length * 3), titled(text(of, given))),
  capitalize: (of, given) => (given.meter.make(text(of, given).length * 3), capitalized(text(of, given))),
  length: sized,
  count: sized,
  string: text,
  safe: text,
  list: (of, { meter }) => {
    const all = walked(of, meter);
    meter.make(all.length);
    return list(all);
  },
  default: (of, given) => {
    const otherwise = argument(given, 0, 'default_value') ?? '';
    return isMissing(of) || (isTrue(argument(given, 1, 'boolean') ?? false) && !isTrue(of)) ? otherwise : of;
  },
  join: (of, given) => {
    const { meter } = given;
    const by = argument(given, 1, 'attribute');
    const parts = walked(of, meter).map((one) => textOf(by === undefined ? one : path(one, by, meter), meter));
    return joined(parts, textOf(argument(given, 0, 'd') ?? '', meter), meter);
  },
  replace: (of, given) =>
    replaced(text(of, given), text(given.args[0] ?? '', given), text(given.args[1] ?? '', given), given.meter),
  first: (of, { meter }) => walked(of, meter)[0] ?? '',
  last: (of, { meter }) => walked(of, meter).at(-1) ?? '',
  reverse: (of, { meter }) => {
    const all = walked(of, meter);
    meter.make(all.length);
    const back = [...all].reverse();
    return typeof of === 'string' ? back.map((one) => textOf(one, meter)).join('') : list(back);
  },
  tojson: (of, given) => {
    const indent = argument(given, 0, 'indent');
    return written(of, given.meter, 'json', 0, typeof indent === 'number' ? Math.min(16, Math.max(0, indent)) : 0);
  },
  items: (of, { meter }) => (isMissing(of) ? list([]) : callMethod(of, 'items', meter)),
  int: (of, given) => Math.trunc(numeric(of, given)) || Number(given.args[0] ?? 0),
  float: (of, given) => numeric(of, given) || 0,
  abs: (of) => (typeof of === 'number' ? Math.abs(of) : of),
  round: (of) => (typeof of === 'number' ? Math.round(of) : of),
  sum: (of, { meter }) => walked(of, meter).reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0),
  min: (of, { meter }) => [...walked(of, meter)].sort((a, b) => order(a, b, meter))[0] ?? '',
  max: (of, { meter }) => [...walked(of, meter)].sort((a, b) => order(b, a, meter))[0] ?? '',
  sort: sorted,
  dictsort: (of, given) =>
    sorted(callMethod(of, 'items', given.meter), { ...given, args: [], named: new Map([['attribute', '0']]) }),
  unique: (of, { meter }) => {
    const out: Value[] = [];
    for (const one of walked(of, meter)) if (!out.some((other) => isEqual(one, other, meter))) out.push(one);
    meter.make(out.length);
    return list(out);
  },
  indent: (of, given) =>
    indented(
      text(of, given),
      Number(argument(given, 0, 'width') ?? 4),
      isTrue(argument(given, 1, 'first') ?? false),
      isTrue(argument(given, 2, 'blank') ?? false),
      given.meter,
    ),
  select: (of, given) => chosen(of, given, true, false),
  reject: (of, given) => chosen(of, given, false, false),
  selectattr: (of, given) => chosen(of, given, true, true),
  rejectattr: (of, given) => chosen(of, given, false, true),
  map: (of, given) => {
    const { args, named, meter } = given;
    const by = named.get('attribute');
    const otherwise = named.get('default');
    const [name = ''] = args;
    const all = walked(of, meter).map((one) => {
      if (by === undefined) return applyFilter(textOf(name, meter), one, { ...given, args: args.slice(1) });
      const value = path(one, by, meter);
      return isMissing(value) && otherwise !== undefined ? otherwise : value;
    });
    meter.make(all.length);
    return list(all);
  },
  attr: (of, given) => attribute(of, text(given.args[0] ?? '', given), given.meter),
};
const ALIASES: Readonly<Record<string, string>> = { d: 'default', count: 'length' };

function callMethod(of: Value, name: string, meter: Meter): Value {
  const method = attribute(of, name, meter);
  if (typeof method !== 'object' || method?.kind !== 'func')
    throw mistake('cannot be walked by pairs', textOf(of, meter));
  return method.call([], new Map());
}

export function applyFilter(name: string, of: Value, given: Given): Value {
  given.meter.work(1);
  const key = Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name;
  const filter = Object.hasOwn(FILTERS, key) ? FILTERS[key] : undefined;
  if (filter === undefined) throw new Stop('unknown', prose`The preview does not have the filter ${data(name, 40)}.`);
  return filter(of, given);
}

const compared =
  (holds: (by: number) => boolean) =>
  (of: Value, { args: [other = null], meter }: Given): boolean =>
    holds(order(of, other, meter));

const TESTS: Readonly<Record<string, (of: Value, given: Given) => boolean>> = {
  defined: (of) => !isMissing(of),
  undefined: (of) => isMissing(of),
  none: (of) => of === null,
  string: (of) => typeof of === 'string',
  boolean: (of) => typeof of === 'boolean',
  number: (of) => typeof of === 'number',
  integer: (of) => Number.isInteger(of),
  float: (of) => typeof of === 'number' && !Number.isInteger(of),
  mapping: (of) => kindOf(of) === 'dict',
  sequence: (of) => ['text', 'list', 'dict'].includes(kindOf(of)),
  iterable: (of) => ['text', 'list', 'dict'].includes(kindOf(of)),
  callable: (of) => kindOf(of) === 'func',
  true: (of) => of === true,
  false: (of) => of === false,
  odd: (of) => typeof of === 'number' && Math.abs(of % 2) === 1,
  even: (of) => typeof of === 'number' && of % 2 === 0,
  divisibleby: (of, { args: [by] }) => typeof of === 'number' && typeof by === 'number' && of % by === 0,
  lower: (of, { meter }) => typeof of === 'string' && (meter.work(of.length), of === of.toLowerCase()),
  upper: (of, { meter }) => typeof of === 'string' && (meter.work(of.length), of === of.toUpperCase()),
  eq: (of, { args: [other = null], meter }) => isEqual(of, other, meter),
  ne: (of, { args: [other = null], meter }) => !isEqual(of, other, meter),
  gt: compared((by) => by > 0),
  ge: compared((by) => by >= 0),
  lt: compared((by) => by < 0),
  le: compared((by) => by <= 0),
  in: (of, { args: [all = null], meter }) => isIn(of, all, meter),
};
const TEST_ALIASES: Readonly<Record<string, string>> = {
  equalto: 'eq', '==': 'eq', sameas: 'eq', '!=': 'ne', '>': 'gt', greaterthan: 'gt', '<': 'lt', lessthan: 'lt', '>=': 'ge', '<=': 'le',
}; // prettier-ignore

export function applyTest(name: string, of: Value, given: Given): boolean {
  given.meter.work(1);
  const key = Object.hasOwn(TEST_ALIASES, name) ? (TEST_ALIASES[name] ?? name) : name;
  const test = Object.hasOwn(TESTS, key) ? TESTS[key] : undefined;
  if (test === undefined) throw new Stop('unknown', prose`The preview does not have the test ${data(name, 40)}.`);
  return test(of, given);
}

export function isIn(wanted: Value, all: Value, meter: Meter): boolean {
  if (typeof all === 'string') {
    const part = textOf(wanted, meter);
    meter.search(all, part);
    return all.includes(part);
  }
  if (typeof all === 'object' && all?.kind === 'dict')
    return typeof wanted !== 'object' && all.entries.has(textOf(wanted, meter));
  return walked(all, meter).some((one) => isEqual(one, wanted, meter));
}
