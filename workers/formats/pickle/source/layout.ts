/** Which line is where: statements in order, and the folded rows over them. Texts are written when a page asks for them. */
import { Containers } from './containers.ts';
import { entryShape, eventShape } from './shape.ts';
import { eventLines } from './event-lines.ts';
import { findFolds, type Fold } from './fold.ts';
import type { Section } from './section.ts';
import { Words } from './words.ts';

/** What a statement is; its subject is an event, or an index into the section's list of that kind. */
export const EVENT = 0;
export const DEFINITION = 1;
export const GROWTH = 2;
export const FRAME = 3;
export const END = 4;

/** Lines that are compared; those after them are all shown. */
const FOLDED_LINES = 3_000_000;
/** Statements written in all: those of a longer program are in the opcodes. */
const MOST_STATEMENTS = 1_000_000;
/** Additions to containers told apart in all. */
const MOST_GROWTH = 100_000;
/** Milliseconds of work between two turns of the event loop. */
const TURN = 12;

export interface Statement {
  readonly section: Section;
  readonly what: number;
  readonly subject: number;
  /** Line within the statement. */
  readonly item: number;
}

export class Layout {
  readonly sections: Section[] = [];
  readonly #most: number;
  /** Something is not shown as lines of its own. */
  isCut = false;
  readonly #whats = new Words();
  readonly #subjects = new Words();
  readonly #owners = new Words();
  readonly #firstLines = new Words();
  /** Per line that can be folded with others, or per statement with lines of its own inside: its shape and first line. */
  #shapes = new Words();
  #entryLines = new Words();
  readonly #rowLines = new Words();
  readonly #rowHidden = new Words();
  readonly #rowFolds = new Words();
  readonly #alone = new Map<number, number>();
  #folds: readonly Fold[] = [];
  #lines = 0;
  #turn = performance.now();

  /** `most`: statements written in all. */
  constructor(most = MOST_STATEMENTS) {
    this.#most = most;
  }

  get lines(): number {
    return this.#lines;
  }

  get rows(): number {
    return this.#rowLines.length;
  }

  addSection(section: Section): void {
    this.sections.push(section);
  }

  /** How many of so many more statements there is room for. */
  room(wanted: number): number {
    const room = Math.max(0, this.#most - this.#whats.length);
    this.isCut ||= room < wanted;
    return Math.min(wanted, room);
  }

  /** A line of our own. */
  frame(section: Section, frame: Section['frames'][number]): void {
    this.#entry(0, this.#statement(section, FRAME, section.frames.push(frame) - 1, 1));
  }

  /** How the trace of this section ends. */
  end(section: Section): void {
    this.#entry(0, this.#statement(section, END, 0, 1));
  }

  /** Finds the containers that need lines of their own among the events [from, until), and the end when it is told. */
  async prepare(section: Section, from: number, until: number, withEnd: boolean): Promise<void> {
    const { trace, contents } = section;
    const containers = new Containers({ trace, contents }, section.named);
    for (let i = from; i < until; i++) {
      const event = trace.event(i);
      if (event.kind !== 'import') {
        const roots = event.kwargs === null ? [event.args, event.target] : [event.kwargs, event.args, event.target];
        containers.use(roots, event.step);
      }
      if ((i & 0xff) === 0) await this.#breathe();
    }
    if (withEnd && trace.result !== null) containers.use([trace.result], trace.steps);
    section.definitions.push(...containers.definitions.sort((a, b) => a.at - b.at));
    this.isCut ||= containers.isCut;
    const last = until < trace.events ? trace.event(until).step : trace.steps;
    for (const { ref, at } of section.definitions) this.#growth(section, ref, at, last);
    section.growth.sort((a, b) => a.step - b.step);
  }

  #growth(section: Section, ref: number, at: number, last: number): void {
    if (section.contents.lastStep(ref) < at) return;
    let before = 0;
    for (const run of section.trace.runs(ref)) {
      if (run.step >= at && run.step < last) {
        if (section.growth.length >= MOST_GROWTH) {
          this.isCut = true;
          return;
        }
        section.growth.push({ ref, step: run.step, before, added: run.length });
      }
      before += run.length;
    }
  }

  /** Events [from, until) with the containers they use, in order of execution. */
  async events(section: Section, from: number, until: number): Promise<void> {
    const { trace, names } = section;
    for (let i = from; i < until; i++) {
      const event = trace.event(i);
      this.before(section, event.step);
      const lines = eventLines(section, event);
      const line = this.#statement(section, EVENT, i, lines);
      if (lines === 1) this.#entry(this.#mayFold() ? eventShape(section, names, event) : 0, line);
      for (let item = 0; lines > 1 && item < lines; item++) {
        const [key, value] = this.#mayFold() ? section.contents.items(event.args, Infinity, 2 * item, 2) : [];
        this.#entry(key === undefined ? 0 : entryShape(section, names, event, key, value), line + item);
        if ((item & 0x3ff) === 0x3ff) await this.#breathe();
      }
      if ((i & 0xff) === 0) await this.#breathe();
    }
  }

