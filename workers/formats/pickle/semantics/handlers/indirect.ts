import { invoke, invokeMethod } from '../calls.ts';
import { fireFactory, isSuspect } from '../objects.ts';
import { through } from '../route.ts';
import { elements } from '../fold/builtins.ts';
import { type Handler, under } from '../handlers.ts';
import { attributeOf, moduleName } from '../name.ts';
import { attributePairs } from '../pairs.ts';
import { shownCall } from '../render.ts';
import { stateEntries } from '../states.ts';
import { type Arguments, args as positional, NO_KEYWORDS, type Sym, textOf, UNKNOWN_ARGUMENTS } from '../sym.ts';
import type { World } from '../world.ts';

/** Callables whose work is to call another one: now, later, or when the object they make is called. */
export const INDIRECT: readonly (readonly [string, Handler])[] = [
  ...under('functools.partial functools.partialmethod', (_world, args, _route, name) => bind(args, name.full)),
  ['types.MethodType', (_world, args, _route, name) => bind(args, name.full)],
  ...under(
    'functools.lru_cache functools.cache functools._lru_cache_wrapper functools.cached_property functools.cmp_to_key functools.singledispatch ' +
      'functools.singledispatchmethod functools.total_ordering builtins.property builtins.classmethod builtins.staticmethod types.coroutine ' +
      'typing.no_type_check typing.final typing.overload typing.runtime_checkable joblib.delayed joblib.parallel.delayed',
    (_world, args, _route, name) =>
      // `lru_cache(128)` makes a decorator, which gets the function later.
      CONSTANTS.has(args.positional?.[0]?.kind ?? 'none')
        ? name.path[0] === 'lru_cache'
          ? { kind: 'name', name: attributeOf(moduleName('functools'), 'cache') }
          : null
        : bind({ ...args, positional: args.positional?.slice(0, 1) ?? null }, name.full),
  ),
  ['typing.cast', (_world, { positional: list }) => list?.[1] ?? null],
  ...under('functools.wraps functools.update_wrapper', (_world, { positional: list }) => list?.[0] ?? null),
  [
    'operator.call',
    (world, args, route, name) => callFirst(world, args, (rest) => positional(...rest), through(route, name.full)),
  ],
  [
    'builtins.apply',
    (world, args, route, name) => callFirst(world, args, ([list]) => spread(world, list), through(route, name.full)),
  ],
  ['operator.attrgetter', getter('attr')],
  ['operator.itemgetter', getter('item')],
  ['operator.methodcaller', getter('method')],
  [
    'weakref.finalize',
    (world, { positional: list }, route, name) => {
      const [, callee, ...rest] = list ?? [];
      return callee === undefined ? null : invoke(world, callee, positional(...rest), through(route, name.full));
    },
  ],
  [
    'atexit.register',
    (world, { positional: list, keywords }, route, name) => {
      const [callee, ...rest] = list ?? [];
      if (callee === undefined || !isSuspect(callee)) return null;
      return invoke(world, callee, { positional: rest, keywords, more: false }, through(route, name.full));
    },
  ],
  ...under(
    'builtins.property.__get__ functools.cached_property.__get__ functools.partialmethod.__get__',
    (world, { positional: list }, route, name) => {
      const [self, owner] = list ?? [];
      if (self?.kind === 'bound' && owner !== undefined)
        invoke(world, self, positional(owner), through(route, name.full));
      return null;
    },
  ),
  ...under(
    'collections.defaultdict.__missing__ collections.defaultdict.__getitem__',
    (world, { positional: list }, route) => {
      if (list?.[0] !== undefined) fireFactory(world, list[0], route);
      return null;
    },
  ),
  ...under('copy.copy copy.deepcopy', (world, { positional: list }, route) => {
    const [value] = list ?? [];
    if (value === undefined) return null;
    for (const hook of ['__copy__', '__deepcopy__', '__reduce_ex__', '__reduce__']) {
      if (value.kind === 'class' || value.kind === 'instance')
        invokeIfPlanted(world, value, hook, through(route, 'copy.copy'));
    }
    return value;
  }),
];

const CONSTANTS: ReadonlySet<Sym['kind']> = new Set(['none', 'true', 'false', 'int']);

function bind({ positional: list, keywords }: Arguments, by: string): Sym | null {
  const [callee, ...rest] = list ?? [];
  return callee === undefined ? null : { kind: 'bound', callee, args: rest, kwargs: keywords, by };
}

const HARMLESS_METHODS: ReadonlySet<string> = new Set(
  'lower upper casefold title capitalize strip lstrip rstrip split rsplit splitlines startswith endswith isdigit isalpha isnumeric'.split(
    ' ',
  ),
);

function getter(does: 'attr' | 'item' | 'method'): Handler {
  return (world, args, route) => {
    const list = args.positional;
    if (list === null || list.length === 0) return null;
    if (does !== 'method') return { kind: 'getter', does, keys: list, args: [] };
    // An object that calls a method of whatever it is given: who calls it is not in the file. Methods of texts only compute.
    if (HARMLESS_METHODS.has(textOf(list[0]) ?? ''))
      return { kind: 'getter', does, keys: list.slice(0, 1), args: list.slice(1) };
    const made: Sym = { kind: 'getter', does, keys: list.slice(0, 1), args: list.slice(1) };
    world.act('unknown', { shown: shownCall(world, made, args), known: false, via: route.via, match: 'alike' });
    return made;
  };
}

function callFirst(
  world: World,
  { positional: list }: Arguments,
  arrange: (rest: readonly Sym[]) => Arguments,
  route: Parameters<typeof invoke>[3],
): Sym | null {
  const [callee, ...rest] = list ?? [];
  return callee === undefined ? null : invoke(world, callee, arrange(rest), route);
}

/** `f(*list)`. */
export function spread(world: World, list: Sym | undefined): Arguments {
  const items = list === undefined ? [] : elements(world, list);
  return items === null ? UNKNOWN_ARGUMENTS : positional(...items);
}

/** `f(**dict)`. */
export function spreadKeywords(world: World, state: Sym | undefined): Arguments {
  if (state === undefined || world.pairs(state, 1) === null) return UNKNOWN_ARGUMENTS;
  return { positional: [], keywords: new Map(stateEntries(world, state)), more: false };
}

function invokeIfPlanted(world: World, self: Sym, hook: string, route: Parameters<typeof invoke>[3]): void {
  if (self.kind === 'instance' && world.states.attribute(self.ref, hook) === undefined && self.of.kind !== 'class')
    return;
  invokeMethod(world, self, hook, { positional: [], keywords: NO_KEYWORDS, more: false }, route);
}

/** What `functools.partial.__setstate__` sets: (func, args, keywords, dict). */
export function rearm(world: World, state: Sym): Sym | null {
  const [callee, list, keywords] = world.items(state, 4) ?? [];
  if (callee === undefined || list === undefined) return null;
  const named = new Map<string, Sym>();
  for (const [key, value] of keywords === undefined ? [] : (attributePairs(world, keywords) ?? []))
    named.set(textOf(key) ?? '', value);
  return { kind: 'bound', callee, args: elements(world, list) ?? [], kwargs: named, by: 'functools.partial' };
}
