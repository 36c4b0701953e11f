import type { Step } from './step.ts';
import { applyFilter } from './filters.ts';
import { braces, foldJoin, foldText, percent, sliced } from './fold.ts';
import type { Reaches } from './reach.ts';
import { combined, either, fieldsValue, listValue, numberValue, textValue, unknown, type Value } from './value.ts';

/** Variables a template has set, and what is noted on the way. */
export interface World {
  readonly variables: Map<string, Value>;
  readonly reaches: Reaches;
}

/** Longest loop or text by a number in the template that is nothing to tell. */
const LONG = 1_000_000;

/** Carries an expression out over what is known of its values. */
export function evaluate(steps: readonly Step[], world: World): Value {
  const stack: Value[] = [];
  const pop = (): Value => stack.pop() ?? unknown('?');
  const take = (count: number): Value[] => Array.from({ length: count }, pop).reverse();
  for (const step of steps) stack.push(perform(step, pop, take, world));
  return stack.pop() ?? unknown('');
}

function perform(step: Step, pop: () => Value, take: (count: number) => Value[], world: World): Value {
  switch (step.op) {
    case 'text':
      return textValue(step.text, true);
    case 'number':
      return numberValue(step.number);
    case 'name':
      return named(step.name, world);
    case 'attribute':
      return attributeOf(pop(), step.name, step, world);
    case 'index': {
      const given = take(step.parts.filter(Boolean).length);
      return indexed(pop(), step, given, world);
    }
    case 'call': {
      const args = take(step.count);
      return called(pop(), args, step, world);
    }
    case 'filter': {
      const args = take(step.count);
      return applyFilter(pop(), args, step, world);
    }
    case 'test': {
      take(step.count);
      world.reaches.note({
        kind: 'test',
        name: step.name,
        shown: step.name,
        computed: false,
        at: step.at,
        end: step.end,
      });
      return unknown(`${pop().shown} is ${step.name}`);
    }
    case 'unary': {
      const value = pop();
      const number = value.number !== null && step.operator === '-' ? -value.number : null;
      return { ...unknown(`${step.operator} ${value.shown}`, [value]), number };
    }
    case 'binary': {
      const right = pop();
      return binary(step, pop(), right, world);
    }
    case 'list':
      return listValue(take(step.count));
    case 'dict':
      return dict(take(step.count));
  }
}

function named(name: string, { variables }: World): Value {
  const known = variables.get(name);
  return known === undefined
    ? unknown(name)
    : { ...known, shown: known.texts.length === 0 ? name : known.shown, literal: false };
}

function dict(parts: readonly Value[]): Value {
  const fields = new Map<string, Value>();
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [key] = parts[i]?.texts ?? [];
    const value = parts[i + 1];
    if (key !== undefined && value !== undefined) fields.set(key, value);
  }
  return fieldsValue('{…}', fields);
}

/** `a.b`, however it is written. Members of dicts the template made itself are no attributes. */
export function attributeOf(
  self: Value,
  name: string,
  place: { at: number; end: number },
  world: World,
  computed = false,
): Value {
  const field = self.fields?.get(name);
  const shown = `${self.shown}.${name}`;
  if (field === undefined || name.startsWith('_'))
    world.reaches.note({ kind: 'attribute', name, shown, computed, at: place.at, end: place.end });
  return field ?? { ...unknown(shown, [self]), method: { self, name } };
}

function indexed(self: Value, step: Step & { op: 'index' }, given: readonly Value[], world: World): Value {
  const shown = `${self.shown}[${given.map((value) => value.shown).join(':')}]`;
  if (step.isSlice) {
    let i = 0;
    const bounds = step.parts.map((has) => (has ? (given[i++]?.number ?? NaN) : null));
    return bounds.some(Number.isNaN)
      ? unknown(shown, [self])
      : combined(shown, [self], ([text = '']) => sliced(text, bounds));
  }
  const key = given[0] ?? unknown('');
  if (key.number !== null) {
    const item = self.items?.at(key.number);
    const index = key.number;
    return item ?? combined(shown, [self], ([text = '']) => Array.from(text).at(index) ?? null);
  }
  if (key.partial && key.fragment) noteUnknown(key, shown, step, world);
  if (key.texts.length > 0) return either(key.texts.map((name) => attributeOf(self, name, step, world, !key.literal)));
  return unknown(shown, [self]);
}

