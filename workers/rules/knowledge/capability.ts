/**
 * What a callable can do. The first group is dangerous: a call is a finding by itself. The second builds other
 * capabilities, so the interpreter follows it. The third is ordinary.
 */
export type Capability = Dangerous | Building | Ordinary | 'UNKNOWN';

export type Dangerous =
  | 'EXEC_PROC' /* starts a program */
  | 'EVAL' /* runs Python source text */
  | 'REFLECT_CODE' /* makes code objects and functions */
  | 'NATIVE_LOAD' /* loads machine code */
  | 'IMPORT_BY_NAME' /* imports a module named by an argument */
  | 'ATTR_TRAVERSE' /* reaches any attribute of any object */
  | 'CLASS_CREATE' /* makes a class */
  | 'FS_WRITE' /* creates or changes files */
  | 'FS_DELETE' /* removes files */
  | 'FS_READ' /* reads files or facts about the machine */
  | 'NET' /* opens connections */
  | 'STATE_MUTATE' /* changes imported objects, the environment, the interpreter */
  | 'DEFER'; /* arranges a call for later */

export type Building =
  | 'CALL_INDIRECT' /* calls one of its arguments */
  | 'DESERIALIZE'; /* loads one of its arguments as a pickle, marshal, … */

export type Ordinary =
  | 'PURE' /* no side effect; may be folded */
  | 'CONSTRUCT' /* makes an ordinary object from its arguments */
  | 'MEM' /* memory use is an argument */
  | 'DATA'; /* not callable in any way that matters: a constant, a dtype, a module of data */

export type Trust = 'good' | 'dangerous' | 'unknown';

export interface Entry {
  readonly trust: Trust;
  readonly capability: Capability;
  /**
   * exact   this very name is in a table
   * class   a class read from a library's release; enum: one whose call is a look-up; active: one whose call does more
   * module  the module as a whole is in a table
   * package looks like a class of a known package, but is not in the list of its classes: worth a note, never more trust
   * alike   unknown, but its last part is the name of a dangerous function elsewhere
   * none    nobody knows it
   */
  readonly match: 'exact' | 'class' | 'enum' | 'active' | 'module' | 'package' | 'alike' | 'none';
}

const DANGEROUS: ReadonlySet<string> = new Set<Dangerous>([
  'EXEC_PROC',
  'EVAL',
  'REFLECT_CODE',
  'NATIVE_LOAD',
  'IMPORT_BY_NAME',
  'ATTR_TRAVERSE',
  'CLASS_CREATE',
  'FS_WRITE',
  'FS_DELETE',
  'FS_READ',
  'NET',
  'STATE_MUTATE',
  'DEFER',
]);

export function isDangerous(capability: Capability): capability is Dangerous {
  return DANGEROUS.has(capability);
}

/** A table's capability as an entry. Names that build other capabilities are good by themselves: what they build is judged. */
export function entryOf(capability: Capability, match: Entry['match']): Entry {
  if (capability === 'UNKNOWN') return { trust: 'unknown', capability, match };
  return { trust: isDangerous(capability) ? 'dangerous' : 'good', capability, match };
}

/**
 * A module's names by capability, as blank-separated words. `*` is the capability of every other name of the module;
 * without it they are unknown. Names may be dotted (`Path.write_text`).
 */
export type ModuleTable = Readonly<Partial<Record<Capability, string>>> & { readonly '*'?: Capability };

/** Keyed by module; a key that ends in `.*` stands for the module and everything below it. */
export type Table = Readonly<Record<string, ModuleTable>>;
