import {
  PAGE_ROWS,
  type SourceLine,
  type SourcePage,
  type SourcePlace,
  type SourceRow,
  type SourceSummary,
} from '../../../protocol.ts';
import { prose, type Prose } from '../../../report/prose.ts';
import type { ByteSource } from '../../../source/byte-source.ts';
import type { RecordedTrace } from '../recorded-trace.ts';
import { commonEvents, engineName, engineViews } from './engines.ts';
import { EVENT, Layout, type Statement } from './layout.ts';
import { writeLine } from './lines.ts';
import { type Nested, NestedPrograms, type ReadNested } from './nested.ts';
import { newSection, type Section } from './section.ts';
import { lineOfStep } from './step-line.ts';
import { hex } from './written.ts';

/**
 * A program as pseudo-Python: one statement per event, in order, never a program that runs. Where lines are is worked
 * out once, when somebody first asks; a line is written when it is shown.
 */
export class Decompiler {
  readonly #source: ByteSource;
  readonly #traces: readonly RecordedTrace[];
  readonly #nested: NestedPrograms;
  readonly #most: number | undefined;
  #layout: Promise<Layout> | null = null;

  /** `most`: statements written, for less than usual. */
  constructor(source: ByteSource, traces: readonly RecordedTrace[], read: ReadNested, most?: number) {
    this.#source = source;
    this.#traces = traces;
    this.#nested = new NestedPrograms(read);
    this.#most = most;
  }

