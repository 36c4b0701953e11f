import { type Capability, type Entry, entryOf, isDangerous } from './capability.ts';
import { libraryClass } from './classes.ts';
import { isKnownPackage, isTelling, looksLikeClass } from './packages.ts';
import { capabilityOf, defaultOf, isTabled } from './tables.ts';

/** What is known of `module` + attribute `path` (canonical module, no hops left in the path). An empty path is the module itself. */
export function lookup(module: string, path: readonly string[]): Entry {
  // No module and no class is nested like this: not worth the look-ups that a file could make expensive.
  if (module.length > LONGEST || path.length > DEEPEST)
    return entryOf(path.some(isDunder) ? 'ATTR_TRAVERSE' : 'UNKNOWN', 'none');
  if (path.length === 0) return moduleEntry(module);
  const exact = capabilityOf(module, path.join('.'));
  if (exact !== undefined) return entryOf(exact, 'exact');
  if (path.length > 1) return dottedEntry(module, path);
  const name = path[0] ?? '';
  const known = savedClass(module, name);
  if (known !== null) return entryOf('CONSTRUCT', known);
  const byModule = defaultOf(module);
  if (byModule !== undefined && byModule !== 'UNKNOWN') return entryOf(byModule, 'module');
  if (isDunder(name) && !HARMLESS_DUNDERS.has(name)) return entryOf('ATTR_TRAVERSE', 'module');
  if (isTelling(name)) return entryOf('UNKNOWN', 'alike');
  if (isKnownPackage(module) && looksLikeClass(name)) return entryOf('UNKNOWN', 'package');
  return entryOf('UNKNOWN', 'none');
}

/** A library's class, unless its module is a tool (a compiler, a test runner): nobody saves objects of those, and making one may start it. */
function savedClass(module: string, name: string): ReturnType<typeof libraryClass> {
  return TOOLS.has(defaultOf(module)) ? null : libraryClass(module, name);
}

const TOOLS: ReadonlySet<Capability | undefined> = new Set(['EXEC_PROC', 'EVAL', 'NATIVE_LOAD', 'IMPORT_BY_NAME']);

/** Characters of a module's name, and parts of a dotted path. */
const LONGEST = 200;
const DEEPEST = 16;

/** Whether a name can be the name of a module that the tables know: what `logging.os` or `sklearn.base.np` leads to. */
export function isKnownModule(module: string): boolean {
  return isTabled(module);
}

/** Whether what runs when the module is imported is a library's own code: of Python, or of a package the tables know. */
export function isKnownImport(module: string): boolean {
  return isKnownPackage(module) || isKnownModule(module);
}

/** A module object as a value: harmless itself, one attribute away from everything in it. */
function moduleEntry(module: string): Entry {
  const capability = defaultOf(module);
  if (capability !== undefined && isDangerous(capability)) return entryOf('ATTR_TRAVERSE', 'module');
  return module === 'builtins' ? entryOf('ATTR_TRAVERSE', 'module') : entryOf('UNKNOWN', 'none');
}

function dottedEntry(module: string, path: readonly string[]): Entry {
  const last = path.at(-1) ?? '';
  if (module === 'builtins' && path.length === 2) return methodEntry(path[0] ?? '', last);
  if (path.some((part) => isDunder(part) && !HARMLESS_DUNDERS.has(part))) return entryOf('ATTR_TRAVERSE', 'module');
  const known = savedClass(module, path.join('.'));
  if (known !== null) return entryOf('CONSTRUCT', known);
  const owner = lookup(module, path.slice(0, -1));
  if (owner.trust === 'dangerous') return entryOf(owner.capability, 'module');
  if (owner.capability === 'DESERIALIZE' && isTelling(last)) return entryOf('DESERIALIZE', 'module');
  const method = isKnownPackage(module) ? METHODS.get(last) : undefined;
  if (method !== undefined) return entryOf(method, 'module');
  return isTelling(last) ? entryOf('UNKNOWN', 'alike') : entryOf('UNKNOWN', 'none');
}

/** Methods that mean the same in every library, whatever the class is called. */
const METHODS: ReadonlyMap<string, Capability> = new Map([
  ...methods(
    'FS_WRITE',
    'to_pickle to_csv to_json to_parquet to_feather to_hdf to_excel to_sql to_html to_stata to_markdown to_latex tofile dump save ' +
      'save_model save_weights save_pretrained save_to_disk savez write_text write_bytes export_graphviz to_disk',
  ),
  ...methods('EVAL', 'runcode runsource'),
  ...methods('FS_READ', 'from_file from_disk'),
  ...methods('NET', 'push_to_hub'),
]);

function methods(capability: Capability, names: string): [string, Capability][] {
  return names.split(' ').map((name) => [name, capability]);
}

/** Methods of builtin types compute; `str.format` reads attributes, and the other dunders reach further. */
function methodEntry(type: string, method: string): Entry {
  if (!BUILTIN_TYPES.has(type)) return entryOf(isDunder(method) ? 'ATTR_TRAVERSE' : 'UNKNOWN', 'module');
  if (isDunder(method) && !HARMLESS_DUNDERS.has(method) && !OPERATORS.has(method))
    return entryOf('ATTR_TRAVERSE', 'module');
  return entryOf('PURE', 'module');
}

function isDunder(name: string): boolean {
  return name.length > 4 && name.startsWith('__') && name.endsWith('__');
}

const HARMLESS_DUNDERS: ReadonlySet<string> = new Set([
  '__name__',
  '__doc__',
  '__version__',
  '__qualname__',
  '__module__',
  '__all__',
  '__file__',
  '__len__',
  '__contains__',
  '__getitem__',
  '__iter__',
  '__next__',
  '__new__',
  '__init__',
  '__setstate__',
  '__call__',
  '__repr__',
  '__str__',
  '__int__',
  '__float__',
  '__bool__',
  '__index__',
  '__members__',
]);

const OPERATORS: ReadonlySet<string> = new Set(
  (
    '__add__ __radd__ __iadd__ __mul__ __rmul__ __imul__ __mod__ __rmod__ __sub__ __or__ __ror__ __and__ __xor__ __eq__ __ne__ __lt__ ' +
    '__le__ __gt__ __ge__ __hash__ __neg__ __pos__ __abs__ __invert__ __lshift__ __rshift__ __floordiv__ __truediv__ __pow__ __divmod__ ' +
    '__reversed__ __setitem__ __delitem__ __round__ __trunc__ __floor__ __ceil__'
  ).split(' '),
);

const BUILTIN_TYPES: ReadonlySet<string> = new Set(
  'str bytes bytearray int float complex bool list tuple dict set frozenset range slice memoryview'.split(' '),
);
