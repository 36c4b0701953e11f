/** The line that a step of the program belongs to. */
import type { RecordedTrace } from '../recorded-trace.ts';
import type { PickleEvent } from '../trace.ts';
import { entrySteps, eventLines } from './event-lines.ts';
import type { Layout } from './layout.ts';
import type { Section } from './section.ts';

/** Events looked at after a step for the one it belongs to. */
const AHEAD = 4096;

/** Index of a line, from 0; null when the step belongs to none that is written. */
export function lineOfStep(layout: Layout, trace: RecordedTrace, step: number): number | null {
  const first = firstEventAt(trace, step);
  let found: PickleEvent | null = null;
  for (let i = first; i < Math.min(trace.events, first + AHEAD); i++) {
    const event = trace.event(i);
    if (event.from > step) continue;
    found = event;
    break;
  }
  const container = containerLine(layout, step, found?.from ?? 0);
  if (container !== null) return container;
  if (found === null) return between(layout, trace, first, step);
  const line = layout.lineOfEvent(found.index);
  if (line < 0) return null;
  const section = layout.statement(line)?.section;
  const lines = section === undefined ? 1 : eventLines(section, found);
  return section === undefined || lines === 1 ? line : line + entryOf(section, found, lines, step);
}

/** A step that no statement takes: a part of what is returned, else of what comes next. */
function between(layout: Layout, trace: RecordedTrace, next: number, step: number): number | null {
  const made = trace.result === null ? null : trace.madeAt(trace.result);
  const isResult = made !== null && made <= step;
  if (isResult || next >= trace.events) return lastLine(layout);
  const line = layout.lineOfEvent(next);
  return line < 0 ? null : line;
}

/** Index of the first event at or after a step. */
function firstEventAt(trace: RecordedTrace, step: number): number {
  let [low, high] = [0, trace.events];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (trace.event(middle).step < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The entry of a SETITEMS a step made the key or value of. */
function entryOf(section: Section, event: PickleEvent, lines: number, step: number): number {
  let [low, high] = [0, lines];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entrySteps(section, event, middle).from <= step) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/**
 * The line of the container that a step made or filled, when it has one: the innermost that a statement up to `until`
 * uses, and one that was begun after the statement itself was.
 */
function containerLine(layout: Layout, step: number, begun: number): number | null {
  let best: Held | null = null;
  for (const section of layout.sections) {
    if (!section.live) continue;
    for (const [index, { ref, at }] of section.definitions.entries()) {
      const made = section.trace.madeAt(ref) ?? 0;
      if (made > step || made < begun || (best?.made ?? -1) >= made) continue;
      const isIn = made === step || Math.min(section.contents.lastStep(ref), at - 1) >= step;
      if (isIn) best = { section, index, made };
    }
  }
  return best === null ? null : lineIn(best, step);
}

interface Held {
  readonly section: Section;
  readonly index: number;
  readonly made: number;
}

function lineIn({ section, index }: Held, step: number): number | null {
  const definition = section.definitions[index];
  const first = section.definitionLines[index];
  if (definition === undefined || first === undefined) return null;
  if (!definition.isLong) return first;
  const { ref, at } = definition;
  const width = section.trace.kind(ref) === 'dict' ? 2 : 1;
  const entries = Math.ceil(section.contents.count(ref, at) / width);
  // Constants do not know their step: the nearest value before that does is asked.
  const madeBy = (item: number): number => {
    const [value] = section.contents.items(ref, at, item * width, 1);
    return (value === undefined ? null : section.trace.madeAt(value)) ?? -1;
  };
  let [low, high] = [0, entries];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (madeBy(middle) <= step) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? first : first + low;
}

function lastLine(layout: Layout): number | null {
  return layout.lines === 0 ? null : layout.lines - 1;
}
