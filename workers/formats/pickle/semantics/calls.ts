import { prose } from '../../../report/prose.ts';
import { BINARY_FOLDS } from './fold/binary.ts';
import { BUILTIN_FOLDS, elements } from './fold/builtins.ts';
import { foldTextMethod, fromHex } from './fold/text-methods.ts';
import { getAttribute, subscript } from './attributes.ts';
import { HANDLERS } from './handlers.ts';
import { hasFields } from './format-string.ts';
import { SEMANTICS } from './limits.ts';
import { load } from './load.ts';
import { attributeOf, type Name } from './name.ts';
import { shownCall } from './render.ts';
import { args as positional, type Arguments, isWhole, numberOf, str, type Sym, textOf, UNKNOWN, UNKNOWN_ARGUMENTS, unknownFrom } from './sym.ts';
import type { World } from './world.ts';

/** On the way to a call: what led here, and how deep. */
export interface Route {
  readonly via: readonly string[];
  readonly depth: number;
  /** `cls.__new__(cls, *args)` instead of `cls(*args)`. */
  readonly isNew: boolean;
}

export const DIRECT: Route = { via: [], depth: 0, isNew: false };

export function through(route: Route, by: string): Route {
  return { via: [...route.via, by], depth: route.depth + 1, isNew: false };
}

/** What `callee(*args)` gives. Acts are left in the world. */
export function invoke(world: World, callee: Sym, args: Arguments, route: Route): Sym {
  if (!world.mayInvoke(route.depth)) {
    world.act('unknown', { shown: shownCall(world, callee, args), known: false, via: route.via, match: 'alike' });
    return UNKNOWN;
  }
  switch (callee.kind) {
    case 'name':
      return invokeName(world, callee.name, args, route);
    case 'bound': {
      const keywords = new Map([...callee.kwargs, ...args.keywords]);
      const list = args.positional === null ? null : [...callee.args, ...args.positional];
      return invoke(world, callee.callee, { positional: list ?? callee.args, keywords, more: args.more || list === null }, through(route, callee.by));
    }
    case 'getter':
      return useGetter(world, callee, args, route);
    case 'method':
      return invokeMethod(world, callee.self, callee.name, args, route);
    case 'class':
      return construct(world, callee, args, route);
    case 'instance':
      return invokeInstance(world, callee, args, route);
    case 'persistent':
    case 'extension':
    case 'unknown':
      world.act('unknown', {
        shown: shownCall(world, callee, args),
        known: isConstant(world, args),
        via: route.via,
        match: callee.kind === 'persistent' || (callee.kind === 'unknown' && callee.from === null) ? 'none' : 'alike',
      });
      return UNKNOWN;
    default:
      // A constant or container: Python raises TypeError here.
      return UNKNOWN;
  }
}

/** `self.name(*args)`. */
export function invokeMethod(world: World, self: Sym, name: string, args: Arguments, route: Route): Sym {
  const list = args.positional ?? [];
  if (self.kind === 'str' || self.kind === 'bytes') {
    if ((name === 'format' || name === 'format_map') && hasFields(textOf(self))) return traverse(world, self, name, args, route);
    return foldTextMethod(world, self, name, list) ?? (name === 'fromhex' ? fromHex(textOf(list[0])) : null) ?? unknownFrom(`str.${name}`);
  }
  if (SUBSCRIPTS.has(name) && self.kind !== 'instance' && list[0] !== undefined) return subscript(world, self, list[0]);
  const planted = plantedMethod(world, self, name);
  if (planted !== undefined) return invoke(world, planted, args, through(route, `${name} attribute`));
  if (self.kind === 'instance') {
    if (SUBSCRIPTS.has(name) && list[0] !== undefined) fireFactory(world, self, route);
    if (self.of.kind === 'name') {
      return invoke(world, { kind: 'name', name: attributeOf(self.of.name, name) }, { ...args, positional: [self, ...list] }, { ...route, isNew: false });
    }
  }
  return unknownFrom(name);
}

/** An attribute that the program itself put on this object, its class or an imported class. */
export function plantedMethod(world: World, self: Sym, name: string): Sym | undefined {
  if (self.kind === 'class') return self.attributes.get(name);
  if (self.kind !== 'instance') return undefined;
  const own = world.states.attribute(self.ref, name);
  if (own !== undefined) return own;
  if (self.of.kind === 'class') return self.of.attributes.get(name);
  return self.of.kind === 'name' ? world.overrides.get(self.of.name.full)?.get(name) : undefined;
}

