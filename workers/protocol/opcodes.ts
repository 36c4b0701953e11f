/** Rows of a program, its machine at a step, and its profile. */
import type { Prose } from '../report/prose.ts';

export type OpClass = 'call' | 'name' | 'text' | 'number' | 'container' | 'memo' | 'stack' | 'control';

/** Rows before and after a step, out to whole pages of so many rows. */
export interface Around {
  readonly before: number;
  readonly after: number;
  readonly pageSize: number;
}

export interface Landing {
  readonly step: number;
  readonly page: OpcodePage;
}

export interface OpcodePage {
  readonly first: number;
  readonly total: number;
  readonly rows: readonly OpcodeRow[];
}

export interface OpcodeRow {
  readonly step: number;
  /** In the program's own source (the member), and in the dropped file when the bytes are stored there. */
  readonly offset: number;
  readonly fileOffset: number | null;
  readonly length: number;
  readonly code: number;
  readonly name: string;
  readonly class: OpClass;
  /** Decoded argument, or what is called / looked up. Text from the file is `{data}`. */
  readonly argument: Prose;
  /** Stack depth after the step, marks not counted. */
  readonly depth: number;
  /** Open MARKs before the step: the indent. */
  readonly marks: number;
}

export interface StackCell {
  /** 'text' 'number' 'name' 'tuple' 'list' 'dict' 'set' 'bytes' 'object' 'tensor' 'storage' 'mark' 'none' 'bool' 'unknown' */
  readonly kind: string;
  readonly text: Prose;
  /** Step that made it; null for marks. */
  readonly step: number | null;
  /** Taken by the selected step. */
  readonly taken: boolean;
}

export interface StepState {
  readonly step: number;
  readonly row: OpcodeRow;
  readonly depthBefore: number;
  readonly depthAfter: number;
  /** Top first; at most 64 cells of the stack before the step, MARKs included. */
  readonly stack: readonly StackCell[];
  /** Cells on top after the step that it left there, top first. */
  readonly left: readonly StackCell[];
  /** One sentence: what the step does. */
  readonly effect: Prose;
  readonly memoCount: number;
  /** At most 64 slots: those the step reads or writes first, then the latest written. */
  readonly memo: readonly MemoSlot[];
  readonly memoChanged: boolean;
}

export interface MemoSlot {
  readonly key: number;
  readonly text: Prose;
  readonly writtenAt: number;
  /** How often it is read in the whole program. */
  readonly reads: number;
  readonly touched: boolean;
}

export interface StepQuery {
  readonly from: number;
  readonly direction: 1 | -1;
  /** Opcode name, part of an argument (case-insensitive), or `0x…` offset; or a class of steps. */
  readonly text?: string;
  readonly class?: 'call' | 'name' | 'text';
}

export interface Profile {
  readonly points: readonly { readonly step: number; readonly depth: number }[];
  readonly maxDepth: number;
  /** Steps that push text. */
  readonly texts: number;
  /** Parts of the object the program builds, in order; empty when they are not known. */
  readonly sections: readonly ProgramSection[];
}

/** Steps [from, to) write what is under a key. Names are the file's own text. */
export interface ProgramSection {
  readonly from: number;
  readonly to: number;
  /** The keys on the way to it, joined by dots, and the last of them. */
  readonly name: string;
  readonly label: string;
}
