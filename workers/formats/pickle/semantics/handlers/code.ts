import type { CodeSummary } from '../../../../lang/marshal/summary.ts';
import { KEPT } from '../../../../lang/marshal/summary.ts';
import { invoke } from '../calls.ts';
import { type Handler, under } from '../handlers.ts';
import { attributeOf, moduleName, type Name } from '../name.ts';
import { dangerous } from '../named.ts';
import { attributePairs } from '../pairs.ts';
import { shownCall } from '../render.ts';
import { type Route, through } from '../route.ts';
import { type Arguments, args as positional, type Sym, textOf } from '../sym.ts';
import type { World } from '../world.ts';

/** Functions that make code objects, functions and classes. cloudpickle and dill write functions like this: making one runs nothing yet. */
export const CODE: readonly (readonly [string, Handler])[] = [
  ['types.CodeType', (world, args, route, name) => made(world, args, route, name, codeOf)],
  ...under('types.FunctionType types.LambdaType', (world, args, route, name) =>
    made(world, args, route, name, functionOf),
  ),
  ...under('cloudpickle.CodeType dill.CodeType dill._create_code', codeOf),
  ...under(
    'cloudpickle._make_function cloudpickle._make_skel_func cloudpickle._fill_function dill._create_function dill.FunctionType',
    (world, args, route, name) => {
      const made = functionOf(world, args);
      world.act('code', {
        name,
        shown: shownCall(world, { kind: 'name', name }, args),
        via: route.via,
        code: made.summary,
      });
      return { ...made, by: name.full };
    },
  ),
  ...under(
    'cloudpickle._function_setstate cloudpickle._class_setstate',
    (world, { positional: list }) => adopted(world, list?.[0], list?.[1]) ?? null,
  ),
  ['cloudpickle._builtin_type', (_world, { positional: list }) => typeOf('cloudpickle', textOf(list?.[0]))],
  ['dill._load_type', (_world, { positional: list }) => typeOf('dill', textOf(list?.[0]))],
  ...under('cloudpickle._make_skeleton_class dill._create_type', makeClass),
  ['cloudpickle._make_skeleton_enum', makeEnum],
  // `_create_array(f, args, state)` and `_create_ftype(type, function, args, keywords)` are calls.
  [
    'dill._create_array',
    (world, { positional: list }, route, name) => {
      const [callee, given] = list ?? [];
      const items = given === undefined ? null : world.all(given);
      return callee === undefined
        ? null
        : invoke(world, callee, positional(...(items ?? [])), through(route, name.full));
    },
  ],
  [
    'dill._create_ftype',
    (world, { positional: list }, route, name) => {
      const [type, callee, given] = list ?? [];
      if (type === undefined || callee === undefined) return null;
      const items = given === undefined ? null : world.all(given);
      return invoke(world, type, positional(callee, ...(items ?? [])), through(route, name.full));
    },
  ],
];

/** The plain types of CPython: making one by hand is nothing any library’s files do. */
function made(world: World, args: Arguments, route: Route, name: Name, of: Handler): Sym | null {
  dangerous(world, name, args, route);
  return of(world, args, route, name);
}

/** A code object from its parts: tuples of constants and names in that order, whatever the version puts between them. */
function codeOf(world: World, { positional: list }: Arguments, _route: Route, name: Name): Sym {
  const tuples = (list ?? [])
    .filter((value) => shapeOf(value) === 'tuple')
    .map((value) => world.items(value, KEPT) ?? []);
  const [consts = [], names = []] = tuples;
  const inner = consts.flatMap((value) => (value.kind === 'code' && value.summary !== null ? [value.summary] : []));
  const texts = (list ?? []).flatMap((value) => textOf(value) ?? []);
  const summary: CodeSummary = {
    name: texts[1] ?? texts[0] ?? '?',
    names: [...new Set([...textsOf(names), ...inner.flatMap((one) => one.names)])].slice(0, KEPT),
    texts: [...new Set([...textsOf(consts), ...inner.flatMap((one) => one.texts)])].slice(0, KEPT),
    complete: inner.every((one) => one.complete),
  };
  return { kind: 'code', summary: tuples.length < 2 ? null : summary, by: name.full };
}