  async summary(): Promise<SourceSummary> {
    const layout = await this.#ready();
    const cut: Prose = ['The program is too long for every container and every repetition to be told apart.'];
    return {
      lines: layout.lines,
      rows: layout.rows,
      limit: layout.isCut ? cut : null,
      engines: engineViews(this.#traces),
    };
  }

  /** Rows with alike lines folded. */
  async rows(first: number, count: number): Promise<SourcePage> {
    const layout = await this.#ready();
    const from = Math.max(0, Math.floor(first));
    const until = Math.min(layout.rows, from + Math.min(count, PAGE_ROWS));
    const rows: SourceRow[] = [];
    for (let index = from; index < until; index++) {
      const { line, hidden, fold, alone } = layout.row(index);
      const statement = layout.statement(line);
      if (statement === null) break;
      const written = await this.#finish(writeLine(statement, line, false), statement);
      const last = hidden === 0 ? null : layout.statement(line + hidden);
      rows.push({
        ...written,
        hidden,
        alike: fold === null ? 0 : fold.groups - 1,
        group: fold === null ? 0 : fold.period,
        hiddenTo: last === null ? null : writeLine(last, line + hidden, false).to,
        alone: alone === 0 ? null : aloneText(alone),
      });
    }
    return { first: from, total: layout.rows, rows };
  }

  /** Lines with nothing folded. */
  async lines(first: number, count: number): Promise<SourcePage> {
    const layout = await this.#ready();
    const from = Math.max(0, Math.floor(first));
    const until = Math.min(layout.lines, from + Math.min(count, PAGE_ROWS));
    const rows: SourceRow[] = [];
    for (let line = from; line < until; line++) {
      const statement = layout.statement(line);
      if (statement === null) break;
      const written = await this.#finish(writeLine(statement, line, true), statement);
      rows.push({ ...written, hidden: 0, alike: 0, group: 0, hiddenTo: null, alone: null });
    }
    return { first: from, total: layout.lines, rows };
  }

  /** The line a step belongs to; null when there is none. */
  async at(step: number): Promise<SourcePlace | null> {
    const layout = await this.#ready();
    const [trace] = this.#traces;
    if (trace === undefined || step < 0 || step >= Math.max(1, trace.steps)) return null;
    const line = lineOfStep(layout, trace, step);
    return line === null ? null : { line: line + 1, row: layout.rowOf(line) };
  }

  close(): void {
    this.#nested.close();
  }

  /** What only the bytes after the opcode tell. */
  async #finish(line: SourceLine, { section, what, subject }: Statement): Promise<SourceLine> {
    if (what !== EVENT || line.kind !== 'call' || section.shift === null) return line;
    const { offset, length } = section.trace.event(subject);
    const after = await this.#source.read(
      offset + section.shift + length,
      Math.max(0, Math.min(8, this.#source.size - offset - section.shift - length)),
    );
    if (!dropsTop(after)) return line;
    return { ...line, note: line.note.length === 0 ? ['result dropped'] : prose`${line.note}, result dropped` };
  }

  #ready(): Promise<Layout> {
    return (this.#layout ??= this.#lay());
  }

  async #lay(): Promise<Layout> {
    const layout = new Layout(this.#most);
    const [first, ...others] = this.#traces;
    if (first === undefined) throw new Error('a program has a trace');
    const common = commonEvents(this.#traces);
    const isSplit = others.length > 0;
    const main = newSection(first, { live: true });
    layout.addSection(main);
    for (const frame of header(first, this.#source)) layout.frame(main, frame);
    await this.#statements(layout, main, 0, common, !isSplit);
    if (isSplit) {
      layout.frame(main, { text: ['match engine:'], note: ['unpicklers read these bytes differently'] });
      for (const trace of this.#traces) {
        const live = trace === first;
        const section = newSection(trace, { live, elsewhere: !live, indent: 2, named: live ? main.named : new Set() });
        const heading = newSection(trace, { indent: 1, elsewhere: !live });
        layout.addSection(heading);
        layout.addSection(section);
        layout.frame(heading, { text: [`case "${engineName(trace.engine)}":`], note: [] });
        await this.#statements(layout, section, common, trace.events, true);
      }
    }
    layout.fold();
    return layout;
  }

  /** Statements of events [from, until), with the programs that bytes among their arguments hold. */
  async #statements(layout: Layout, section: Section, from: number, until: number, withEnd: boolean): Promise<void> {
    const written = layout.room(until - from);
    if (written < until - from) {
      await this.#statements(layout, section, from, from + written, false);
      const left = (until - from - written).toLocaleString('en-US');
      layout.frame(section, {
        text: [`# ${left} more statements are not written here. The opcodes are all there.`],
        note: [],
      });
      if (withEnd) layout.end(section);
      return;
    }
    const nested = section.shift === null ? [] : await this.#nested.find(section, from, until, this.#source);
    await layout.prepare(section, from, until, withEnd);
    let at = from;
    for (const inner of nested) {
      await layout.events(section, at, inner.event + 1);
      at = inner.event + 1;
      await this.#inner(layout, section, inner);
    }
    await layout.events(section, at, until);
    if (!withEnd) return;
    layout.before(section, section.trace.steps);
    layout.end(section);
  }

  async #inner(layout: Layout, outer: Section, { trace, offset, prefix }: Nested): Promise<void> {
    const section = newSection(trace, {
      prefix: `${outer.prefix}${prefix}`,
      indent: outer.indent + 1,
      base: `${outer.base}${hex(offset)}+`,
      shift: (outer.shift ?? 0) + offset,
      elsewhere: outer.elsewhere,
    });
    layout.addSection(section);
    layout.frame(section, { text: [`# the program in the bytes at ${outer.base}${hex(offset)}`], note: [] });
    await this.#statements(layout, section, 0, trace.events, true);
  }
}

function header(trace: RecordedTrace, source: ByteSource): Section['frames'] {
  const range = `[${hex(trace.start)}, ${hex(trace.end)})`;
  const of = trace.end - trace.start === source.size ? '' : ' of this entry';
  return [
    {
      text: ['# What an unpickler does, written like Python. It is not Python: nothing here can be run.'],
      note: [],
    },
    {
      text: [
        `# bytes ${range}${of}, protocol ${trace.protocol.toString()}, ${trace.steps.toLocaleString('en-US')} opcodes`,
      ],
      note: [],
    },
  ];
}

function aloneText(alike: number): Prose {
  return prose`${alike} groups of lines before and after follow one pattern. This line does not.`;
}

/** Whether the bytes after a call throw its result away: POP or POP_MARK, perhaps after it was kept in the memo. */
function dropsTop(bytes: Uint8Array): boolean {
  const [first = 0] = bytes;
  const skip = MEMO[first] ?? 0;
  const next = bytes[skip];
  return next === 0x30 || next === 0x31;
}

/** Bytes of MEMOIZE, BINPUT and LONG_BINPUT. */
const MEMO: Readonly<Record<number, number>> = { 0x94: 1, 0x71: 2, 0x72: 5 };