/** defaultdict calls its factory for a key that is not there. */
export function fireFactory(world: World, self: Sym, route: Route): void {
  if (self.kind !== 'instance' || self.of.kind !== 'name' || self.of.name.full !== 'collections.defaultdict') return;
  const factory = self.args[0];
  if (factory !== undefined && factory.kind !== 'none') invoke(world, factory, positional(), through(route, 'collections.defaultdict'));
}

/** The arguments with lazy iterators run: whoever gets one may use it. */
export function consume(world: World, args: Arguments, route: Route): Arguments {
  if (!world.hasLazy) return args;
  const keywords = new Map(Array.from(args.keywords, ([key, value]) => [key, run(world, value, route)]));
  return { ...args, keywords, positional: args.positional?.map((value) => run(world, value, route)) ?? null };
}

/** A lazy iterator's results, after making its calls; also for those directly inside a container. Other values as they are. */
export function run(world: World, value: Sym, route: Route): Sym {
  if (value.kind === 'lazy') {
    const items = value.calls.map((one) => invoke(world, value.callee, one === null ? UNKNOWN_ARGUMENTS : positional(...one), through(route, value.by)));
    return { kind: 'seq', shape: 'list', items };
  }
  if (value.kind === 'held' || value.kind === 'seq') {
    if (value.shape === 'dict') return value;
    const items = world.items(value, SEMANTICS.arguments) ?? [];
    if (!items.some((item) => item.kind === 'lazy')) return value;
    return { kind: 'seq', shape: value.shape, items: items.map((item) => (item.kind === 'lazy' ? run(world, item, route) : item)) };
  }
  return value;
}

function invokeName(world: World, name: Name, given: Arguments, route: Route): Sym {
  world.called.add(name.full);
  const args = LAZY_MAKERS.has(name.full) ? given : consume(world, given, route);
  const replaced = world.overrides.get(ownerOf(name))?.get(name.path.at(-1) ?? '');
  if (replaced !== undefined && name.path.length > 0) return invoke(world, replaced, args, through(route, name.full));
  if (isNamespaceGetter(name)) return subscriptOf(world, name, args, route);
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
  const text = firstText(world, args) ?? annotationOf(world, args.positional?.[0]);
  world.act('call', { name, shown: shownCall(world, { kind: 'name', name }, args), known: isConstant(world, args), text, via: route.via, isNew: route.isNew });
  return unknownFrom(name.full);
}

/** Annotations the program put on an object: `typing.get_type_hints` evaluates them. */
function annotationOf(world: World, self: Sym | undefined): string | null {
  const planted = self === undefined ? undefined : plantedMethod(world, self, '__annotations__');
  const texts = planted === undefined ? [] : (world.pairs(planted, 16) ?? []).map(([, value]) => textOf(value));
  return texts.find((text) => text !== null) ?? null;
}

/** Also for names that only are attributes of known classes: nobody has looked at what they do. */
function unknownName(world: World, name: Name, args: Arguments, route: Route): Sym {
  const method = name.path.at(-1) ?? '';
  const self = args.positional?.[0];
  if (name.path.length > 1 && SUBSCRIPTS.has(method) && self !== undefined) return subscriptOf(world, name, args, route);
  world.act('unknown', { name, shown: shownCall(world, { kind: 'name', name }, args), known: isConstant(world, args), text: firstText(world, args), via: route.via, isNew: route.isNew });
  return route.isNew || name.entry.match === 'package' ? instanceOf(name, args, world) : unknownFrom(name.full);
}

function ordinary(world: World, name: Name, args: Arguments, route: Route): Sym {
  if (name.entry.match === 'class' && !route.isNew && (args.positional?.length ?? 1) > 0) {
    world.act('construct', { name, shown: shownCall(world, { kind: 'name', name }, args), known: isConstant(world, args), text: firstText(world, args), via: route.via });
  }
  checkSize(world, name, args);
  return instanceOf(name, args, world);
}

export function instanceOf(name: Name, args: Arguments, world: World): Sym {
  return { kind: 'instance', of: { kind: 'name', name }, ref: world.event?.result ?? null, args: args.positional ?? [] };
}

