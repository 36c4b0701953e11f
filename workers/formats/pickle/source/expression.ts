import type { RecordedTrace } from '../recorded-trace.ts';
import type { Ref } from '../value.ts';
import { decodeLatin1 } from '../text.ts';
import type { Contents } from './contents.ts';
import type { LineText } from './line-text.ts';
import { quoted, quotedBytes } from './written.ts';

/** Items of a container written into one line, how deep, and characters of one text. */
export const INLINE_ITEMS = 8;
const DEPTH = 4;
const TEXT = 120;
const BYTES = 40;

/** What the lines of one trace share. */
export interface Writing {
  readonly trace: RecordedTrace;
  readonly contents: Contents;
  /** Containers with a line of their own: elsewhere their name stands for them. */
  readonly named: Pick<ReadonlySet<Ref>, 'has'>;
  /** Before every name, so that a program inside another one has its own. */
  readonly prefix: string;
}

const LETTERS = { global: 'i', extension: 'i', result: 'c', persistent: 'p' } as const;

/** `i0`, `c1`, `p4`: what an event gave, by the number of the event. */
export function resultName({ trace, prefix }: Writing, event: number): string {
  const kind = trace.kind(trace.event(event).result);
  const letter =
    kind === 'global' || kind === 'extension' || kind === 'result' || kind === 'persistent' ? LETTERS[kind] : 'x';
  return `${prefix}${letter}${event.toString()}`;
}

/** `v12`: a container, by the step that made it. */
export function containerName({ trace, prefix }: Writing, ref: Ref): string {
  return `${prefix}v${(trace.madeAt(ref) ?? 0).toString()}`;
}

/**
 * Writes a value as it is just before step `at`. Results are names, containers are written out a few items deep and
 * wide, and what contains itself is `^` and its name.
 */
export function writeValue(line: LineText, w: Writing, ref: Ref, at: number, path: readonly Ref[] = []): void {
  const { trace } = w;
  const step = trace.madeAt(ref);
  if (line.isFull) {
    line.add('…', 'comment');
    return;
  }
  const kind = trace.kind(ref);
  switch (kind) {
    case 'tuple':
    case 'list':
    case 'set':
    case 'frozenset':
    case 'dict':
      if (path.includes(ref)) line.add(`^${containerName(w, ref)}`, 'name', step);
      else if (w.named.has(ref)) line.add(containerName(w, ref), 'name', step);
      else writeContainer(line, w, ref, at, path);
      return;
    default:
      writePlain(line, w, ref);
  }
}

function writePlain(line: LineText, w: Writing, ref: Ref): void {
  const step = w.trace.madeAt(ref);
  const value = w.trace.value(ref);
  switch (value.kind) {
    case 'none':
    case 'true':
    case 'false':
      line.add(WORDS[value.kind], 'number');
      return;
    case 'int':
      line.add(value.value.toString(), 'number', step);
      return;
    case 'bigint':
      line.add(`int<${value.bytes.toLocaleString('en-US')} bytes>`, 'number', step);
      return;
    case 'float':
      line.add(floatText(value.value), 'number', step);
      return;
    case 'text':
      line.add('"', 'text', step).file(quoted(value.text), 'text', step, TEXT).add('"', 'text', step);
      return;
    case 'text8':
      line
        .add('"', 'text', step)
        .file(quoted(decodeLatin1(value.bytes)), 'text', step, TEXT)
        .add('"', 'text', step);
      return;
    case 'bytes':
    case 'bytearray': {
      const open = value.kind === 'bytes' ? 'b"' : 'bytearray(b"';
      const head = quotedBytes(value.bytes.subarray(0, BYTES));
      line.add(open, 'text', step).file(head, 'text', step, 4 * BYTES, head.length + Math.max(0, value.length - BYTES));
      line.add(value.kind === 'bytes' ? '"' : '")', 'text', step);
      return;
    }
    case 'global':
    case 'result':
    case 'persistent':
    case 'extension':
      line.add(resultName(w, value.event), 'name', step);
      return;
    case 'buffer':
      line.add('next_buffer()', 'word', step);
      return;
    default:
      line.add('?', 'comment', step);
  }
}

const WORDS = { none: 'None', true: 'True', false: 'False' } as const;

function writeContainer(line: LineText, w: Writing, ref: Ref, at: number, path: readonly Ref[]): void {
  const kind = w.trace.kind(ref);
  const count = w.contents.count(ref, at);
  const [open, close] = brackets(kind, count);
  const step = w.trace.madeAt(ref);
  line.add(open, 'plain', step);
  const within = [...path, ref];
  const room = within.length > DEPTH ? 0 : INLINE_ITEMS;
  const isDict = kind === 'dict';
  const items = w.contents.items(ref, at, 0, isDict ? 2 * room : room);
  let written = 0;
  items.forEach((item, i) => {
    if (line.isFull) return;
    if (i > 0) line.add(isDict && i % 2 === 1 ? ': ' : ', ');
    writeValue(line, w, item, at, within);
    written = i + 1;
  });
  const left = isDict ? Math.ceil((count - written) / 2) : count - written;
  if (left > 0) line.add(`${written === 0 ? '' : ', '}… ${left.toLocaleString('en-US')} more`, 'comment');
  line.add(close);
}

/** Brackets of a container that holds `count` items. */
export function brackets(kind: string, count: number): readonly [string, string] {
  switch (kind) {
    case 'tuple':
      return ['(', count === 1 ? ',)' : ')'];
    case 'list':
      return ['[', ']'];
    case 'set':
      return count === 0 ? ['set(', ')'] : ['{', '}'];
    case 'frozenset':
      return ['frozenset({', '})'];
    default:
      return ['{', '}'];
  }
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
