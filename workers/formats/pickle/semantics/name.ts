import type { Entry } from '../../../rules/knowledge/capability.ts';
import { canonicalModule, moduleAttribute } from '../../../rules/knowledge/aliases.ts';
import { isAbsent } from '../../../rules/knowledge/builtin-methods.ts';
import { isKnownModule, lookup } from '../../../rules/knowledge/lookup.ts';
import { IMPORT_MAPPING, NAME_MAPPING } from './compat.data.ts';

/**
 * python2      renamed by the Python 2 map (protocol below 3)
 * alias        another name of the same module
 * hop          the path passes through a module object
 * nul          a NUL in the module: only what stands before it counts (frozen modules of CPython 3.11 to mid-2026)
 * control      control or blank characters: such a module does not exist
 * confusable   characters that look like ASCII and are not
 * literal-dot  a dot in the name below protocol 4: one attribute of that very name, which no module has
 * absent       an attribute that the type has in no release of Python
 * computed     put together by the program, not written in the file as it is
 */
export type NameFlag =
  'python2' | 'alias' | 'hop' | 'nul' | 'control' | 'confusable' | 'literal-dot' | 'absent' | 'computed';

/** A name that find_class or attribute access leads to. An empty path is the module object. */
export interface Name {
  /** As it stands in the file. */
  readonly written: { readonly module: string; readonly name: string };
  /** After maps, aliases and hops: what the tables are asked for. */
  readonly module: string;
  readonly path: readonly string[];
  /** `module.path`. */
  readonly full: string;
  readonly flags: readonly NameFlag[];
  readonly entry: Entry;
}

/** Names resolved lately, by what they were written with: files of one kind look the same up. */
const resolved = new Map<string, Name>();
const MOST_RESOLVED = 4096;
const LONGEST_RESOLVED = 256;

/** What find_class gives for these two texts under this PROTO (pickle.py, Unpickler.find_class). */
export function resolveName(module: string, name: string, protocol: number, computed = false): Name {
  if (module.length + name.length > LONGEST_RESOLVED) return resolve(module, name, protocol, computed);
  // PROTO matters below 3 and below 4. No name has a line feed and is found.
  const key = `${Math.max(2, Math.min(protocol, 4))}${computed ? 'c' : ''}\n${module.length}\n${module}\n${name}`;
  const known = resolved.get(key);
  if (known !== undefined) return known;
  const found = resolve(module, name, protocol, computed);
  if (resolved.size >= MOST_RESOLVED) resolved.clear();
  resolved.set(key, found);
  return found;
}

function resolve(module: string, name: string, protocol: number, computed: boolean): Name {
  const flags: NameFlag[] = computed ? ['computed'] : [];
  const [mappedModule, mappedName] = protocol < 3 ? fromPython2(module, name) : [module, name];
  if (mappedModule !== module || mappedName !== name) flags.push('python2');
  const nul = mappedModule.indexOf('\0');
  const effective = nul < 0 ? mappedModule : mappedModule.slice(0, nul);
  if (nul >= 0) flags.push('nul');
  flags.push(...spelling(effective + mappedName));
  if (protocol < 4 && mappedName.includes('.')) {
    return nameOf({ module, name }, effective, [mappedName], [...flags, 'literal-dot']);
  }
  const path = mappedName.split('.');
  if (isAbsent(canonicalModule(effective), path)) flags.push('absent');
  return nameOf({ module, name }, effective, path, flags);
}

/** The module object itself, as `importlib.import_module` or `sys.modules[…]` give it. */
export function moduleName(module: string): Name {
  return nameOf({ module, name: '' }, module, [], ['computed']);
}

/** `value.attribute`. */
export function attributeOf(name: Name, attribute: string): Name {
  const flags: NameFlag[] = name.flags.includes('computed') ? [...name.flags] : [...name.flags, 'computed'];
  return nameOf(
    { module: name.module, name: [...name.path, attribute].join('.') },
    name.module,
    [...name.path, attribute],
    flags,
  );
}

export function isModule(name: Name): boolean {
  return name.path.length === 0;
}

/** The name whose attributes this name is: `os.system` of `os.system.__call__`. */
function nameOf(written: Name['written'], module: string, path: readonly string[], flags: readonly NameFlag[]): Name {
  const found = new Set(flags);
  const canonical = canonicalModule(module);
  if (canonical !== module) found.add('alias');
  const end = found.has('literal-dot') ? { module: canonical, path } : walk(canonical, path, found);
  const literal = found.has('literal-dot') || found.has('control') || found.has('absent');
  return {
    written,
    module: end.module,
    path: end.path,
    full: [end.module, ...end.path].join('.'),
    flags: [...found],
    entry: literal ? { trust: 'unknown', capability: 'UNKNOWN', match: 'none' } : lookup(end.module, end.path),
  };
}

/** Follows a dotted path as long as it leads to modules: `posixpath` + `os.system` ends at `os` + `system`. */
function walk(
  module: string,
  path: readonly string[],
  flags: Set<NameFlag>,
): { module: string; path: readonly string[] } {
  let at = module;
  let rest = path;
  while (rest.length > 0) {
    const [head = '', ...tail] = rest;
    const next = moduleBehind(at, head, tail.length > 0);
    if (next === null) break;
    at = next;
    rest = tail;
    flags.add('hop');
  }
  return { module: at, path: withoutCall(rest) };
}

/** Names that modules keep other modules under, and that are nothing else: even at the end of a path they are modules. */
const ALWAYS_MODULES = new Set(
  (
    'os sys subprocess builtins importlib shutil socket ctypes runpy pty posix nt posixpath ntpath pickle marshal _os _sys _subprocess ' +
    'urllib requests tempfile threading multiprocessing webbrowser pydoc timeit'
  ).split(' '),
);

function moduleBehind(module: string, attribute: string, more: boolean): string | null {
  if (attribute === '__builtins__' || attribute === '__builtin__') return 'builtins';
  const child = canonicalModule(`${module}.${attribute}`);
  if (more && isKnownModule(child)) return child;
  if (module === 'os' && attribute === 'path') return 'os.path';
  if (isKnownModule(child) || lookup(module, [attribute]).match === 'exact') return null;
  if (!more && !ALWAYS_MODULES.has(attribute)) return null;
  if (module.endsWith(`.${attribute}`) || module.replace(/^_+/, '') === attribute) return null;
  return moduleAttribute(attribute, isKnownModule);
}

/** `f.__call__` is `f`. */
function withoutCall(path: readonly string[]): readonly string[] {
  let end = path.length;
  while (end > 1 && path[end - 1] === '__call__' && !(end === 2 && path[0] === 'type')) end -= 1;
  return path.slice(0, end);
}

function fromPython2(module: string, name: string): readonly [string, string] {
  const mapped = own(NAME_MAPPING, `${module} ${name}`);
  if (mapped !== undefined) {
    const blank = mapped.indexOf(' ');
    return [mapped.slice(0, blank), mapped.slice(blank + 1)];
  }
  return [own(IMPORT_MAPPING, module) ?? module, name];
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function spelling(text: string): NameFlag[] {
  const flags: NameFlag[] = [];
  if (/[\u0000-\u0020\u007f-\u00a0\\]/.test(text)) flags.push('control');
  if (/[^\u0000-\u007f]/.test(text)) flags.push('confusable');
  return flags;
}
