import type { Prose } from '../report/prose.ts';
import { failureText } from '../formats/pickle/failures.ts';
import { OPCODES, opcodeName } from '../formats/pickle/opcodes.ts';
import { decodeLatin1 } from '../formats/pickle/text.ts';
import type { PickleEvent, Trace } from '../formats/pickle/trace.ts';
import { isSupported, keyOf, NEWEST } from './weights-table.ts';
import { keyAt, typeAt, writtenName } from './weights-types.ts';

/**
 * What a program asks of torch's restricted unpickler, whatever its version; each thing once, where it comes first.
 *
 * opcode      it executes this opcode
 * global      it looks this name up (`key`); `module` may be one that is always blocked
 * call        it calls this name; null: a value that is no name
 * new         it makes an object of this class
 * build       it gives state to an object of this type
 * items       it sets items of an object of this type
 * extend      it extends an object of this type that is no list
 * persistent  its persistent id is none that torch writes
 * broken      it fails at an opcode the unpickler has
 * raises      a call raises, whatever is allowed
 */
export interface Need {
  readonly kind:
    'opcode' | 'global' | 'call' | 'new' | 'build' | 'items' | 'extend' | 'persistent' | 'broken' | 'raises';
  /** Opcode, name or type; what is wrong for `broken`. Null where it cannot be told. */
  readonly key: string | null;
  readonly module: string | null;
  readonly step: number;
  readonly offset: number;
  /** `raises`: what is wrong, as a sentence without its end. */
  readonly what?: Prose;
}

/** Different things looked at. A file with more of them is refused long before. */
const MOST = 5_000;

/** In order of execution. */
export function needsOf(trace: Trace): readonly Need[] {
  const needs = new Map<string, Need>();
  const add = (need: Need): void => {
    const key = `${need.kind} ${need.key ?? ''}`;
    if (needs.size < MOST && !needs.has(key)) needs.set(key, need);
  };
  for (const { code, name } of OPCODES) {
    const use = trace.firstUse(code);
    if (use !== null) add({ kind: 'opcode', key: name, module: null, ...use });
  }
  const end = firstUnsupported([...needs.values()]);
  const asked = new Set<number>();
  for (let i = 0; i < trace.events; i = trace.telling(i + 1)) {
    const event = trace.event(i);
    // No version gets further than that.
    if (event.step >= end) break;
    // The same function is called again and again: what is asked then was asked the first time.
    if ((event.kind === 'call' && isAsked(asked, event)) || (event.kind === 'persistent' && event.tame)) continue;
    const need = needOf(trace, event);
    if (need !== null) add(need);
  }
  const empty = trace.anomalies.find((anomaly) => anomaly.code === 'append-empty');
  if (empty !== undefined) add({ kind: 'extend', key: null, module: null, step: empty.step, offset: empty.offset });
  if (trace.ending.kind === 'failed') {
    const { step, offset, code, opcode } = trace.ending;
    const isKnown = opcode === 0 || isSupported(opcodeName(opcode), NEWEST);
    add({
      kind: isKnown ? 'broken' : 'opcode',
      key: isKnown ? failureText(code) : opcodeName(opcode),
      module: null,
      step,
      offset,
    });
  }
  return [...needs.values()].sort((a, b) => a.step - b.step || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** Whether the same value was called by the same opcode before. */
function isAsked(asked: Set<number>, { opcode, target }: PickleEvent): boolean {
  const key = target * 256 + opcode;
  if (asked.has(key)) return true;
  if (asked.size < MOST) asked.add(key);
  return false;
}

function firstUnsupported(opcodes: readonly Need[]): number {
  const steps = opcodes.filter(({ key }) => !isSupported(key ?? '', NEWEST)).map(({ step }) => step);
  return steps.reduce((least, step) => Math.min(least, step), Number.POSITIVE_INFINITY);
}

/** An opcode is looked at before what it does. */
const ORDER: readonly Need['kind'][] = [
  'opcode',
  'global',
  'persistent',
  'call',
  'new',
  'build',
  'items',
  'extend',
  'broken',
  'raises',
];

function needOf(trace: Trace, event: PickleEvent): Need | null {
  if (event.kind === 'persistent' && isStorage(trace, event)) return null;
  const at = { module: null, step: event.step, offset: event.offset };
  const opcode = opcodeName(event.opcode);
  switch (event.kind) {
    case 'import': {
      const name = writtenName(trace, event.index);
      return name === null
        ? { ...at, kind: 'global', key: null }
        : { ...at, kind: 'global', ...keyOf(name.module, name.name) };
    }
    case 'call':
      return { ...at, kind: opcode.startsWith('NEWOBJ') ? 'new' : 'call', key: keyAt(trace, event.target) };
    case 'build':
      return { ...at, kind: 'build', key: typeAt(trace, event.target) };
    case 'method':
      return { ...at, kind: opcode.startsWith('SETITEM') ? 'items' : 'extend', key: typeAt(trace, event.target) };
    case 'persistent':
      return { ...at, kind: 'persistent', key: null };
  }
}

function isStorage(trace: Trace, event: PickleEvent): boolean {
  const pid = trace.value(event.args);
  const [head] = pid.kind === 'tuple' ? trace.items(event.args, 1) : [];
  const text = head === undefined ? null : trace.value(head);
  if (text?.kind === 'text') return text.text === 'storage';
  return text?.kind === 'text8' && decodeLatin1(text.bytes) === 'storage';
}
