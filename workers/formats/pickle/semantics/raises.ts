import { code, prose, type Prose } from '../../../report/prose.ts';
import { opcodeName } from '../opcodes.ts';
import type { PickleEvent, Trace } from '../trace.ts';
import type { Ref, Value } from '../value.ts';

/** Where an opcode surely raises, in the C unpickler and in the one in Python: nothing behind it is carried out. */
export interface Raise {
  readonly step: number;
  readonly offset: number;
  readonly what: Prose;
}

/** Judged for constants and containers that the program itself pushed; of anything else nobody knows what it has. */
export function raiseOf(trace: Trace, event: PickleEvent): Raise | null {
  const { kind } = trace.value(event.target);
  const type = TYPES.get(kind);
  if (type === undefined) return null;
  const what = raisedBy(trace, event, kind);
  return what === null
    ? null
    : {
        step: event.step,
        offset: event.offset,
        what: prose`${code(type)} ${what} (${code(opcodeName(event.opcode))}).`,
      };
}

function raisedBy(trace: Trace, event: PickleEvent, kind: Value['kind']): string | null {
  switch (event.kind) {
    case 'call':
      return 'cannot be called';
    case 'build':
      return hasState(trace, event.args) ? 'takes no state' : null;
    case 'method':
      return takes(trace, event, kind) ? null : 'takes no items like this';
    default:
      return null;
  }
}

/** None and empty states are passed over by one unpickler or both. */
function hasState(trace: Trace, state: Ref): boolean {
  const value = trace.value(state);
  if (value.kind === 'tuple' && value.count === 2) return trace.items(state, 2).some((part) => hasState(trace, part));
  if (value.kind === 'dict' || value.kind === 'tuple') return value.count > 0;
  return value.kind === 'int' ? value.value !== 0n : value.kind === 'text' && value.length > 0;
}

/** `append` and `extend`, `add`, `__setitem__`. Without items the C unpickler asks for nothing. */
function takes(trace: Trace, event: PickleEvent, kind: Value['kind']): boolean {
  const opcode = opcodeName(event.opcode);
  if (opcode.startsWith('SETITEM')) return kind === 'list' || kind === 'dict' || kind === 'bytearray';
  if (opcode !== 'APPEND' && trace.items(event.args, 1).length === 0) return true;
  if (opcode.startsWith('APPEND')) return kind === 'list' || kind === 'bytearray';
  return kind === 'set';
}

/** Kinds whose type is certain, as Python calls them. */
const TYPES: ReadonlyMap<Value['kind'], string> = new Map([
  ['none', 'None'],
  ['true', 'True'],
  ['false', 'False'],
  ['int', 'int'],
  ['bigint', 'int'],
  ['float', 'float'],
  ['text', 'str'],
  ['bytes', 'bytes'],
  ['bytearray', 'bytearray'],
  ['tuple', 'tuple'],
  ['list', 'list'],
  ['set', 'set'],
  ['frozenset', 'frozenset'],
  ['dict', 'dict'],
]);
