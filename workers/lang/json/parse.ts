import { LIMITS } from '../../limits.ts';
import { JsonDocument } from './document.ts';
import { afterNumber, afterSpace, afterString, afterWord } from './scan.ts';
import { type JsonKind, Tape } from './tape.ts';

/** Why the parse stopped before the end of the value. What came before it is in the document. */
export interface JsonStop {
  readonly offset: number;
  /** `syntax`: no JSON; `limit`: deeper or larger than is followed. */
  readonly code: 'syntax' | 'limit';
  readonly what: string;
}

interface State {
  readonly bytes: Uint8Array;
  readonly tape: Tape;
  /** Open containers, innermost last. */
  readonly open: number[];
  at: number;
  stop: JsonStop | null;
  nonFinite: number | null;
}

/** Words Python's reader takes for numbers though JSON has no such thing. */
const NON_FINITE = ['NaN', 'Infinity', '-Infinity'];
const WORDS = ['true', 'false', 'null'] as const;

/**
 * Parses one JSON value (RFC 8259), strictly but for NaN and infinities, which are accepted and said. Never throws, never
 * recurses: a wrong byte ends the parse and is told, with what was read until then. What follows the value is left to the caller.
 * @param from Where the value begins, space before it aside.
 */
export function parseJson(bytes: Uint8Array, from = 0): JsonDocument {
  const bom = from === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const at = afterSpace(bytes, from + bom);
  const state: State = { bytes, tape: new Tape(), open: [], at, stop: null, nonFinite: null };
  const start = state.at;
  readValue(state);
  while (state.stop === null && state.open.length > 0) readNext(state);
  for (const container of state.open) state.tape.close(container, state.at);
  return new JsonDocument(bytes, state.tape, {
    start,
    end: state.at,
    hasBom: bom > 0,
    stop: state.stop,
    nonFinite: state.nonFinite,
  });
}

/** One member or element of the innermost container, or its end. */
function readNext(state: State): void {
  const { bytes, tape, open } = state;
  const container = open.at(-1) ?? 0;
  const isObject = tape.kind(container) === 'object';
  state.at = afterSpace(bytes, state.at);
  if (bytes[state.at] === (isObject ? 0x7d : 0x5d)) {
    state.at += 1;
    tape.close(container, state.at);
    open.pop();
    return;
  }
  if (tape.length > container + 1) {
    if (bytes[state.at] !== 0x2c) {
      fail(state, isObject ? 'expected “,” or “}”' : 'expected “,” or “]”');
      return;
    }
    state.at = afterSpace(bytes, state.at + 1);
  }
  if (isObject && !readKey(state)) return;
  readValue(state);
}

function readKey(state: State): boolean {
  if (state.bytes[state.at] !== 0x22) {
    fail(state, 'expected a key in quotes');
    return false;
  }
  if (!readToken(state, 'string', afterString(state.bytes, state.at))) return false;
  state.at = afterSpace(state.bytes, state.at);
  if (state.bytes[state.at] !== 0x3a) {
    fail(state, 'expected “:”');
    return false;
  }
  state.at = afterSpace(state.bytes, state.at + 1);
  return true;
}

function readValue(state: State): void {
  const { bytes, at } = state;
  const byte = bytes[at];
  if (byte === 0x7b || byte === 0x5b) {
    openContainer(state, byte === 0x7b ? 'object' : 'array');
    return;
  }
  const word = WORDS.find((each) => afterWord(bytes, at, each) > 0);
  const special = NON_FINITE.find((each) => afterWord(bytes, at, each) > 0);
  if (byte === 0x22) readToken(state, 'string', afterString(bytes, at));
  else if (word !== undefined) readToken(state, word, at + word.length);
  else if (special === undefined) readToken(state, 'number', afterNumber(bytes, at));
  else {
    state.nonFinite ??= at;
    readToken(state, 'number', at + special.length);
  }
}

function openContainer(state: State, kind: 'object' | 'array'): void {
  if (state.open.length >= LIMITS.jsonDepth) limit(state, `nested more than ${LIMITS.jsonDepth} deep`);
  if (state.stop !== null || isFull(state)) return;
  state.open.push(state.tape.push(kind, state.at, state.at + 1));
  state.at += 1;
}

function readToken(state: State, kind: JsonKind, end: number): boolean {
  if (end < 0) {
    fail(state, kind === 'string' ? 'a string that does not end or holds what no string may' : 'expected a value');
    return false;
  }
  if (isFull(state)) return false;
  state.tape.push(kind, state.at, end);
  state.at = end;
  return true;
}

function isFull(state: State): boolean {
  if (state.tape.length < LIMITS.jsonValues) return false;
  limit(state, `more than ${LIMITS.jsonValues.toLocaleString('en-US')} values`);
  return true;
}

function fail(state: State, what: string): void {
  const isOver = state.at >= state.bytes.length;
  state.stop ??= { offset: state.at, code: 'syntax', what: isOver ? 'it ends too early' : what };
}

function limit(state: State, what: string): void {
  state.stop ??= { offset: state.at, code: 'limit', what };
}
