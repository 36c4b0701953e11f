import { prose } from '../../../report/prose.ts';
import { type Route, through } from './route.ts';
import { invoke } from './calls.ts';
import { sliced, sliceOf } from './fold/slices.ts';
import { foldTextMethod } from './fold/text-methods.ts';
import { attributeOf, moduleName } from './name.ts';
import { plantedMethod } from './objects.ts';
import { show } from './render.ts';
import { SEMANTICS } from './limits.ts';
import { harmfulIn, mayHarm } from './suspicion.ts';
import { args as positional, numberOf, type Sym, textOf, UNKNOWN, unknownFrom } from './sym.ts';
import type { World } from './world.ts';

/** `getattr(self, attribute)`, followed as far as names go. */
export function getAttribute(world: World, self: Sym, attribute: Sym, route: Route): Sym {
  const name = textOf(attribute);
  if (self.kind === 'name' && self.name.path.length >= SEMANTICS.path) {
    world.stop('path', () => prose`Attributes of attributes were followed ${SEMANTICS.path} deep.`);
    return unknownFrom('getattr');
  }
  if (name === null) {
    reachOut(world, self, attribute, route);
    return unknownFrom('getattr');
  }
  switch (self.kind) {
    case 'name': {
      const planted = world.overrides.get(self.name.full)?.get(name);
      if (planted !== undefined) return planted;
      const found = attributeOf(self.name, name);
      world.reach(found);
      return { kind: 'name', name: found };
    }
    case 'instance': {
      const planted = plantedMethod(world, self, name);
      if (planted?.kind === 'bound' && PROPERTIES.has(planted.by))
        return invoke(world, planted.callee, positional(self), through(route, planted.by));
      if (planted !== undefined) return planted;
      if (name === '__class__') return self.of;
      if (isDunder(name) && !HARMLESS.has(name)) reachOut(world, self, attribute, route);
      return { kind: 'method', self, name };
    }
    case 'class':
      return self.attributes.get(name) ?? { kind: 'method', self, name };
    case 'bound':
      if (name === 'func' || name === 'fget' || name === '__func__' || name === '__wrapped__') return self.callee;
      return { kind: 'method', self, name };
    case 'unknown':
    case 'persistent':
    case 'extension':
      if (isDunder(name)) reachOut(world, self, attribute, route);
      return unknownFrom(self.kind === 'unknown' && self.from !== null ? `${self.from}.${name}` : 'getattr');
    default:
      if (isDunder(name) && !PLAIN.has(name)) reachOut(world, self, attribute, route);
      return { kind: 'method', self, name };
  }
}

const PROPERTIES: ReadonlySet<string> = new Set(['builtins.property', 'functools.cached_property']);

/** `container[key]`, also through `__globals__`, `__dict__` and `sys.modules`. */
export function subscript(world: World, self: Sym, key: Sym): Sym {
  if (self.kind === 'name') return namespaceItem(world, self, key);
  const pairs = world.allPairs(self);
  if (pairs !== null) {
    const wanted = identityOf(key);
    const found = wanted === null ? undefined : pairs.findLast(([k]) => identityOf(k) === wanted);
    return found?.[1] ?? harmfulIn(world, [self])[0] ?? UNKNOWN;
  }
  const at = numberOf(key);
  if (self.kind === 'str' || self.kind === 'bytes')
    return foldTextMethod(world, self, '__getitem__', [key]) ?? unknownFrom('getitem');
  const items = world.all(self);
  const range = sliceOf(key);
  if (items !== null && at !== null) return items.at(at) ?? UNKNOWN;
  if (items !== null && range !== null) return { kind: 'seq', shape: 'list', items: sliced(items, range) };
  return harmfulIn(world, [self])[0] ?? unknownFrom('getitem');
}

/** `d.get(key, fallback)`: the fallback, where what is found says nothing. */
export function foundOr(found: Sym, fallback: Sym | undefined): Sym {
  return found.kind === 'unknown' && fallback !== undefined && mayHarm(fallback) ? fallback : found;
}

function namespaceItem(world: World, self: Sym & { kind: 'name' }, key: Sym): Sym {
  const text = textOf(key);
  const { name } = self;
  const last = name.path.at(-1);
  if (text === null) return withoutItems(self);
  if (name.full === 'sys.modules') return reached(world, { kind: 'name', name: moduleName(text) });
  if (last === '__globals__') {
    // The dictionary of all builtins, or the module itself in `__main__`: as far-reaching as naming it outright.
    if (text === '__builtins__')
      return reached(world, {
        kind: 'name',
        name: { ...moduleName('builtins'), path: ['__dict__'], full: 'builtins.__dict__' },
      });
    return reached(world, { kind: 'name', name: attributeOf(moduleName(name.module), text) });
  }
  if (last === '__dict__') {
    const owner = { ...name, path: name.path.slice(0, -1), full: [name.module, ...name.path.slice(0, -1)].join('.') };
    return reached(world, { kind: 'name', name: attributeOf(owner, text) });
  }
  if (name.full === 'builtins' || name.full === 'builtins.__dict__' || last === '__builtins__')
    return reached(world, { kind: 'name', name: attributeOf(moduleName('builtins'), text) });
  return withoutItems(self);
}

/** A function that may harm has no items: that it seems to be asked for one means that it stands for what holds it. */
function withoutItems(self: Sym & { kind: 'name' }): Sym {
  return NAMESPACES.has(self.name.entry.capability) || !mayHarm(self) ? unknownFrom(self.name.full) : self;
}

/** What may be a mapping. */
const NAMESPACES: ReadonlySet<string> = new Set(['ATTR_TRAVERSE', 'STATE_MUTATE', 'FS_READ']);

function reached(world: World, value: Sym & { kind: 'name' }): Sym {
  world.reach(value.name);
  return value;
}

/** An attribute that leads out of the object: a dunder, or one that is only known at run time. */
function reachOut(world: World, self: Sym, attribute: Sym, route: Route): void {
  if (world.isToldOften('call', '')) return;
  world.act('call', {
    capability: 'ATTR_TRAVERSE',
    match: 'exact',
    shown: prose`getattr(${show(world, self, 1)}, ${show(world, attribute, 1)})`,
    known: false,
    text: textOf(attribute),
    via: route.via,
  });
}

function identityOf(value: Sym): string | null {
  if (value.kind === 'str') return value.whole ? `s${value.text}` : null;
  const number = numberOf(value);
  return number === null ? null : `n${number}`;
}

function isDunder(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__');
}

/** Dunders of objects that are methods of their class, and lead nowhere else. */
const HARMLESS: ReadonlySet<string> = new Set(
  '__init__ __call__ __len__ __str__ __repr__ __getitem__ __iter__ __contains__ __name__ __qualname__ __doc__ __enter__ __exit__ __missing__ __next__'.split(
    ' ',
  ),
);

/** Dunders of constants and containers that only compute. */
const PLAIN: ReadonlySet<string> = new Set(
  '__add__ __mul__ __mod__ __getitem__ __len__ __contains__ __iter__ __eq__ __str__ __int__ __hash__ __name__ __doc__'.split(
    ' ',
  ),
);