/** An attribute whose name is put together from pieces that could be those of an internal name. */
export function noteUnknown(key: Value, shown: string, { at, end }: { at: number; end: number }, world: World): void {
  world.reaches.note({ kind: 'unknown-attribute', name: key.shown, shown, computed: true, at, end });
}

function called(callee: Value, args: readonly Value[], step: Step & { op: 'call' }, world: World): Value {
  const shown = `${callee.shown}(${args.map((value) => value.shown).join(', ')})`;
  const name = callee.method?.name ?? callee.shown;
  world.reaches.note({ kind: 'call', name, shown, computed: false, at: step.at, end: step.end });
  const { method } = callee;
  if (method !== null) return methodResult(method.self, method.name, args, shown, step, world);
  if (name === 'namespace' || name === 'dict') return fieldsValue(shown, keywordsOf(step.keywords, args));
  if (name === 'range') noteRepeat(Math.max(...args.map(({ number }) => Math.abs(number ?? 0)), 0), shown, step, world);
  return unknown(shown, args);
}

function keywordsOf(keywords: readonly (string | null)[], args: readonly Value[]): Map<string, Value> {
  return new Map(
    keywords.flatMap((keyword, i) => (keyword === null ? [] : [[keyword, args[i] ?? unknown('')] as const])),
  );
}

function methodResult(
  self: Value,
  name: string,
  args: readonly Value[],
  shown: string,
  step: Step,
  world: World,
): Value {
  if (name === 'format' || name === 'format_map') {
    for (const text of self.texts)
      for (const [, field = ''] of text.matchAll(/\{([^{}:!]*[.[][^{}:!]*)/g))
        world.reaches.note({ kind: 'format', name: field, shown, computed: false, at: step.at, end: step.end });
    return combined(shown, [self, ...args], ([text = '', ...rest]) => braces(text, rest));
  }
  if (name === 'join' && args[0] !== undefined) return foldJoin(args[0], self, shown);
  if (name === 'get' && args[0]?.texts[0] !== undefined)
    return either(args[0].texts.map((key) => self.fields?.get(key) ?? unknown(shown)));
  return foldText(name, self, args, shown) ?? unknown(shown, [self, ...args]);
}

function noteRepeat(count: number, shown: string, { at, end }: Step, world: World): void {
  if (count > LONG) world.reaches.note({ kind: 'repeat', name: count.toString(), shown, computed: false, at, end });
}

function binary(step: Step & { op: 'binary' }, left: Value, right: Value, world: World): Value {
  const { operator } = step;
  const shown = `${left.shown} ${operator} ${right.shown}`;
  switch (operator) {
    case '~':
      return combined(shown, [left, right], (texts) => texts.join(''));
    case '+':
      if (left.items !== null && right.items !== null) return listValue([...left.items, ...right.items]);
      if (left.number !== null && right.number !== null) return numberValue(left.number + right.number);
      return combined(shown, [left, right], (texts) => texts.join(''));
    case '*':
      noteRepeat(Math.max(left.number ?? 0, right.number ?? 0), shown, step, world);
      return repeated(left, right, shown);
    case '**':
      noteRepeat((left.number ?? 0) ** (right.number ?? 0), shown, step, world);
      return left.number !== null && right.number !== null ? numberValue(left.number ** right.number) : unknown(shown);
    case '%':
      return combined(shown, [left, ...(right.items ?? [right])], ([text = '', ...args]) => percent(text, args));
    case 'else':
    case 'or':
    case 'and':
      return either([left, right]);
    case 'if':
      return left;
    default:
      return unknown(shown);
  }
}

function repeated(left: Value, right: Value, shown: string): Value {
  const [text, number] = left.number === null ? [left, right.number] : [right, left.number];
  if (number === null) return unknown(shown, [left, right]);
  if (text.number !== null) return numberValue(text.number * number);
  return combined(shown, [text], ([one = '']) => (one.length * number <= 4096 ? one.repeat(Math.max(0, number)) : one));
}
