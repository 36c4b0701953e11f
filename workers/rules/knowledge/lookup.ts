import { type Capability, type Entry, entryOf, isDangerous, type ModuleTable, type Table } from './capability.ts';
import { libraryClass } from './classes.ts';
import { LIBRARY_DANGER } from './library-danger.ts';
import { LIBRARY_EFFECTS } from './library-effects.ts';
import { ARRAYS } from './library-arrays.ts';
import { OTHERS } from './library-other.ts';
import { TORCH } from './library-torch.ts';
import { isKnownPackage, isTelling, looksLikeClass } from './packages.ts';
import { BUILTINS } from './stdlib-builtins.ts';
import { CODE } from './stdlib-code.ts';
import { NET } from './stdlib-net.ts';
import { OS } from './stdlib-os.ts';

const TABLES: readonly Table[] = [BUILTINS, OS, CODE, NET, LIBRARY_EFFECTS, LIBRARY_DANGER, TORCH, ARRAYS, OTHERS];

interface Index {
  /** `module.dotted.path` → capability. Good names are entered last and win. */
  readonly names: ReadonlyMap<string, Capability>;
  /** Module, or `module.*`, → capability of its other names. */
  readonly defaults: ReadonlyMap<string, Capability>;
  /** Modules some table knows, and the packages above them. */
  readonly modules: ReadonlySet<string>;
}

let built: Index | null = null;

/** What is known of `module` + attribute `path` (canonical module, no hops left in the path). An empty path is the module itself. */
export function lookup(module: string, path: readonly string[]): Entry {
  const { names, defaults } = (built ??= buildIndex());
  // No module and no class is nested like this: not worth the look-ups that a file could make expensive.
  if (module.length > LONGEST || path.length > DEEPEST)
    return entryOf(path.some(isDunder) ? 'ATTR_TRAVERSE' : 'UNKNOWN', 'none');
  if (path.length === 0) return moduleEntry(module);
  const exact = names.get(`${module}.${path.join('.')}`);
  if (exact !== undefined) return entryOf(exact, 'exact');
  if (path.length > 1) return dottedEntry(module, path);
  const name = path[0] ?? '';
  const known = libraryClass(module, name);
  if (known !== null) return entryOf('CONSTRUCT', known);
  const byModule = defaultOf(module, defaults);
  if (byModule !== undefined && byModule !== 'UNKNOWN') return entryOf(byModule, 'module');
  if (isDunder(name) && !HARMLESS_DUNDERS.has(name)) return entryOf('ATTR_TRAVERSE', 'module');
  if (isTelling(name)) return entryOf('UNKNOWN', 'alike');
  if (isKnownPackage(module) && looksLikeClass(name)) return entryOf('UNKNOWN', 'package');
  return entryOf('UNKNOWN', 'none');
}

/** Characters of a module's name, and parts of a dotted path. */
const LONGEST = 200;
const DEEPEST = 16;

/** Whether a name can be the name of a module that the tables know: what `logging.os` or `sklearn.base.np` leads to. */
export function isKnownModule(module: string): boolean {
  return (built ??= buildIndex()).modules.has(module);
}

/** Whether what runs when the module is imported is a library's own code: of Python, or of a package the tables know. */
export function isKnownImport(module: string): boolean {
  return isKnownPackage(module) || isKnownModule(module);
}

/** How many names and modules the tables hold: part of the rule set's identity. */
export function knowledgeSize(): number {
  const { names, defaults } = (built ??= buildIndex());
  return names.size + defaults.size;
}

/** The tables as text, for the rule set's hash. */
export function knowledgeText(): string {
  const { names, defaults } = (built ??= buildIndex());
  const lines = [...names, ...defaults].map(([name, capability]) => `${name} ${capability}`);
  return lines.sort().join('\n');
}

/** A module object as a value: harmless itself, one attribute away from everything in it. */
function moduleEntry(module: string): Entry {
  const { defaults } = (built ??= buildIndex());
  const capability = defaultOf(module, defaults);
  if (capability !== undefined && isDangerous(capability)) return entryOf('ATTR_TRAVERSE', 'module');
  return module === 'builtins' ? entryOf('ATTR_TRAVERSE', 'module') : entryOf('UNKNOWN', 'none');
}

function dottedEntry(module: string, path: readonly string[]): Entry {
  const last = path.at(-1) ?? '';
  if (module === 'builtins' && path.length === 2) return methodEntry(path[0] ?? '', last);
  if (path.some((part) => isDunder(part) && !HARMLESS_DUNDERS.has(part))) return entryOf('ATTR_TRAVERSE', 'module');
  const known = libraryClass(module, path.join('.'));
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

function defaultOf(module: string, defaults: ReadonlyMap<string, Capability>): Capability | undefined {
  const own = defaults.get(module);
  if (own !== undefined) return own;
  for (let end = module.length; end > 0; end = module.lastIndexOf('.', end - 1)) {
    const above = defaults.get(`${module.slice(0, end)}.*`);
    if (above !== undefined) return above;
  }
  return undefined;
}

function buildIndex(): Index {
  const names = new Map<string, Capability>();
  const defaults = new Map<string, Capability>();
  const modules = new Set<string>();
  for (const table of TABLES) {
    for (const [key, entries] of Object.entries(table)) enter(key, entries, names, defaults, modules);
  }
  return { names, defaults, modules };
}

function enter(
  key: string,
  entries: ModuleTable,
  names: Map<string, Capability>,
  defaults: Map<string, Capability>,
  modules: Set<string>,
): void {
  const module = key.endsWith('.*') ? key.slice(0, -2) : key;
  for (let end = module.length; end > 0; end = module.lastIndexOf('.', end - 1)) modules.add(module.slice(0, end));
  if (entries['*'] !== undefined) defaults.set(key, entries['*']);
  for (const capability of CAPABILITIES) {
    for (const name of (entries[capability] ?? '').split(' '))
      if (name !== '') names.set(`${module}.${name}`, capability);
  }
}

function isDunder(name: string): boolean {
  return name.length > 4 && name.startsWith('__') && name.endsWith('__');
}

/** In this order: a name listed twice in one module keeps the last. */
const CAPABILITIES: readonly Capability[] = [
  'UNKNOWN',
  'PURE',
  'CONSTRUCT',
  'DATA',
  'MEM',
  'CALL_INDIRECT',
  'DESERIALIZE',
  'FS_READ',
  'NET',
  'STATE_MUTATE',
  'DEFER',
  'FS_WRITE',
  'FS_DELETE',
  'CLASS_CREATE',
  'ATTR_TRAVERSE',
  'IMPORT_BY_NAME',
  'NATIVE_LOAD',
  'REFLECT_CODE',
  'EVAL',
  'EXEC_PROC',
];

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
