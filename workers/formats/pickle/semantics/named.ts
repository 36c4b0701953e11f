import { prose } from '../../../report/prose.ts';
import { foundOr, subscript } from './attributes.ts';
import { annotationOf, firstPath, firstText, isConstant } from './call-arguments.ts';
import { invoke, invokeMethod } from './calls.ts';
import { consume } from './consume.ts';
import { BINARY_FOLDS } from './fold/binary.ts';
import { BUILTIN_FOLDS, elements } from './fold/builtins.ts';
import { HANDLERS } from './handlers.ts';
import { SEMANTICS } from './limits.ts';
import { load } from './load.ts';
import type { Name } from './name.ts';
import { instanceOf, isSuspect, itemOf, mutate } from './objects.ts';
import { shownCall } from './render.ts';
import { type Route, through } from './route.ts';
import { harmful, mayHarm } from './suspicion.ts';
import { type Arguments, numberOf, str, type Sym, UNKNOWN, UNKNOWN_ARGUMENTS, unknownFrom } from './sym.ts';
import { givesInstance } from './tame.ts';
import type { World } from './world.ts';

export function invokeName(world: World, name: Name, given: Arguments, route: Route): Sym {
  world.called.add(name.full);
  const args = LAZY_MAKERS.has(name.full) ? given : consume(world, given, route);
  const replaced = world.overrides.get(ownerOf(name))?.get(name.path.at(-1) ?? '');
  if (replaced !== undefined && name.path.length > 0) return invoke(world, replaced, args, through(route, name.full));
  if (isNamespaceGetter(name)) {
    const found = subscriptOf(world, name, args, route);
    return found.kind === 'unknown' && name.entry.trust === 'dangerous' ? dangerous(world, name, args, route) : found;
  }
  const handled = HANDLERS.get(name.full)?.(world, args, route, name) ?? null;
  if (handled !== null) return handled;
  const { trust, capability } = name.entry;
  if (trust === 'dangerous') return dangerous(world, name, args, route);
  switch (capability) {
    case 'PURE':
      return fold(world, name, args, route);
    case 'DESERIALIZE':
      return load(world, name, args, route);
    case 'CALL_INDIRECT':
      return callsSomething(world, name, args, route);
    case 'UNKNOWN':
      return unknownName(world, name, args, route);
    default:
      return ordinary(world, name, args, route);
  }
}

export function dangerous(world: World, name: Name, args: Arguments, route: Route): Sym {
  if (world.isToldOften('call', name.full)) return unknownFrom(name.full);
  const text = firstText(world, args) ?? annotationOf(world, args.positional?.[0]);
  world.act('call', {
    name,
    shown: shownCall(world, { kind: 'name', name }, args),
    known: isConstant(world, args),
    text,
    via: route.via,
    isNew: route.isNew,
  });
  return unknownFrom(name.full);
}

/** Also for names that only are attributes of known classes: nobody has looked at what they do. */
function unknownName(world: World, name: Name, args: Arguments, route: Route): Sym {
  passOn(world, name, args, route);
  if (!world.isToldOften('unknown', name.full)) {
    world.act('unknown', {
      name,
      shown: shownCall(world, { kind: 'name', name }, args),
      known: isConstant(world, args),
      text: firstText(world, args),
      via: route.via,
      isNew: route.isNew,
    });
  }
  // Called like a look-up: it may be one, and what it would find is followed.
  const isLookUp = name.path.length > 1 && SUBSCRIPTS.has(name.path.at(-1) ?? '') && args.positional?.[0] !== undefined;
  if (isLookUp) return subscriptOf(world, name, args, route);
  return givesInstance(name, route.isNew) ? instanceOf(name, args, world) : unknownFrom(name.full);
}

function ordinary(world: World, name: Name, args: Arguments, route: Route): Sym {
  const isGiven = !route.isNew && (args.positional?.length ?? 1) > 0;
  if (args.keywords.size > 0 && world.event !== null) {
    // `Namespace(append=f)`: what keywords set is found like what BUILD sets.
    const entries = Array.from(args.keywords, ([key, value]) => [str(key), value] as const);
    world.states.add(world.event.result, { kind: 'map', entries });
  }
  if (isGiven && (name.entry.match === 'class' || name.entry.match === 'active')) constructs(world, name, args, route);
  checkSize(world, name, args);
  if (isGiven && isFunction(name)) {
    for (const value of args.positional ?? [])
      if (mayHarm(value)) invoke(world, value, UNKNOWN_ARGUMENTS, through(route, name.full));
  }
  return instanceOf(name, args, world);
}

/** A rebuilding function rather than a class, by its spelling. It may call what it is given; a cell or a weak reference only keeps it. */
function isFunction(name: Name): boolean {
  const last = name.path.at(-1) ?? '';
  return /^_*[a-z]\w*_/.test(last) && !/cell|weak|dict_|typevar/.test(last);
}

/** A library's class is called with arguments, which saved objects rarely do. */
function constructs(world: World, name: Name, args: Arguments, route: Route): void {
  const kind = name.entry.match === 'active' ? 'unknown' : 'construct';
  if (world.isToldOften(kind, name.full)) return;
  const shown = shownCall(world, { kind: 'name', name }, args);
  const text = firstPath(world, args) ?? firstText(world, args);
  world.act(kind, { name, shown, known: isConstant(world, args), text, via: route.via });
}

