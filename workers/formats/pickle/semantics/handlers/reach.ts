import { getAttribute, subscript } from '../attributes.ts';
import { dangerous } from '../named.ts';
import { itemOf, mutate } from '../objects.ts';
import { type Route, through } from '../route.ts';
import { invoke } from '../calls.ts';
import { mayHarm } from '../suspicion.ts';
import { type Handler, under } from '../handlers.ts';
import { attributeOf, moduleName, type Name } from '../name.ts';
import { isKnownModule } from '../../../../rules/knowledge/lookup.ts';
import { isKnownPackage } from '../../../../rules/knowledge/packages.ts';
import { shownCall } from '../render.ts';
import { type Arguments, str, type Sym, textOf, UNKNOWN_ARGUMENTS, unknownFrom } from '../sym.ts';
import type { World } from '../world.ts';
import { setAttribute } from '../build.ts';
import { attributePairs } from '../pairs.ts';

/** Callables that reach for attributes, items, modules and classes. */
export const REACH: readonly (readonly [string, Handler])[] = [
  ...under(
    'builtins.getattr builtins.object.__getattribute__ builtins.type.__getattribute__ inspect.getattr_static',
    (world, { positional: list }, route) => {
      const [self, attribute, fallback] = list ?? [];
      if (self === undefined || attribute === undefined) return null;
      const found = getAttribute(world, self, attribute, route);
      return fallback === undefined ? found : foundOr(world, found, fallback);
    },
  ),
  ...under(
    'builtins.setattr dill._setattr builtins.object.__setattr__ builtins.type.__setattr__',
    (world, args, route, name) => {
      const [self, attribute, value] = args.positional ?? [];
      if (self === undefined || attribute === undefined || value === undefined) return null;
      return setAttribute(world, self, attribute, value, shownCall(world, { kind: 'name', name }, args), route);
    },
  ),
  ['builtins.vars', (world, { positional: list }) => namespaceOf(world, list?.[0])],
  ...under('operator.getitem operator.__getitem__', (world, { positional: list }, route) => {
    const [self, key] = list ?? [];
    return self === undefined || key === undefined ? null : itemOf(world, self, key, route);
  }),
  ...under('operator.setitem operator.__setitem__ operator.delitem', (world, args, route, name) => {
    const [self] = args.positional ?? [];
    return self?.kind === 'name'
      ? mutate(world, self, shownCall(world, { kind: 'name', name }, args), route)
      : { kind: 'none' };
  }),
  ['builtins.type', makeClass],
  [
    'types.new_class',
    (world, args, route, name) => {
      const body = args.positional?.[3];
      if (body !== undefined) invoke(world, body, UNKNOWN_ARGUMENTS, through(route, name.full));
      return makeClass(world, args, route, name);
    },
  ],
  [
    'builtins.type.__call__',
    (world, { positional: list, keywords }, route, name) => {
      const [callee, ...rest] = list ?? [];
      if (callee === undefined) return null;
      return invoke(world, callee, { positional: rest, keywords, more: false }, through(route, name.full));
    },
  ],
  ['collections.namedtuple', makeClass],
  ['builtins.__import__', importing((text) => moduleName(text.split('.')[0] ?? text))],
  ...under(
    'importlib.import_module importlib.__import__ importlib._bootstrap._gcd_import importlib._bootstrap._find_and_load _frozen_importlib._gcd_import ' +
      'pydoc.safeimport unittest.mock._importer imp.load_module importlib.reload builtins.reload',
    importing((text) => moduleName(text)),
  ),
  // How cloudpickle and dill write a module that a function uses: no more than an import when the module is an ordinary one.
  ...under('cloudpickle.subimport dill._import_module', (world, args, route, name) => {
    const resolve = name.full === 'dill._import_module' ? moduleOrAttribute : moduleName;
    const target = resolve(textOf(args.positional?.[0])?.slice(0, 1000) ?? '');
    const isOrdinary =
      target.path.length === 0 && (target.entry.trust !== 'dangerous' || USED_BY_FUNCTIONS.has(target.module));
    return isOrdinary && (isKnownModule(target.module) || isKnownPackage(target.module))
      ? { kind: 'name', name: target }
      : importing(resolve)(world, args, route, name);
  }),
  // `numpy.core._ufunc_reconstruct(module, name)`: any attribute of any module.
  ['numpy.core._ufunc_reconstruct', (world, args, route, name) => attributeOfModule(world, args, route, name, [0, 1])],
  // `_create_namedtuple(name, fields, module)` takes what the module has under the name, if there is something.
  [
    'dill._create_namedtuple',
    (world, args, route, name) => attributeOfModule(world, args, route, name, [2, 0], makeClass),
  ],
  ...under(
    'pkgutil.resolve_name pydoc.locate torch._utils._import_dotted_name django.utils.module_loading.import_string werkzeug.utils.import_string ' +
      'pydantic.utils.import_string logging.config._resolve hydra.utils.get_class hydra.utils.get_method hydra.utils.get_object unittest.mock._get_target',
    importing(dotted),
  ),
  [
    'sys.modules.get',
    (world, { positional: list }) =>
      list?.[0] === undefined
        ? null
        : subscript(world, { kind: 'name', name: attributeOf(moduleName('sys'), 'modules') }, list[0]),
  ],
];

