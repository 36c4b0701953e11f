/**
 * The tables of names, asked one module at a time. Whoever opens a page and drops a file waits for what is built first, and a
 * file needs a few modules of hundreds.
 */
import type { Capability, ModuleTable, Table } from './capability.ts';
import { LIBRARY_DANGER } from './library-danger.ts';
import { LIBRARY_STATES } from './library-states.ts';
import { LIBRARY_EFFECTS } from './library-effects.ts';
import { ARRAYS } from './library-arrays.ts';
import { OTHERS } from './library-other.ts';
import { TORCH } from './library-torch.ts';
import { BUILTINS } from './stdlib-builtins.ts';
import { CODE } from './stdlib-code.ts';
import { NET } from './stdlib-net.ts';
import { OS } from './stdlib-os.ts';

/** Good names are entered last and win. */
const TABLES: readonly Table[] = [
  BUILTINS,
  OS,
  CODE,
  NET,
  LIBRARY_EFFECTS,
  LIBRARY_DANGER,
  LIBRARY_STATES,
  TORCH,
  ARRAYS,
  OTHERS,
];

interface Index {
  /** What the tables say about each module, in their order. */
  readonly modules: ReadonlyMap<string, readonly ModuleTable[]>;
  /** Module, or `module.*`, → capability of its other names. */
  readonly defaults: ReadonlyMap<string, Capability>;
  /** Those modules, and the packages above them. */
  readonly packages: ReadonlySet<string>;
}

let built: Index | null = null;
const names = new Map<string, ReadonlyMap<string, Capability>>();

/** What the tables say of a dotted `path` in `module`, wherever one ends and the other begins in them. */
export function capabilityOf(module: string, path: string): Capability | undefined {
  const full = `${module}.${path}`;
  for (let dot = full.lastIndexOf('.'); dot > 0; dot = full.lastIndexOf('.', dot - 1)) {
    const found = namesOf(full.slice(0, dot))?.get(full.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What the tables say of all other names of `module`. */
export function defaultOf(module: string): Capability | undefined {
  const { defaults } = index();
  const own = defaults.get(module);
  if (own !== undefined) return own;
  for (let end = module.length; end > 0; end = module.lastIndexOf('.', end - 1)) {
    const above = defaults.get(`${module.slice(0, end)}.*`);
    if (above !== undefined) return above;
  }
  return undefined;
}

/** Whether the tables know the module, or one in it. */
export function isTabled(module: string): boolean {
  return index().packages.has(module);
}

/** All of it as text, for the rule set's hash. */
export function tablesText(): string {
  return JSON.stringify(TABLES);
}

function namesOf(module: string): ReadonlyMap<string, Capability> | undefined {
  const known = names.get(module);
  if (known !== undefined) return known;
  const tables = index().modules.get(module);
  if (tables === undefined) return undefined;
  const made = new Map<string, Capability>();
  for (const table of tables)
    for (const capability of CAPABILITIES)
      for (const name of (table[capability] ?? '').split(' ')) if (name !== '') made.set(name, capability);
  names.set(module, made);
  return made;
}

function index(): Index {
  return (built ??= buildIndex());
}

function buildIndex(): Index {
  const modules = new Map<string, ModuleTable[]>();
  const defaults = new Map<string, Capability>();
  const packages = new Set<string>();
  for (const table of TABLES) {
    for (const [key, entries] of Object.entries(table)) {
      const module = key.endsWith('.*') ? key.slice(0, -2) : key;
      const others = modules.get(module);
      if (others === undefined) modules.set(module, [entries]);
      else others.push(entries);
      for (let end = module.length; end > 0; end = module.lastIndexOf('.', end - 1)) packages.add(module.slice(0, end));
      if (entries['*'] !== undefined) defaults.set(key, entries['*']);
    }
  }
  return { modules, defaults, packages };
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