function shapeOf(value: Sym): string | null {
  return value.kind === 'held' || value.kind === 'seq' ? value.shape : null;
}

function textsOf(values: readonly Sym[]): string[] {
  return values.flatMap((value) => textOf(value) ?? []);
}

function functionOf(_world: World, { positional: list }: Arguments): Sym & { kind: 'function' } {
  const code = list?.find((value) => value.kind === 'code');
  return {
    kind: 'function',
    summary: code?.kind === 'code' ? code.summary : null,
    by: code?.by ?? 'types.FunctionType',
  };
}

/** `_class_setstate(cls, (attributes, slots))`: methods for a class made before. */
function adopted(world: World, self: Sym | undefined, state: Sym | undefined): Sym | null {
  if (self?.kind !== 'class' || state === undefined) return self ?? null;
  const [attributes] = world.items(state, 2) ?? [];
  const pairs = attributes === undefined ? [] : (attributePairs(world, attributes) ?? []);
  for (const [key, value] of pairs) self.attributes.set(textOf(key) ?? '', value);
  return self;
}

/** `_make_skeleton_class(metaclass, name, bases, …)` and `_create_type(metaclass, name, bases, namespace)`. */
function makeClass(world: World, args: Arguments, route: Route, name: Name): Sym | null {
  const [meta, title, bases, namespace] = args.positional ?? [];
  if (meta === undefined || title === undefined) return null;
  if (meta.kind !== 'name' || !METACLASSES.has(meta.name.full))
    return invoke(world, meta, { ...args, positional: (args.positional ?? []).slice(1) }, through(route, name.full));
  world.called.add(meta.name.full);
  world.act('code', { name, shown: shownCall(world, { kind: 'name', name }, args), via: route.via });
  const pairs = namespace === undefined ? [] : (attributePairs(world, namespace) ?? []);
  return {
    kind: 'class',
    title: textOf(title) ?? '?',
    bases: bases === undefined ? [] : (world.items(bases, 16) ?? []),
    attributes: new Map(pairs.map(([key, value]) => [textOf(key) ?? '', value])),
  };
}

/** `_make_skeleton_enum(bases, name, qualname, members, …)`: making the members calls a base that is no enumeration. */
function makeEnum(world: World, args: Arguments, route: Route, name: Name): Sym | null {
  const [bases, title, , members] = args.positional ?? [];
  if (bases === undefined || title === undefined) return null;
  world.act('code', { name, shown: shownCall(world, { kind: 'name', name }, args), via: route.via });
  const made = world.items(bases, 16) ?? [];
  const values = members === undefined ? [] : (attributePairs(world, members) ?? []).map(([, value]) => value);
  for (const base of made)
    if (base.kind !== 'name' || base.name.entry.trust !== 'good')
      invoke(world, base, positional(...values), through(route, name.full));
  return { kind: 'class', title: textOf(title) ?? '?', bases: made, attributes: new Map() };
}

const METACLASSES: ReadonlySet<string> = new Set(['builtins.type', 'abc.ABCMeta', 'enum.EnumMeta', 'enum.EnumType']);

/** Types by the names that dill and cloudpickle give them. */
function typeOf(library: string, text: string | null): Sym | null {
  if (text === null) return null;
  if (text === 'CodeType' || text === 'FunctionType' || text === 'LambdaType')
    return { kind: 'name', name: attributeOf(moduleName(library), text === 'CodeType' ? text : 'FunctionType') };
  const known = TYPES.get(text);
  if (known !== undefined) return { kind: 'name', name: attributeOf(moduleName(known[0]), known[1]) };
  const module = text.endsWith('Type') ? 'types' : 'builtins';
  return { kind: 'name', name: attributeOf(moduleName(module), text) };
}

const TYPES: ReadonlyMap<string, readonly [module: string, name: string]> = new Map([
  ['TypeType', ['builtins', 'type']],
  ['ClassType', ['builtins', 'type']],
  ['PartialType', ['functools', 'partial']],
  ['SuperType', ['builtins', 'super']],
  ['ObjectType', ['builtins', 'object']],
]);