function fold(world: World, name: Name, args: Arguments, route: Route): Sym {
  const list = args.positional ?? [];
  checkSize(world, name, args);
  for (const value of args.keywords.values())
    if (isSuspect(value)) invoke(world, value, UNKNOWN_ARGUMENTS, through(route, name.full));
  const method = name.path.at(-1) ?? '';
  const self = list[0];
  if (name.module === 'builtins' && name.path.length === 2 && self !== undefined) {
    if (method === '__new__')
      return invoke(world, self, { ...args, positional: list.slice(1) }, { ...route, isNew: true });
    if (SUBSCRIPTS.has(method)) return subscriptOf(world, name, args, route);
    if (PLANTERS.has(method) && self.kind === 'name')
      return mutate(world, self, shownCall(world, { kind: 'name', name }, args), route);
    const direct = BUILTIN_FOLDS.get(name.full)?.(world, list, args);
    return direct ?? invokeMethod(world, self, method, { ...args, positional: list.slice(1) }, route);
  }
  if (name.full === 'builtins.sum' || name.full === 'builtins.zip' || name.full === 'itertools.chain') {
    const items = list.flatMap((part) => elements(world, part) ?? [UNKNOWN]);
    return items.length > SEMANTICS.foldItems ? unknownFrom(name.full) : { kind: 'seq', shape: 'list', items };
  }
  const folded = (BUILTIN_FOLDS.get(name.full) ?? BINARY_FOLDS.get(name.full))?.(world, list, args) ?? null;
  if (folded !== null) return folded;
  passOn(world, name, args, route);
  return harmful(world, args)[0] ?? unknownFrom(name.full);
}

/** `X.get(key)` and `X.__getitem__(self, key)`, also where X is reached through `__globals__`. */
function subscriptOf(world: World, name: Name, args: Arguments, route: Route): Sym {
  const [self, key, fallback] = args.positional ?? [];
  if (isNamespaceGetter(name) && self !== undefined) {
    return subscript(world, { kind: 'name', name: parentOf(name) }, self);
  }
  if (self === undefined) return UNKNOWN;
  // `list.pop()`: which one it gives matters little when one of them may harm.
  if (key === undefined) return harmful(world, args)[0] ?? UNKNOWN;
  return foundOr(itemOf(world, self, key, route), fallback);
}

/** `f.__globals__.get`, `sys.modules.get`: look-ups in a namespace reached by attributes. */
function isNamespaceGetter(name: Name): boolean {
  const owner = name.path.at(-2);
  return (
    SUBSCRIPTS.has(name.path.at(-1) ?? '') &&
    (owner === '__globals__' || owner === '__dict__' || owner === '__builtins__' || owner === 'modules')
  );
}

function parentOf(name: Name): Name {
  return { ...name, path: name.path.slice(0, -1), full: ownerOf(name) };
}

function ownerOf(name: Name): string {
  return [name.module, ...name.path.slice(0, -1)].join('.');
}

/** A callable that calls some argument: nobody says which, so every callable among them may be called. */
function callsSomething(world: World, name: Name, args: Arguments, route: Route): Sym {
  const direct = [...(args.positional ?? []), ...args.keywords.values()].filter((value) => isSuspect(value));
  for (const value of new Set([...direct, ...harmful(world, args)]))
    invoke(world, value, UNKNOWN_ARGUMENTS, through(route, name.full));
  return instanceOf(name, args, world);
}

/** Something that is not modelled gets a function that may harm: nobody says that it does not call it. */
function passOn(world: World, name: Name, args: Arguments, route: Route): void {
  for (const value of harmful(world, args)) invoke(world, value, UNKNOWN_ARGUMENTS, through(route, name.full));
}

/** Sizes as arguments: `bytearray(2**31)`. */
function checkSize(world: World, name: Name, args: Arguments): void {
  if (name.full !== 'builtins.bytearray' && name.full !== 'builtins.bytes') return;
  const size = args.positional?.length === 1 ? numberOf(args.positional[0]) : null;
  if (size !== null && size >= LARGE)
    world.act('memory', { name, shown: prose`${shownCall(world, { kind: 'name', name }, args)}`, capability: 'MEM' });
}

const LARGE = 1 << 30;

export const SUBSCRIPTS: ReadonlySet<string> = new Set(['get', '__getitem__', 'pop', 'setdefault']);

const PLANTERS: ReadonlySet<string> = new Set([
  '__setitem__',
  '__delitem__',
  'update',
  'append',
  'extend',
  'insert',
  'add',
  'clear',
  'pop',
  'setdefault',
  'remove',
]);

/** These take iterators without using them. Others that do (chain, islice) only make sense when somebody uses them. */
const LAZY_MAKERS: ReadonlySet<string> = new Set(
  (
    'builtins.map builtins.filter builtins.iter itertools.starmap itertools.accumulate itertools.imap itertools.ifilter ' +
    'itertools.filterfalse itertools.takewhile itertools.dropwhile itertools.groupby functools.partial types.MethodType'
  ).split(' '),
);
