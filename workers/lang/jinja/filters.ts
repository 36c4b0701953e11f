import { attributeOf, noteUnknown, type World } from './evaluate.ts';
import type { Step } from './step.ts';
import { elementsOf, foldJoin, foldText, listOf } from './fold.ts';
import { either, unknown, type Value } from './value.ts';

/** Filters that look an attribute up by a name they are given (jinja2/filters.py, `make_attrgetter`). */
const BY_ATTRIBUTE: ReadonlySet<string> = new Set([
  'map',
  'sort',
  'unique',
  'min',
  'max',
  'sum',
  'join',
  'groupby',
  'selectattr',
  'rejectattr',
]);
/** Of these the first argument is the attribute; the others take it as `attribute=`. */
const FIRST_ARGUMENT: ReadonlySet<string> = new Set(['groupby', 'selectattr', 'rejectattr']);

/** `value|filter(args)`. */
export function applyFilter(
  self: Value,
  args: readonly Value[],
  step: Step & { op: 'filter' | 'test' },
  world: World,
): Value {
  const { name, keywords } = step;
  const shown = `${self.shown}|${name}${args.length === 0 ? '' : `(${args.map((value) => value.shown).join(', ')})`}`;
  world.reaches.note({ kind: 'filter', name, shown, computed: false, at: step.at, end: step.end });
  if (name === 'attr') return attr(self, args[0] ?? unknown(''), shown, step, world);
  if (BY_ATTRIBUTE.has(name)) {
    const given = args[keywords.indexOf('attribute')] ?? (FIRST_ARGUMENT.has(name) ? args[0] : undefined);
    if (given !== undefined) return byAttribute(self, given, shown, step, world);
    if (name === 'map' && args[0] !== undefined) return mapped(self, args, shown, step, world);
  }
  if (name === 'join') return foldJoin(self, args[0], shown);
  if (name === 'list') return listOf(self) ?? unknown(shown, [self]);
  if (name === 'first' || name === 'last') return edge(self, name) ?? unknown(shown, [self]);
  if (name === 'reverse' && self.items !== null) return { ...self, items: [...self.items].reverse() };
  if (name === 'default' || name === 'd') return either([self, ...args]);
  return foldText(name, self, args, shown) ?? unknown(shown, [self, ...args]);
}

function attr(self: Value, key: Value, shown: string, step: Step, world: World): Value {
  if (key.partial) noteUnknown(key, shown, step, world);
  if (key.texts.length > 0) return either(key.texts.map((name) => attributeOf(self, name, step, world, !key.literal)));
  return unknown(shown, [self]);
}

/** Dotted names lead on from attribute to attribute. */
function byAttribute(self: Value, key: Value, shown: string, step: Step, world: World): Value {
  if (key.texts.length === 0 && key.number === null) noteUnknown(key, shown, step, world);
  for (const text of key.texts) {
    let value = self;
    for (const part of text.split('.').slice(0, 32)) value = attributeOf(value, part, step, world, !key.literal);
  }
  return unknown(shown, [self]);
}

/** `map('attr', '__class__')`: another filter over every element. */
function mapped(
  self: Value,
  [filter, ...rest]: readonly Value[],
  shown: string,
  step: Step & { op: 'filter' | 'test' },
  world: World,
): Value {
  for (const name of filter?.texts ?? []) {
    if (name === 'map') continue;
    applyFilter(unknown(`${self.shown}[…]`), rest, { ...step, name, keywords: [] }, world);
  }
  return unknown(shown, [self]);
}

function edge(self: Value, name: 'first' | 'last'): Value | null {
  return (elementsOf(self) ?? []).at(name === 'first' ? 0 : -1) ?? null;
}
