/** One event of a program as a statement. A line says what kind of call it is, and to what. */
import { code, data, prose, type Prose } from '../../../report/prose.ts';
import type { Name } from '../semantics/name.ts';
import type { PickleEvent } from '../trace.ts';
import type { Ref } from '../value.ts';
import { containerName, INLINE_ITEMS, resultName, writeValue, type Writing } from './expression.ts';
import { LineText } from './line-text.ts';
import type { Names } from './names.ts';
import { identifier, quoted } from './written.ts';

/** Arguments written out of one call. */
const ARGUMENTS = 12;
const NAME = 120;

export interface Written {
  readonly line: LineText;
  readonly note: Prose;
}

/** SETITEM, SETITEMS, NEWOBJ, NEWOBJ_EX, APPEND, ADDITEMS. */
const SETITEM = 0x73;
const SETITEMS = 0x75;
const NEWOBJ = 0x81;
const NEWOBJ_EX = 0x92;
const APPEND = 0x61;
const ADDITEMS = 0x90;

/** Lines an event takes: one, or one for each entry that is set. */
export function eventLines(w: Writing, event: PickleEvent): number {
  if (event.kind !== 'method' || (event.opcode !== SETITEMS && event.opcode !== SETITEM)) return 1;
  return Math.max(1, Math.ceil(w.contents.count(event.args, Infinity) / 2));
}

export function writeEvent(w: Writing, names: Names, event: PickleEvent, item: number): Written {
  switch (event.kind) {
    case 'import':
      return writeImport(w, names, event);
    case 'call':
      return writeCall(w, names, event);
    case 'build':
      return writeBuild(w, event);
    case 'method':
      return writeMethod(w, event, item);
    case 'persistent':
      return writePersistent(w, event);
  }
}

function assigned(w: Writing, event: PickleEvent): LineText {
  return new LineText().add(resultName(w, event.index), 'name', event.step).add(' = ');
}

function writeImport(w: Writing, names: Names, event: PickleEvent): Written {
  const line = assigned(w, event);
  const value = w.trace.value(event.result);
  if (value.kind === 'extension')
    return { line: line.add('extension_', 'word').add(`(${value.code.toString()})`), note: ['a registered extension'] };
  const name = names.of(event);
  if (name === null) {
    line.add('getattr', 'word').add('(').add('import_', 'word').add('(');
    writeValue(line, w, event.target, event.step);
    line.add('), ');
    writeValue(line, w, event.args, event.step);
    return { line: line.add(')'), note: ['a name that is put together at run time'] };
  }
  const { module, name: path } = name.written;
  line.add('import_', 'word').add('(').add('"', 'text').file(quoted(module), 'text', event.step, NAME).add('"', 'text');
  line.add(').').file(identifier(path), 'import', event.step, NAME);
  return { line, note: effective(name) };
}

/** What a name comes to when that is not what is written. */
function effective(name: Name): Prose {
  const { written, full, flags } = name;
  if (full === `${written.module}.${written.name}`) return [];
  const why = flags.flatMap((flag) => FLAG_WORDS[flag] ?? []);
  return prose`is ${data(full, NAME)}${why.length === 0 ? '' : `, ${why.join(', ')}`}`;
}

const FLAG_WORDS: Readonly<Partial<Record<Name['flags'][number], string>>> = {
  python2: 'by the Python 2 map',
  hop: 'through another module',
  nul: 'cut at a NUL',
};

function writeCall(w: Writing, names: Names, event: PickleEvent): Written {
  const line = assigned(w, event);
  const isNew = event.opcode === NEWOBJ || event.opcode === NEWOBJ_EX;
  writeValue(line, w, event.target, event.step);
  line.add(isNew ? '.__new__(' : '(');
  let first = true;
  const next = (): LineText => {
    if (!first) line.add(', ');
    first = false;
    return line;
  };
  if (isNew) writeValue(next(), w, event.target, event.step);
  writeArguments(next, w, event);
  if (event.kwargs !== null) writeValue(next().add('**'), w, event.kwargs, event.step);
  return { line: line.add(')'), note: names.callee(event) };
}

function writeArguments(next: () => LineText, w: Writing, event: PickleEvent): void {
  const { args, step } = event;
  if (w.trace.kind(args) !== 'tuple') {
    writeValue(next().add('*'), w, args, step);
    return;
  }
  const count = w.contents.count(args, step);
  for (const item of w.contents.items(args, step, 0, ARGUMENTS)) writeValue(next(), w, item, step);
  if (count > ARGUMENTS) next().add(`… ${(count - ARGUMENTS).toLocaleString('en-US')} more`, 'comment');
}

function writeBuild(w: Writing, event: PickleEvent): Written {
  const line = new LineText();
  writeValue(line, w, event.target, event.step);
  writeValue(line.add('.__setstate__('), w, event.args, event.step);
  return { line: line.add(')'), note: prose`or ${code('__dict__.update')}` };
}

function writeMethod(w: Writing, event: PickleEvent, item: number): Written {
  const line = new LineText();
  const { args, step, opcode: byte } = event;
  writeValue(line, w, event.target, step);
  if (byte === SETITEM || byte === SETITEMS) {
    const [key, value] = w.contents.items(args, Infinity, 2 * item, 2);
    if (key !== undefined) writeValue(line.add('['), w, key, step);
    if (value !== undefined) writeValue(line.add('] = '), w, value, step);
    return { line, note: [] };
  }
  const one = w.contents.items(args, Infinity, 0, 1)[0];
  if (byte === APPEND && one !== undefined) {
    writeValue(line.add('.append('), w, one, step);
    return { line: line.add(')'), note: [] };
  }
  writeValue(line.add(byte === ADDITEMS ? '.update(' : '.extend('), w, args, step);
  const method = byte === ADDITEMS ? 'add' : 'append';
  return { line: line.add(')'), note: prose`or ${code(method)}, one by one` };
}

function writePersistent(w: Writing, event: PickleEvent): Written {
  const line = assigned(w, event).add('persistent_load', 'word').add('(');
  writeValue(line, w, event.args, event.step);
  return { line: line.add(')'), note: [] };
}

/** Steps of the entry `item` of a SETITEMS: from its key to the next key. */
export function entrySteps(w: Writing, event: PickleEvent, item: number): { from: number; to: number } {
  const [key, value, nextKey] = w.contents.items(event.args, Infinity, 2 * item, 3);
  const from = (key === undefined ? null : w.trace.madeAt(key)) ?? event.from;
  const made = (value === undefined ? null : w.trace.madeAt(value)) ?? from;
  const next = (nextKey === undefined ? null : w.trace.madeAt(nextKey)) ?? null;
  const to = next !== null && next > from ? next - 1 : nextKey === undefined ? event.step : Math.max(from, made);
  return from <= to ? { from, to } : { from: event.from, to: event.step };
}

/** `v12 = {…}`: a container that has a line of its own. */
export function writeContainerLine(w: Writing, ref: Ref, at: number): Written {
  const line = new LineText().add(containerName(w, ref), 'name', w.trace.madeAt(ref)).add(' = ');
  const bare: Writing = { ...w, named: { has: (other) => other !== ref && w.named.has(other) } };
  writeValue(line, bare, ref, at);
  const entries = w.contents.count(ref, at);
  const isDict = w.trace.kind(ref) === 'dict';
  const n = isDict ? Math.ceil(entries / 2) : entries;
  return { line, note: n > INLINE_ITEMS ? prose`${n} entries` : [] };
}
