import { Code } from './code.ts';
import type { Item } from './node.ts';
import { TYPE } from './types.ts';

/**
 * Where an item stands.
 * root     what the file holds
 * binding  a variable of a workspace
 * frame    a variable of an environment
 * list     a list of such variables; hashtab: a list of such lists
 * code     part of a call or a function
 * part     anywhere else
 */
export type Role = 'root' | 'workspace' | 'binding' | 'frame' | 'list' | 'hashtab' | 'code' | 'part';

/** What an item is to the one it is part of. */
export type Slot =
  | 'root' | 'workspace' | 'attributes' | 'tag' | 'car' | 'cdr' | 'rest' | 'element' | 'name' | 'scope' | 'formals' | 'value'
  | 'body' | 'frame' | 'hashtab' | 'info' | 'state' | 'constant' | 'bc-code' | 'bc-consts' | 'bc-const' | 'bc-car' | 'bc-cdr'; // prettier-ignore

/** An item whose parts are being read. */
export interface Frame {
  readonly item: Item;
  readonly role: Role;
  readonly slot: Slot;
  readonly parent: Frame | null;
  /** Parts to come, the next one last; then elements; then attributes. */
  readonly slots: Slot[];
  left: number;
  attributesAfter: boolean;
  isBytecode: boolean;
  /** What gathers the names used here. */
  readonly code: Code | null;
  /** Parts are kept, to show them. */
  keep: boolean;
  /** Of a list: cells so far, the name of the one that comes, and whether its value is called when it is read. */
  cells: number;
  tag: string | null;
  isActive: boolean;
  /** It is such a value. */
  readonly activeValue: boolean;
}

export function frameOf(item: Item, role: Role, parent: Frame | null, slot: Slot = 'root'): Frame {
  const code = codeOf(item.type, parent, slot);
  return {
    item,
    role,
    slot,
    parent,
    slots: [],
    left: 0,
    attributesAfter: false,
    isBytecode: false,
    code,
    keep: code !== null || KEPT.has(slot) || item.type === TYPE.string || isKept(item, parent, slot),
    cells: 0,
    tag: null,
    isActive: false,
    activeValue: parent?.isActive === true && slot === 'car' && role === 'frame',
  };
}

const KEPT: ReadonlySet<Slot> = new Set<Slot>(['root', 'workspace', 'info']);
const SEPARATE: ReadonlySet<Slot> = new Set<Slot>(['scope', 'attributes', 'info', 'state']);
const PROGRAMS: ReadonlySet<number> = new Set<number>([TYPE.closure, TYPE.promise, TYPE.call, TYPE.bytecode]);

/** A function within a function is part of it; an environment, or an attribute, is not. */
function codeOf(type: number, parent: Frame | null, slot: Slot): Code | null {
  const isApart = type === TYPE.environment || SEPARATE.has(slot);
  const around = isApart ? null : (parent?.code ?? null);
  return around ?? (PROGRAMS.has(type) ? new Code() : null);
}

/** Attributes of what the file holds, and names of packages. */
function isKept({ type }: Item, parent: Frame | null, slot: Slot): boolean {
  if (slot === 'attributes') return parent?.slot === 'root';
  return type === TYPE.namespace || type === TYPE.package || type === TYPE.persistent || type === TYPE.altrep;
}

/** The frame of an item that is `slot` of `parent`. The file itself has none. */
export function childOf(parent: Frame, slot: Slot, item: Item): Frame {
  item.tag = slot === 'car' ? parent.tag : null;
  return frameOf(item, roleOf(parent, slot), parent, slot);
}

function roleOf(parent: Frame, slot: Slot): Role {
  if (slot === 'root') return 'root';
  if (slot === 'workspace') return 'workspace';
  if (slot === 'frame') return 'list';
  if (slot === 'hashtab') return 'hashtab';
  if (slot === 'element') return parent.role === 'hashtab' ? 'list' : 'part';
  if (slot === 'car' && parent.role === 'list') return 'frame';
  if (slot === 'car' && parent.role === 'workspace') return 'binding';
  // What `...` stands for are promises, always.
  if (slot === 'car' && parent.item.type === TYPE.dots) return parent.role;
  return parent.code !== null && slot !== 'attributes' && slot !== 'scope' ? 'code' : 'part';
}
