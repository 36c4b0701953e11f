import type { Code } from './code.ts';
import type { Role } from './frame.ts';
import type { Item } from './node.ts';

/** An item that is complete, or as much of it as there is. */
export interface Seen {
  readonly item: Item;
  readonly end: number;
  readonly role: Role;
  /** Of functions and promises: what they use. */
  readonly code: Code | null;
  /** It is called whenever the variable it is bound to is read. */
  readonly isActive: boolean;
}
