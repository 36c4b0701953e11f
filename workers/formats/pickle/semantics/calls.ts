import { foundOr, getAttribute, subscript } from './attributes.ts';
import { isConstant } from './call-arguments.ts';
import { foldTextMethod, fromHex } from './fold/text-methods.ts';
import { hasFields } from './format-string.ts';
import { attributeOf } from './name.ts';
import { invokeName, SUBSCRIPTS } from './named.ts';
import { fireFactory, itemOf, plantedMethod } from './objects.ts';
import { shownCall } from './render.ts';
import { type Route, through } from './route.ts';
import { harmful, harmfulIn } from './suspicion.ts';
import { type Arguments, args as positional, str, type Sym, textOf, UNKNOWN, unknownFrom } from './sym.ts';
import type { World } from './world.ts';

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
      return invoke(
        world,
        callee.callee,
        { positional: list ?? callee.args, keywords, more: args.more || list === null },
        through(route, callee.by),
      );
    }
    case 'getter':
      return useGetter(world, callee, args, route);
    case 'method':
      return invokeMethod(world, callee.self, callee.name, args, route);
    case 'class':
      return construct(world, callee, args, route);
    case 'instance':
      return invokeInstance(world, callee, args, route);
    case 'function':
      return runCode(world, callee, args, route);
    case 'persistent':
    case 'extension':
    case 'unknown':
      if (world.isToldOften('unknown', '')) return UNKNOWN;
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

/** A function whose code is in the file. */
function runCode(world: World, callee: Sym & { kind: 'function' }, args: Arguments, route: Route): Sym {
  world.act('call', {
    capability: 'REFLECT_CODE',
    match: 'exact',
    shown: shownCall(world, callee, args),
    known: isConstant(world, args),
    text: callee.summary?.texts.join(' ') ?? null,
    via: [...route.via, callee.by],
  });
  return unknownFrom(callee.by);
}

/** `self.name(*args)`. */
export function invokeMethod(world: World, self: Sym, name: string, args: Arguments, route: Route): Sym {
  const list = args.positional ?? [];
  if (self.kind === 'str' || self.kind === 'bytes') {
    // A field or `%(key)s` is looked up in the mapping.
    if (MAPPED.has(name) && list[0] !== undefined) fireFactory(world, list[0], through(route, `str.${name}`));
    if ((name === 'format' || name === 'format_map') && hasFields(textOf(self)))
      return traverse(world, self, name, args, route);
    return (
      foldTextMethod(world, self, name, list) ??
      (name === 'fromhex' ? fromHex(textOf(list[0])) : null) ??
      unknownFrom(`str.${name}`)
    );
  }
  if (SUBSCRIPTS.has(name) && self.kind !== 'instance' && list[0] !== undefined)
    return foundOr(subscript(world, self, list[0]), list[1]);
  const planted = plantedMethod(world, self, name);
  if (planted !== undefined) return invoke(world, planted, args, through(route, `${name} attribute`));
  if (name === '__missing__') fireFactory(world, self, route);
  if (name === '__call__') return invoke(world, self, args, route);
  if (self.kind === 'instance') {
    if (SUBSCRIPTS.has(name) && list[0] !== undefined) fireFactory(world, self, route);
    if (self.of.kind === 'name') {
      return invoke(
        world,
        { kind: 'name', name: attributeOf(self.of.name, name) },
        { ...args, positional: [self, ...list] },
        { ...route, isNew: false },
      );
    }
  }
  // `[f].copy()`, `{}.fromkeys(k, f)`: what a container gives may be what it holds.
  return harmfulIn(world, [self, ...list])[0] ?? unknownFrom(name);
}

const MAPPED: ReadonlySet<string> = new Set(['format_map', '__mod__']);

function useGetter(world: World, getter: Sym & { kind: 'getter' }, args: Arguments, route: Route): Sym {
  const self = args.positional?.[0] ?? UNKNOWN;
  if (getter.does === 'method') {
    const method = textOf(getter.keys[0]);
    return method === null
      ? unknownMethod(world, getter, args, route)
      : invoke(
          world,
          getAttribute(world, self, str(method), route),
          positional(...getter.args),
          through(route, 'operator.methodcaller'),
        );
  }
  const found = getter.keys.map((key) => {
    if (getter.does === 'item') return itemOf(world, self, key, route);
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
    if (planted !== undefined)
      invoke(world, planted, { ...args, positional: [self, ...(args.positional ?? [])] }, through(route, hook));
  }
  for (const base of callee.bases)
    if (base.kind === 'name' && base.name.entry.trust !== 'good') invoke(world, base, args, through(route, 'type'));
  return self;
}

function invokeInstance(world: World, callee: Sym & { kind: 'instance' }, args: Arguments, route: Route): Sym {
  const planted = plantedMethod(world, callee, '__call__');
  if (planted !== undefined) return invoke(world, planted, args, through(route, '__call__'));
  // `numpy.vectorize(f)(…)`: an object that was made with a function calls it.
  const held = [...callee.args, ...world.states.values(callee.ref)];
  for (const value of new Set([...harmfulIn(world, held), ...harmful(world, args)]))
    invoke(world, value, args, through(route, 'object'));
  if (world.isToldOften('unknown', callee.of.kind === 'name' ? callee.of.name.full : '')) return UNKNOWN;
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