  /** Definitions and growth that come before a statement at step `at`. */
  before(section: Section, at: number): void {
    const { definitions, growth, contents } = section;
    const next = this.#next.get(section) ?? { definition: 0, growth: 0 };
    this.#next.set(section, next);
    for (;;) {
      const definition = definitions[next.definition];
      const grown = growth[next.growth];
      if (grown !== undefined && grown.step < at && (definition === undefined || grown.step < definition.at)) {
        this.#entry(1, this.#statement(section, GROWTH, next.growth++, 1));
      } else if (definition !== undefined && definition.at <= at) {
        const items = contents.count(definition.ref, definition.at);
        const entries = section.trace.kind(definition.ref) === 'dict' ? Math.ceil(items / 2) : items;
        const lines = definition.isLong ? entries + 2 : 1;
        section.definitionLines.push(this.#lines);
        this.#entry(0, this.#statement(section, DEFINITION, next.definition++, lines));
      } else return;
    }
  }
  readonly #next = new Map<Section, { definition: number; growth: number }>();

  /** Folds what is alike. Call once, at the end. */
  fold(): void {
    const count = this.#shapes.length;
    const lineOf = (entry: number): number => (entry < count ? this.#entryLines.at(entry) : this.#lines);
    this.#folds = findFolds(count, (i) => this.#shapes.at(i));
    this.#findAlone(lineOf);
    const ends = new Map(this.#folds.map((fold) => [fold.start + fold.period - 1, endOf(fold)]));
    let next = 0;
    for (let entry = 0; entry < count;) {
      const end = ends.get(entry);
      const after = end ?? entry + 1;
      this.#rowLines.push(lineOf(entry));
      this.#rowHidden.push(lineOf(after) - lineOf(entry) - 1);
      this.#rowFolds.push(end === undefined ? 0 : ++next);
      entry = after;
    }
    // Only needed to fold.
    this.#shapes = new Words();
    this.#entryLines = new Words();
  }

  /** Between two folds of one pattern, what is not part of it. */
  #findAlone(lineOf: (entry: number) => number): void {
    let before: Fold | null = null;
    for (const fold of this.#folds) {
      if (before?.period === fold.period) this.#standApart(before, fold, lineOf);
      before = fold;
    }
  }

  #standApart(before: Fold, after: Fold, lineOf: (entry: number) => number): void {
    const end = endOf(before);
    const pattern = new Set(Array.from({ length: before.period }, (_, k) => this.#shapes.at(before.start + k)));
    const same = Array.from({ length: after.period }, (_, k) => this.#shapes.at(after.start + k));
    if (after.start - end > GAP || !same.every((shape) => pattern.has(shape))) return;
    const alike = before.groups + after.groups;
    for (let entry = end; entry < after.start; entry++) {
      const shape = this.#shapes.at(entry);
      if (shape !== 0 && !pattern.has(shape)) this.#alone.set(lineOf(entry), alike);
    }
  }

  /** The line at index `line`, from 0. */
  statement(line: number): Statement | null {
    const at = this.#firstLines.lastAtMost(line);
    const section = this.sections[this.#owners.at(at)];
    if (at < 0 || line >= this.#lines || section === undefined) return null;
    const item = line - this.#firstLines.at(at);
    return { section, what: this.#whats.at(at), subject: this.#subjects.at(at), item };
  }

  /** First line of the statement of an event of the live section; -1 when it has none. */
  lineOfEvent(event: number): number {
    // Statements of events are in order within a section, and live sections come first to last.
    for (let at = this.#statementFor(event); at >= 0 && at < this.#whats.length; at++) {
      const isIt = this.#whats.at(at) === EVENT && this.#subjects.at(at) === event;
      if (isIt && this.sections[this.#owners.at(at)]?.live === true) return this.#firstLines.at(at);
    }
    return -1;
  }

  #statementFor(event: number): number {
    return this.#eventStatements.at(Math.min(event >> BLOCK, this.#eventStatements.length - 1));
  }
  readonly #eventStatements = new Words();

  row(index: number): { line: number; hidden: number; fold: Fold | null; alone: number } {
    const line = this.#rowLines.at(index);
    const fold = this.#folds[this.#rowFolds.at(index) - 1] ?? null;
    return { line, hidden: this.#rowHidden.at(index), fold, alone: this.#alone.get(line) ?? 0 };
  }

  /** The row a line is in, perhaps folded away. */
  rowOf(line: number): number {
    return Math.max(0, this.#rowLines.lastAtMost(line));
  }

  /** Its first line. */
  #statement(section: Section, what: number, subject: number, lines: number): number {
    const first = this.#lines;
    const at = this.#whats.push(what);
    this.#subjects.push(subject);
    this.#owners.push(this.sections.indexOf(section));
    this.#firstLines.push(first);
    this.#lines += lines;
    if (what === EVENT && section.live && subject % (1 << BLOCK) === 0) this.#eventStatements.push(at);
    return first;
  }

  /** What folding sees: `shape` 0 is like nothing. */
  #entry(shape: number, line: number): void {
    this.#shapes.push(shape);
    this.#entryLines.push(line);
  }

  #mayFold(): boolean {
    const may = this.#shapes.length < FOLDED_LINES;
    this.isCut ||= !may;
    return may;
  }

  async #breathe(): Promise<void> {
    if (performance.now() - this.#turn < TURN) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#turn = performance.now();
  }
}

function endOf({ start, period, groups }: Fold): number {
  return start + period * groups;
}

/** Lines between two runs of one pattern that may stand alone. */
const GAP = 24;
/** Events per entry of the index of statements, as a power of two. */
const BLOCK = 6;
