import { invoke } from '../calls.ts';
import { instanceOf, isSuspect } from '../objects.ts';
import { through } from '../route.ts';
import type { Route } from '../route.ts';
import { type Handler, under } from '../handlers.ts';
import { load } from '../load.ts';
import { moduleName, type Name, attributeOf } from '../name.ts';
import { mutate } from '../objects.ts';
import { shownCall } from '../render.ts';
import { args as positional, type Arguments, numberOf, type Sym, textOf, UNKNOWN_ARGUMENTS } from '../sym.ts';
import type { World } from '../world.ts';
import { resolveName } from '../name.ts';
import { spread, spreadKeywords } from './indirect.ts';

/** Functions that rebuild objects and call what they are told to on the way: ordinary files pass classes, attacks pass functions. */
export const REBUILD: readonly (readonly [string, Handler])[] = [
  [
    'copyreg.__newobj__',
    (world, { positional: list }, route, name) =>
      create(world, list, (rest) => positional(...rest), through(route, name.full)),
  ],
  [
    'copyreg.__newobj_ex__',
    (world, { positional: list }, route, name) => {
      return create(
        world,
        list,
        ([tuple, keywords]) => ({ ...spread(world, tuple), keywords: spreadKeywords(world, keywords).keywords }),
        through(route, name.full),
      );
    },
  ],
  ['copyreg._reconstructor', reconstruct],
  ['copyreg.add_extension', register],
  ...under(
    'torch._tensor._rebuild_from_type_v2 torch._tensor._rebuild_from_type torch.tensor._rebuild_from_type_v2',
    (world, { positional: list }, route, name) => {
      const [callee, , tuple, state] = list ?? [];
      if (callee === undefined) return null;
      const made = invoke(world, callee, spread(world, tuple), through(route, name.full));
      // Its items become attributes, as BUILD would set them.
      if (state !== undefined && made.kind === 'instance' && made.ref !== null) world.states.add(made.ref, state);
      return made;
    },
  ),
  [
    'torch._utils._rebuild_wrapper_subclass',
    (world, { positional: list }, route, name) =>
      create(world, list, () => UNKNOWN_ARGUMENTS, through(route, name.full)),
  ],
  ...under(
    'numpy.random._pickle.__generator_ctor numpy.random._pickle.__bit_generator_ctor numpy.random._pickle.__randomstate_ctor numpy.random.__RandomState_ctor',
    (world, args, route, name) => {
      for (const value of args.positional ?? [])
        if (value.kind !== 'str') invokeUnlessPlain(world, value, positional(), through(route, name.full));
      return instanceOf(name, args, world);
    },
  ),
  ['numpy.ma.core._mareconstruct', callsClasses],
  ...under(
    'pandas.core.indexes.base._new_Index pandas.indexes.base._new_Index pandas.core.index._new_Index ' +
      'pandas.tseries.index._new_DatetimeIndex pandas.core.indexes.datetimes._new_DatetimeIndex ' +
      'pandas.core.indexes.timedeltas._new_TimedeltaIndex pandas.core.indexes.period._new_PeriodIndex pandas.core.indexes.interval._new_IntervalIndex',
    (world, { positional: list }, route, name) =>
      create(world, list, ([state]) => spreadKeywords(world, state), through(route, name.full)),
  ),
  [
    'fsspec.spec.make_instance',
    (world, { positional: list }, route, name) =>
      list?.[0] === undefined ? null : invoke(world, list[0], spread(world, list[1]), through(route, name.full)),
  ],
  ['spacy.vocab.unpickle_vocab', loadsBytes],
  // The factory is called for a key that is not there, not when the dict is made (calls.ts, fireFactory).
  ['collections.defaultdict', (world, args, _route, name) => instanceOf(name, args, world)],
];

/** What Cython writes for its classes: `__pyx_unpickle_X(cls, checksum, state)` makes an object of the class it is given. */
export function createFirst(world: World, args: Arguments, route: Route, name: Name): Sym | null {
  if (name.entry.trust === 'dangerous') return null;
  return create(world, args.positional, () => positional(), through(route, name.full)) ?? null;
}

/** `cls.__new__(cls, …)`. */
function create(
  world: World,
  list: readonly Sym[] | null,
  arrange: (rest: readonly Sym[]) => Arguments,
  route: Route,
): Sym | null {
  const [callee, ...rest] = list ?? [];
  return callee === undefined ? null : invoke(world, callee, arrange(rest), { ...route, isNew: true });
}

/** `base.__new__(cls, state)`, then `base.__init__`. */
function reconstruct(world: World, { positional: list }: Arguments, route: Route, name: Name): Sym | null {
  const [callee, base, state] = list ?? [];
  if (callee === undefined) return null;
  const next = through(route, name.full);
  if (base?.kind !== 'name' || base.name.full !== 'builtins.object') {
    if (base !== undefined) invokeUnlessPlain(world, base, positional(...(state === undefined ? [] : [state])), next);
  }
  return invoke(world, callee, positional(), { ...next, isNew: true });
}

/** Extension codes become names. */
function register(world: World, args: Arguments, route: Route, name: Name): Sym | null {
  const [module, attribute, code] = args.positional ?? [];
  const number = numberOf(code);
  const [moduleText, attributeText] = [textOf(module), textOf(attribute)];
  if (number !== null && moduleText !== null && attributeText !== null) {
    world.extensions.set(number, { kind: 'name', name: resolveName(moduleText, attributeText, 4, true) });
  }
  const registry: Sym = { kind: 'name', name: attributeOf(moduleName('copyreg'), '_inverted_registry') };
  return mutate(world, registry, shownCall(world, { kind: 'name', name }, args), route);
}

function callsClasses(world: World, args: Arguments, route: Route, name: Name): Sym {
  for (const value of (args.positional ?? []).slice(0, 2))
    invokeUnlessPlain(world, value, UNKNOWN_ARGUMENTS, { ...through(route, name.full), isNew: true });
  return instanceOf(name, args, world);
}

/** Ordinary classes are what these functions are for. */
function invokeUnlessPlain(world: World, value: Sym, args: Arguments, route: Route): void {
  if (isSuspect(value)) invoke(world, value, args, route);
}

/** Every bytes argument is loaded as a pickle. */
function loadsBytes(world: World, args: Arguments, route: Route, name: Name): Sym {
  for (const value of args.positional ?? [])
    if (value.kind === 'bytes' && value.bytes[0] === 0x80) load(world, name, positional(value), route);
  return instanceOf(name, args, world);
}