function fold(world: World, name: Name, args: Arguments, route: Route): Sym {
  const list = args.positional ?? [];
  checkSize(world, name, args);
  for (const value of args.keywords.values()) if (isSuspect(value)) invoke(world, value, UNKNOWN_ARGUMENTS, through(route, name.full));
  const method = name.path.at(-1) ?? '';
  const self = list[0];
  if (name.module === 'builtins' && name.path.length === 2 && self !== undefined) {
    if (method === '__new__') return invoke(world, self, { ...args, positional: list.slice(1) }, { ...route, isNew: true });
    if (SUBSCRIPTS.has(method)) return subscriptOf(world, name, args, route);
    if (PLANTERS.has(method) && self.kind === 'name') return mutate(world, self, shownCall(world, { kind: 'name', name }, args), route);
    const direct = BUILTIN_FOLDS.get(name.full)?.(world, list, args);
    return direct ?? invokeMethod(world, self, method, { ...args, positional: list.slice(1) }, route);
  }
  if (name.full === 'builtins.sum' || name.full === 'builtins.zip' || name.full === 'itertools.chain') {
    return { kind: 'seq', shape: 'list', items: list.flatMap((part) => elements(world, part) ?? [UNKNOWN]).slice(0, SEMANTICS.foldItems) };
  }
  const folded = BUILTIN_FOLDS.get(name.full) ?? BINARY_FOLDS.get(name.full);
  return folded?.(world, list, args) ?? unknownFrom(name.full);
}

/** `f.__globals__.get`, `sys.modules.get`: look-ups in a namespace reached by attributes. */
function isNamespaceGetter(name: Name): boolean {
  const owner = name.path.at(-2);
  return SUBSCRIPTS.has(name.path.at(-1) ?? '') && (owner === '__globals__' || owner === '__dict__' || owner === '__builtins__' || owner === 'modules');
}

/** `X.get(key)` and `X.__getitem__(self, key)`, also where X is reached through `__globals__`. */
function subscriptOf(world: World, name: Name, args: Arguments, route: Route): Sym {
  const [self, key] = args.positional ?? [];
  if (isNamespaceGetter(name) && self !== undefined) {
    return subscript(world, { kind: 'name', name: parentOf(name) }, self);
  }
  if (self === undefined || key === undefined) return UNKNOWN;
  fireFactory(world, self, route);
  return subscript(world, self, key);
}

function parentOf(name: Name): Name {
  return { ...name, path: name.path.slice(0, -1), full: ownerOf(name) };
}

function ownerOf(name: Name): string {
  return [name.module, ...name.path.slice(0, -1)].join('.');
}

/** A callable that calls some argument: nobody says which, so every callable among them may be called. */
function callsSomething(world: World, name: Name, args: Arguments, route: Route): Sym {
  for (const value of [...(args.positional ?? []), ...args.keywords.values()]) {
    if (isSuspect(value)) invoke(world, value, UNKNOWN_ARGUMENTS, through(route, name.full));
  }
  return instanceOf(name, args, world);
}

export function isSuspect(value: Sym): boolean {
  if (value.kind === 'name') return value.name.entry.trust !== 'good' || value.name.entry.capability === 'DESERIALIZE';
  return value.kind === 'bound' || value.kind === 'lazy' || value.kind === 'getter' || value.kind === 'extension';
}

function useGetter(world: World, getter: Sym & { kind: 'getter' }, args: Arguments, route: Route): Sym {
  const self = args.positional?.[0] ?? UNKNOWN;
  if (getter.does === 'method') {
    const method = textOf(getter.keys[0]);
    return method === null ? unknownMethod(world, getter, args, route) : invoke(world, getAttribute(world, self, str(method), route), positional(...getter.args), through(route, 'operator.methodcaller'));
  }
  const found = getter.keys.map((key) => {
    if (getter.does === 'item') return subscript(world, self, key);
    const parts = textOf(key)?.split('.') ?? null;
    if (parts === null) return getAttribute(world, self, key, route);
    return parts.reduce<Sym>((value, part) => getAttribute(world, value, str(part), route), self);
  });
  return found.length === 1 ? (found[0] ?? UNKNOWN) : { kind: 'seq', shape: 'tuple', items: found };
}

function unknownMethod(world: World, getter: Sym, args: Arguments, route: Route): Sym {
  world.act('unknown', { shown: shownCall(world, getter, args), known: false, via: route.via, match: 'alike' });
  return UNKNOWN;
}

