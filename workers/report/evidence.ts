import type { OpcodeRow } from '../protocol.ts';
import type { ByteSource } from '../source/byte-source.ts';
import type { Draft, EvidenceRequest } from '../rules/rule.ts';
import { prose, type Prose } from './prose.ts';
import type { Evidence, HexBlock, OpcodeLine, Place } from './schema.ts';

/** Where evidence comes from: replays of programs and bytes of sources. */
export interface EvidenceProvider {
  /** Steps [from, to] of a program, fewer at its end. */
  readonly opcodes: (program: number, from: number, to: number) => Promise<readonly OpcodeRow[]>;
  /** The source a place is in, and its bytes; null when it is not at hand. */
  readonly source: (place: Place) => ByteSource | null;
  /** Where opcodes begin, up to the one that holds this offset of a source; null outside of programs. */
  readonly opcodesBefore?: (path: readonly string[], offset: number) => Promise<readonly number[] | null>;
}

export interface Attached {
  readonly evidence: Evidence;
  /** What the bytes around the call add to the sentence: "The result is dropped, …". */
  readonly aside: Prose;
}

/** Rows shown before and after the deciding step, and bytes shown in all. */
const ROWS = 24;
const BYTES = 160;

export async function attach(draft: Draft, provider: EvidenceProvider): Promise<Attached> {
  const { evidence: request, place } = draft;
  switch (request.kind) {
    case 'step':
      return stepEvidence(draft, request, provider);
    case 'compare':
      return { aside: [], evidence: { ...request, bytes: await placeBytes(provider, place) } };
    case 'bytes':
      return {
        aside: [],
        evidence: { kind: 'bytes', bytes: await bytesAround(provider, request.source, request.offset, request.length) },
      };
    case 'place':
      return {
        aside: [],
        evidence: { kind: 'bytes', bytes: (await placeBytes(provider, place)) ?? emptyBlock(place) },
      };
  }
}

async function stepEvidence(
  draft: Draft,
  request: EvidenceRequest & { kind: 'step' },
  provider: EvidenceProvider,
): Promise<Attached> {
  const { event, program, lines } = request;
  const source = provider.source(draft.place);
  const from = Math.max(event.from, event.step - ROWS);
  const rows = await provider.opcodes(program, from, event.step + 1);
  const starts = rows.filter(({ step }) => step <= event.step).map(({ offset }) => offset);
  const bytes =
    source === null || source.size === 0
      ? emptyBlock(draft.place)
      : await hexBlock(source, event.offset, event.length, starts);
  const next = rows.find((row) => row.step === event.step + 1);
  const isDropped = next?.name === 'POP' || next?.name === 'POP_MARK';
  const to = isDropped ? event.step + 1 : event.step;
  const shown = rows.filter((row) => row.step <= to);
  const first = shown[0];
  const marks =
    first === undefined
      ? bytes.marks
      : [{ offset: first.offset, length: Math.max(1, event.offset + event.length - first.offset) }];
  return {
    aside: isDropped ? [' The result is dropped, so the object still loads and looks normal.'] : [],
    evidence: {
      kind: 'program',
      program,
      step: event.step,
      from,
      to,
      lines: lines.map(({ text, hit }) => ({ hit, text: hit && isDropped ? prose`${text}  # result unused` : text })),
      opcodes: shown.map((row) => lineOf(row, event.step)),
      bytes: { ...bytes, marks: marks.map((mark) => clip(mark, bytes)) },
    },
  };
}

function lineOf(row: OpcodeRow, step: number): OpcodeLine {
  return {
    step: row.step,
    offset: row.offset,
    name: row.name,
    argument: row.argument,
    note: noteOf(row),
    hit: row.step === step,
  };
}

/** What an opcode does, in three words. */
function noteOf(row: OpcodeRow): string {
  const exact = NOTES.get(row.name);
  if (exact !== undefined) return exact;
  return CLASS_NOTES[row.class];
}

const NOTES: ReadonlyMap<string, string> = new Map([
  ['GLOBAL', 'looks up a name'],
  ['STACK_GLOBAL', 'looks up a name'],
  ['INST', 'looks up a name and calls it'],
  ['OBJ', 'calls the function'],
  ['REDUCE', 'calls the function'],
  ['NEWOBJ', 'makes an object'],
  ['NEWOBJ_EX', 'makes an object'],
  ['BUILD', 'sets the object’s state'],
  ['BINPERSID', 'asks the loader'],
  ['PERSID', 'asks the loader'],
  ['POP', 'drops the result'],
  ['POP_MARK', 'drops back to the mark'],
  ['MARK', 'marks a place'],
  ['DUP', 'repeats the top'],
  ['TUPLE', 'wraps values as arguments'],
  ['TUPLE1', 'wraps it as arguments'],
  ['TUPLE2', 'wraps two values as arguments'],
  ['TUPLE3', 'wraps three values as arguments'],
  ['EMPTY_TUPLE', 'no arguments'],
  ['APPEND', 'adds an item'],
  ['APPENDS', 'adds items'],
  ['ADDITEMS', 'adds items'],
  ['SETITEM', 'sets an item'],
  ['SETITEMS', 'sets items'],
  ['PROTO', 'sets the protocol'],
  ['FRAME', 'begins a frame'],
  ['STOP', 'ends the program'],
]);

const CLASS_NOTES: Readonly<Record<OpcodeRow['class'], string>> = {
  call: 'calls',
  name: 'looks up a name',
  text: 'a text',
  number: 'a value',
  container: 'a container',
  memo: 'memo',
  stack: 'stack',
  control: '',
};

/** At most BYTES bytes, the deciding ones in view. In a program they begin with an opcode: `starts` are the places to choose from. */
async function hexBlock(
  source: ByteSource,
  offset: number,
  length: number,
  starts: readonly number[] | null,
): Promise<HexBlock> {
  const first = Math.max(0, offset - BEFORE);
  const inView = starts?.filter((start) => start >= first && start <= offset) ?? [first];
  const start = inView.reduce((least, one) => Math.min(least, one), offset);
  const read = await source.read(start, BYTES);
  const hit = { offset, length: Math.max(0, Math.min(length, start + read.length - offset)) };
  return { offset: start, hex: hexOf(read), marks: [], hit };
}

/** Bytes shown before the deciding ones, at most. */
const BEFORE = 64;

async function bytesAround(
  provider: EvidenceProvider,
  source: ByteSource,
  offset: number,
  length: number,
): Promise<HexBlock> {
  return hexBlock(source, offset, length, (await provider.opcodesBefore?.(source.path, offset)) ?? null);
}

async function placeBytes(provider: EvidenceProvider, place: Place): Promise<HexBlock | null> {
  const source = provider.source(place);
  return source === null ? null : bytesAround(provider, source, place.offset, Math.min(place.length, 64));
}

function emptyBlock({ offset }: Place): HexBlock {
  return { offset, hex: '', marks: [], hit: { offset, length: 0 } };
}

function clip(mark: { offset: number; length: number }, block: HexBlock): { offset: number; length: number } {
  const start = Math.max(mark.offset, block.offset);
  const end = Math.min(mark.offset + mark.length, block.offset + block.hex.length / 2);
  return { offset: start, length: Math.max(0, end - start) };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
