/** A program as pseudo-Python: lines, lines with alike ones folded, and how each unpickler fares. */
import type { Prose, ProsePart } from '../report/prose.ts';
import type { Range } from '../report/schema.ts';

/** What a piece of a line is, for its colour. */
export type TokenKind = 'plain' | 'word' | 'name' | 'import' | 'text' | 'number' | 'comment';

/** A piece of a line. `step` made the value it stands for: a call's result, a text, a container. */
export interface SourceToken {
  readonly part: ProsePart;
  readonly kind: TokenKind;
  readonly step: number | null;
}

export type LineKind = 'import' | 'call' | 'build' | 'method' | 'persistent' | 'value' | 'item' | 'end' | 'frame';

export interface SourceLine {
  /** Counted from 1, folded lines included. */
  readonly line: number;
  readonly kind: LineKind;
  readonly indent: number;
  readonly tokens: readonly SourceToken[];
  /** What the line leaves open: the full name that is called, how many entries there are. */
  readonly note: Prose;
  /** Its offset in the program's source, for people: `0x26`, inside a nested program `0x12+0x03`. */
  readonly at: string;
  /** Steps of the program that belong to it; null for lines of another engine or of a program inside this one. */
  readonly from: number | null;
  readonly to: number | null;
  /** The deciding opcode's bytes in the program's source; null when they do not stand there. */
  readonly bytes: Range | null;
  /** Other engines alone come here. */
  readonly elsewhere: boolean;
}

/** A line as it is shown while alike lines are folded. */
export interface SourceRow extends SourceLine {
  /** Lines that follow it and are folded away. */
  readonly hidden: number;
  /** How many groups of lines like the last `group` ones those are; 0 when the hidden lines are entries of a container. */
  readonly alike: number;
  readonly group: number;
  /** Last step of the hidden lines. */
  readonly hiddenTo: number | null;
  /** Why the line stands alone among alike ones; null when it does not. */
  readonly alone: Prose | null;
}

export interface SourcePage {
  readonly first: number;
  readonly total: number;
  readonly rows: readonly SourceRow[];
}

export interface SourcePlace {
  readonly line: number;
  /** The row it is in, perhaps folded away. */
  readonly row: number;
}

export interface SourceSummary {
  readonly lines: number;
  readonly rows: number;
  /** What could not be shown as lines; null when everything is. */
  readonly limit: Prose | null;
  readonly engines: readonly EngineView[];
}

/** How one unpickler fares with the program. */
export interface EngineView {
  readonly id: string;
  readonly name: string;
  /** Offset from which on it does something else than the first; null when it never does. */
  readonly differs: number | null;
  /** Where it stops: after STOP, or at the opcode that fails. */
  readonly end: number;
  /** What it raises there; null when it reaches STOP. */
  readonly failure: Prose | null;
}