/** Modules of Python that ordinary functions use. Importing one does nothing; what is taken from it is followed and told. */
const USED_BY_FUNCTIONS: ReadonlySet<string> = new Set(
  'os sys builtins types inspect threading _thread importlib tempfile shutil glob pathlib logging.config unittest.mock'.split(
    ' ',
  ),
);

/** What a module has under a name, both given as texts. An ordinary name of the tables is no more than an import. */
function attributeOfModule(
  world: World,
  args: Arguments,
  route: Route,
  name: Name,
  [module, attribute]: readonly [module: number, attribute: number],
  otherwise: Handler | null = null,
): Sym | null {
  const from = textOf(args.positional?.[module]);
  const what = textOf(args.positional?.[attribute]);
  if (from === null || what === null) {
    world.act('computed', { shown: shownCall(world, { kind: 'name', name }, args), known: false });
    return unknownFrom(name.full);
  }
  const target = attributeOf(moduleName(from.slice(0, 1000)), what.slice(0, 1000));
  if (target.entry.trust === 'unknown' && otherwise !== null) {
    world.reach(target);
    return otherwise(world, args, route, name);
  }
  if (target.entry.trust !== 'good' || target.entry.capability === 'DESERIALIZE') {
    world.reach(target);
    world.act('computed', {
      name: target,
      shown: shownCall(world, { kind: 'name', name }, args),
      text: `${from}.${what}`,
      via: [...route.via, name.full],
    });
  }
  return { kind: 'name', name: target };
}

/** `os.path` is a module, `os.system` what a module has. */
function moduleOrAttribute(text: string): Name {
  const attribute = dotted(text);
  return attribute.path.length > 0 && attribute.entry.trust !== 'unknown' ? attribute : moduleName(text);
}

/** `os:system`, `os.system`. */
function dotted(text: string): Name {
  const [module = '', path = ''] = text.includes(':') ? text.split(':', 2) : split(text);
  return path.split('.').reduce((name, part) => (part === '' ? name : attributeOf(name, part)), moduleName(module));
}

function split(text: string): readonly [string, string] {
  const dot = text.lastIndexOf('.');
  return dot < 0 ? [text, ''] : [text.slice(0, dot), text.slice(dot + 1)];
}

function importing(resolve: (text: string) => Name): Handler {
  return (world, args, route, name) => {
    const text = textOf(args.positional?.[0]);
    if (text === null) return dangerous(world, name, args, route);
    const target = resolve(text.slice(0, 1000));
    world.reach(target);
    world.act('computed', {
      name: target,
      shown: shownCall(world, { kind: 'name', name }, args),
      text,
      via: [...route.via, name.full],
    });
    return { kind: 'name', name: target };
  };
}

/** `getattr(x, "y", default)`: whichever may do more, because which attributes exist differs from release to release. */
function foundOr(world: World, found: Sym, fallback: Sym): Sym {
  const isDangerous = found.kind === 'name' && found.name.entry.match === 'exact' && mayHarm(found);
  if (isDangerous && fallback.kind === 'name' && EQUIVALENT.get(found.name.full) === fallback.name.full)
    world.called.add(fallback.name.full);
  return !isDangerous && mayHarm(fallback) ? fallback : found;
}

/** dill writes `getattr(dill._dill, "_setattr", setattr)`: the same function, wherever it is. */
const EQUIVALENT: ReadonlyMap<string, string> = new Map([['dill._setattr', 'builtins.setattr']]);

/** `vars(os)` is `os.__dict__`. */
function namespaceOf(world: World, self: Sym | undefined): Sym | null {
  if (self?.kind === 'name') return { kind: 'name', name: attributeOf(self.name, '__dict__') };
  return self === undefined ? null : getAttribute(world, self, str('__dict__'), { via: [], depth: 0, isNew: false });
}

/** `type(name, bases, namespace)`; `type(x)` only tells a class. */
function makeClass(world: World, args: Arguments, route: Route, name: Name): Sym | null {
  const [title, bases, namespace] = args.positional ?? [];
  if (name.full === 'builtins.type' && bases === undefined && title !== undefined)
    return title.kind === 'instance' ? title.of : unknownFrom(name.full);
  const entries = namespace === undefined ? [] : (attributePairs(world, namespace) ?? []);
  const attributes = new Map(
    entries.flatMap(([key, value]) => (textOf(key) === null ? [] : [[textOf(key) ?? '', value] as const])),
  );
  const shown = shownCall(world, { kind: 'name', name }, args);
  const holdsDanger = [...attributes.values()].some((value) => mayHarm(value));
  if (name.full !== 'collections.namedtuple')
    world.act(holdsDanger ? 'call' : 'code', { name, shown, via: route.via, capability: 'CLASS_CREATE' });
  return {
    kind: 'class',
    title: textOf(title) ?? '?',
    bases: bases === undefined ? [] : (world.items(bases, 16) ?? []),
    attributes,
  };
}
