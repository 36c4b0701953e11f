/** One line of the program, written when it is asked for. */
import type { SourceLine } from '../../../protocol.ts';
import type { Prose } from '../../../report/prose.ts';
import type { Range } from '../../../report/schema.ts';
import type { PickleEvent } from '../trace.ts';
import type { Ref } from '../value.ts';
import { brackets, containerName, writeValue } from './expression.ts';
import { entrySteps, writeContainerLine, writeEvent } from './event-lines.ts';
import { failureText, isOurLimit } from '../failures.ts';
import { DEFINITION, END, EVENT, FRAME, GROWTH, type Statement } from './layout.ts';
import { LineText } from './line-text.ts';
import type { Section } from './section.ts';
import { hex } from './written.ts';

type Body = Omit<SourceLine, 'line' | 'indent' | 'elsewhere'>;

/** `unfolded`: a container's first line ends at its bracket, because its entries follow. */
export function writeLine(statement: Statement, line: number, unfolded: boolean): SourceLine {
  const { section } = statement;
  const body = bodyOf(statement, unfolded);
  // Steps are those of the trace the page shows: another engine's or an inner program's mean nothing there.
  const tokens = body.tokens.map((token) => ({ ...token, step: null }));
  const steps = section.live ? {} : { from: null, to: null, tokens };
  const inner = body.kind === 'item' ? 1 : 0;
  return { ...body, ...steps, line: line + 1, indent: section.indent + inner, elsewhere: section.elsewhere };
}

function bodyOf(statement: Statement, unfolded: boolean): Body {
  const { section, what, subject, item } = statement;
  switch (what) {
    case EVENT:
      return eventBody(section, section.trace.event(subject), item);
    case DEFINITION:
      return definitionBody(section, subject, item, unfolded);
    case GROWTH:
      return growthBody(section, subject);
    case FRAME:
      return frameBody(section, subject);
    case END:
      return endBody(section);
    default:
      throw new RangeError(`statement ${what.toString()}`);
  }
}

const NOWHERE = { from: null, to: null, bytes: null, at: '' } as const;

function eventBody(section: Section, event: PickleEvent, item: number): Body {
  const { line, note } = writeEvent(section, section.names, event, item);
  const isEntry = event.kind === 'method' && (event.opcode === 0x75 || event.opcode === 0x73);
  const steps = isEntry ? entrySteps(section, event, item) : { from: Math.min(event.from, event.step), to: event.step };
  return { kind: event.kind, tokens: line.tokens, note, ...steps, ...placeOf(section, event.offset, event.length) };
}

function placeOf({ base, shift }: Section, offset: number, length: number): { at: string; bytes: Range | null } {
  return { at: `${base}${hex(offset)}`, bytes: shift === null ? null : { offset: offset + shift, length } };
}

function definitionBody(section: Section, subject: number, item: number, unfolded: boolean): Body {
  const definition = section.definitions[subject];
  if (definition === undefined) throw new RangeError(`container ${subject.toString()}`);
  const { ref, at } = definition;
  const made = section.trace.madeAt(ref) ?? 0;
  const last = Math.max(made, Math.min(section.contents.lastStep(ref), at - 1));
  if (item === 0 && !(unfolded && definition.isLong)) {
    const { line, note } = writeContainerLine(section, ref, at);
    return { kind: 'value', tokens: line.tokens, note, ...NOWHERE, from: made, to: last };
  }
  const count = section.contents.count(ref, at);
  const [open, close] = brackets(section.trace.kind(ref), count);
  if (item === 0) {
    const line = new LineText().add(containerName(section, ref), 'name', made).add(` = ${open}`);
    return { kind: 'value', tokens: line.tokens, note: [], ...NOWHERE, from: made, to: last };
  }
  const entries = section.trace.kind(ref) === 'dict' ? Math.ceil(count / 2) : count;
  if (item > entries)
    return { kind: 'value', tokens: new LineText().add(close).tokens, note: [], ...NOWHERE, from: last, to: last };
  return itemBody(section, ref, at, item - 1, { from: made, to: last });
}

function itemBody(section: Section, ref: Ref, at: number, item: number, whole: { from: number; to: number }): Body {
  const isDict = section.trace.kind(ref) === 'dict';
  const [first, second, after] = isDict
    ? section.contents.items(ref, at, 2 * item, 3)
    : [...section.contents.items(ref, at, item, 1), undefined, ...section.contents.items(ref, at, item + 1, 1)];
  const line = new LineText();
  if (first !== undefined) writeValue(line, section, first, at);
  if (second !== undefined) writeValue(line.add(': '), section, second, at);
  const made = (value: Ref | undefined): number | null => (value === undefined ? null : section.trace.madeAt(value));
  const from = made(first) ?? made(second) ?? whole.from;
  const next = made(after);
  const to = next !== null && next > from ? next - 1 : Math.max(from, made(second) ?? made(first) ?? whole.to);
  return { kind: 'item', tokens: line.add(',').tokens, note: [], ...NOWHERE, from, to };
}

function growthBody(section: Section, subject: number): Body {
  const grown = section.growth[subject];
  if (grown === undefined) throw new RangeError(`addition ${subject.toString()}`);
  const { ref, step, before, added } = grown;
  const { trace, contents } = section;
  const kind = trace.kind(ref);
  const line = new LineText().add(containerName(section, ref), 'name', trace.madeAt(ref));
  line.add(kind === 'list' ? '.extend([' : kind === 'set' ? '.update([' : '.update({');
  contents.items(ref, step + 1, before, kind === 'dict' ? 16 : 8).forEach((item, i) => {
    if (i > 0) line.add(kind === 'dict' && i % 2 === 1 ? ': ' : ', ');
    writeValue(line, section, item, step + 1, [ref]);
  });
  const more = added - Math.min(added, kind === 'dict' ? 16 : 8);
  if (more > 0) line.add(`, … ${(kind === 'dict' ? more / 2 : more).toLocaleString('en-US')} more`, 'comment');
  line.add(kind === 'dict' ? '})' : '])');
  return { kind: 'method', tokens: line.tokens, note: ['the same object as before'], ...NOWHERE, from: step, to: step };
}

function frameBody(section: Section, subject: number): Body {
  const { text, note } = section.frames[subject] ?? { text: [], note: [] };
  return { kind: 'frame', tokens: text.map((part) => ({ part, kind: 'comment', step: null })), note, ...NOWHERE };
}

function endBody(section: Section): Body {
  const { trace } = section;
  const { ending } = trace;
  const line = new LineText();
  if (ending.kind === 'stop') {
    line.add('return ', 'word');
    if (trace.result !== null) writeValue(line, section, trace.result, trace.steps);
    const step = Math.max(0, trace.steps - 1);
    return { kind: 'end', tokens: line.tokens, note: [], from: step, to: step, ...placeOf(section, trace.end - 1, 1) };
  }
  const place = placeOf(section, ending.offset, 1);
  const last = Math.max(0, trace.steps - 1);
  if (isOurLimit(ending.code)) {
    line.add(`# not read further: ${failureText(ending.code)}`, 'comment');
    return {
      kind: 'end',
      tokens: line.tokens,
      note: ['a limit of Vitrine, not of a loader'],
      ...place,
      from: last,
      to: last,
    };
  }
  line
    .add('raise ', 'word')
    .add('UnpicklingError(')
    .add(`"${failureText(ending.code)}"`, 'text')
    .add(')');
  const note: Prose = trace.events > 0 ? ['what stands above has already run'] : [];
  return { kind: 'end', tokens: line.tokens, note, ...place, from: last, to: last };
}