function construct(world: World, callee: Sym & { kind: 'class' }, args: Arguments, route: Route): Sym {
  const self: Sym = { kind: 'instance', of: callee, ref: world.event?.result ?? null, args: args.positional ?? [] };
  for (const hook of route.isNew ? ['__new__'] : ['__new__', '__init__']) {
    const planted = callee.attributes.get(hook);
    if (planted !== undefined) invoke(world, planted, { ...args, positional: [self, ...(args.positional ?? [])] }, through(route, hook));
  }
  for (const base of callee.bases) if (base.kind === 'name' && base.name.entry.trust !== 'good') invoke(world, base, args, through(route, 'type'));
  return self;
}

function invokeInstance(world: World, callee: Sym & { kind: 'instance' }, args: Arguments, route: Route): Sym {
  const planted = plantedMethod(world, callee, '__call__');
  if (planted !== undefined) return invoke(world, planted, args, through(route, '__call__'));
  world.act('unknown', {
    name: callee.of.kind === 'name' ? callee.of.name : null,
    shown: shownCall(world, callee, args),
    known: isConstant(world, args),
    via: route.via,
    match: 'none',
    capability: 'UNKNOWN',
  });
  return UNKNOWN;
}

/** `"{0.__globals__}".format(f)`. */
function traverse(world: World, self: Sym, method: string, args: Arguments, route: Route): Sym {
  world.act('call', {
    capability: 'ATTR_TRAVERSE',
    match: 'exact',
    shown: shownCall(world, { kind: 'method', self, name: method }, args),
    known: false,
    text: textOf(self),
    via: route.via,
  });
  return unknownFrom(`str.${method}`);
}

/** An imported object is changed. */
export function mutate(world: World, target: Sym & { kind: 'name' }, shown: ReturnType<typeof shownCall>, route: Route): Sym {
  world.called.add(target.name.full);
  world.act('mutate', { name: target.name, capability: 'STATE_MUTATE', match: 'exact', shown, via: route.via });
  return { kind: 'none' };
}

/** Sizes as arguments: `bytearray(2**31)`. */
function checkSize(world: World, name: Name, args: Arguments): void {
  if (name.full !== 'builtins.bytearray' && name.full !== 'builtins.bytes') return;
  const size = args.positional?.length === 1 ? numberOf(args.positional[0]) : null;
  if (size !== null && size >= LARGE) world.act('memory', { name, shown: prose`${shownCall(world, { kind: 'name', name }, args)}`, capability: 'MEM' });
}

const LARGE = 1 << 30;

/** Whether nothing unknown is among the arguments, one container deep. */
export function isConstant(world: World, args: Arguments): boolean {
  if (args.positional === null || args.more) return false;
  return [...args.positional, ...args.keywords.values()].every((value) => {
    if (value.kind === 'held') return world.trace.inert(value.ref) || (world.items(value, 16) ?? []).every(isPlain);
    return isPlain(value);
  });
}

function isPlain(value: Sym): boolean {
  return value.kind !== 'unknown' && value.kind !== 'extension' && value.kind !== 'persistent' && isWhole(value);
}

/** The first text among the arguments, also inside the first list: `subprocess.run(["sh", "-c", "…"])`. */
function firstText(world: World, args: Arguments): string | null {
  for (const value of args.positional ?? []) {
    const text = value.kind === 'str' ? value.text : null;
    if (text !== null) return text;
    const parts = (world.items(value, 16) ?? []).map((item) => (item.kind === 'str' ? item.text : null));
    const texts = parts.filter((part) => part !== null);
    if (texts.length > 0) return texts.join(' ');
    if (value.kind === 'bytes') return String.fromCharCode(...value.bytes.subarray(0, 400));
  }
  return null;
}

const SUBSCRIPTS: ReadonlySet<string> = new Set(['get', '__getitem__', 'pop', 'setdefault']);
const PLANTERS: ReadonlySet<string> = new Set(['__setitem__', '__delitem__', 'update', 'append', 'extend', 'insert', 'add', 'clear', 'pop', 'setdefault', 'remove']);
/** These take iterators without using them. */
const LAZY_MAKERS: ReadonlySet<string> = new Set(
  (
    'builtins.map builtins.filter builtins.iter builtins.zip itertools.starmap itertools.accumulate itertools.chain itertools.islice itertools.imap ' +
    'itertools.ifilter itertools.filterfalse itertools.takewhile itertools.dropwhile itertools.groupby itertools.cycle functools.partial types.MethodType'
  ).split(' '),
);

