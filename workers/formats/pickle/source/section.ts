import type { Prose } from '../../../report/prose.ts';
import type { RecordedTrace } from '../recorded-trace.ts';
import type { Ref } from '../value.ts';
import type { Definition } from './containers.ts';
import { Contents } from './contents.ts';
import type { Writing } from './expression.ts';
import { Names } from './names.ts';

/** Items that one step adds to a container after a statement used it. */
export interface Growth {
  readonly ref: Ref;
  readonly step: number;
  /** Items it held before, and how many are added. */
  readonly before: number;
  readonly added: number;
}

/** A line of our own between statements. */
export interface Frame {
  readonly text: Prose;
  readonly note: Prose;
}

/**
 * Statements of one trace: the whole program, what one engine does from where it goes its own way, or a program inside
 * this one.
 */
export interface Section extends Writing {
  readonly names: Names;
  readonly indent: number;
  /** Before every offset: `0x12+` in a program inside this one. */
  readonly base: string;
  /** Added to offsets of the trace to get those of the program's source; null when its bytes do not stand there. */
  readonly shift: number | null;
  /** Its steps are those the page shows. */
  readonly live: boolean;
  readonly elsewhere: boolean;
  readonly named: Set<Ref>;
  readonly definitions: Definition[];
  /** First line of each of them, once it is laid out. */
  readonly definitionLines: number[];
  readonly growth: Growth[];
  readonly frames: Frame[];
}

export interface SectionKind {
  readonly prefix?: string;
  readonly indent?: number;
  readonly base?: string;
  readonly shift?: number | null;
  readonly live?: boolean;
  readonly elsewhere?: boolean;
  /** Containers that got their lines before this section. */
  readonly named?: ReadonlySet<Ref>;
}

export function newSection(trace: RecordedTrace, kind: SectionKind = {}): Section {
  return {
    trace,
    names: new Names(trace),
    contents: new Contents(trace),
    prefix: kind.prefix ?? '',
    indent: kind.indent ?? 0,
    base: kind.base ?? '',
    shift: kind.shift === undefined ? 0 : kind.shift,
    live: kind.live ?? false,
    elsewhere: kind.elsewhere ?? false,
    named: new Set(kind.named),
    definitions: [],
    definitionLines: [],
    growth: [],
    frames: [],
  };
}
