import { failureText } from '../formats/pickle/failures.ts';
import { OPCODES, opcodeName } from '../formats/pickle/opcodes.ts';
import type { PickleEvent, Trace } from '../formats/pickle/trace.ts';
import { code, data, prose, type Prose } from '../report/prose.ts';
import { ALLOWED, BLOCKED, CALLABLES, isBuildable, keyOf, SUPPORTED, takesItems } from './weights-table.ts';

/**
 * What the restricted unpickler does with a program. `class` of a refusal:
 * opcode      an opcode it does not have: nothing opens it, only saving again with protocol 2
 * blocked     a module that no allow-list opens
 * global      a name that is not allowed; the caller could allow it
 * target      items or state for an object that takes none
 * call        something allowed is called that is no callable, or a result is called
 * persistent  an id torch does not write
 */
export type WeightsOnly =
  | { readonly does: 'loads' }
  | {
      readonly does: 'refuses';
      readonly class: 'opcode' | 'blocked' | 'global' | 'target' | 'call' | 'persistent';
      readonly step: number;
      readonly offset: number;
      readonly name: string;
      readonly what: Prose;
    }
  | { readonly does: 'fails'; readonly step: number; readonly offset: number; readonly what: Prose };

type Stop = Exclude<WeightsOnly, { does: 'loads' }>;

/** The first thing that stops the restricted unpickler (PyTorch 2.10 to 2.14). Reads events up to that place only. */
export function simulateWeightsOnly(trace: Trace): WeightsOnly {
  const stops: Stop[] = [];
  const byOpcode = firstUnsupported(trace);
  if (byOpcode !== null) stops.push(byOpcode);
  const limit = byOpcode?.step ?? Number.POSITIVE_INFINITY;
  const byEvent = firstRefusedEvent(trace, limit);
  if (byEvent !== null) stops.push(byEvent);
  const empty = trace.anomalies.find((anomaly) => anomaly.code === 'append-empty');
  if (empty !== undefined) stops.push(refusal('target', empty, 'append', prose`it only extends lists`));
  if (trace.ending.kind === 'failed') {
    const { step, offset, code: failure, opcode } = trace.ending;
    const known = opcode === 0 || SUPPORTED.has(opcodeName(opcode));
    stops.push(
      known ? { does: 'fails', step, offset, what: prose`${failureText(failure)}` } : unsupported(opcode, step, offset),
    );
  }
  return stops.sort((a, b) => a.step - b.step)[0] ?? { does: 'loads' };
}

function firstUnsupported(trace: Trace): Stop | null {
  let first: { step: number; offset: number; opcode: number } | null = null;
  for (const { code: opcode, name } of OPCODES) {
    if (SUPPORTED.has(name)) continue;
    const use = trace.firstUse(opcode);
    if (use !== null && (first === null || use.step < first.step)) first = { ...use, opcode };
  }
  return first === null ? null : unsupported(first.opcode, first.step, first.offset);
}

function unsupported(opcode: number, step: number, offset: number): Stop {
  const name = opcodeName(opcode);
  return refusal('opcode', { step, offset }, name, prose`it does not have the opcode ${code(name)}`);
}

function refusal(
  kind: Extract<Stop, { does: 'refuses' }>['class'],
  at: { step: number; offset: number },
  name: string,
  what: Prose,
): Stop {
  return { does: 'refuses', class: kind, step: at.step, offset: at.offset, name, what };
}

function firstRefusedEvent(trace: Trace, limit: number): Stop | null {
  for (let i = 0; i < trace.events; i++) {
    const event = trace.event(i);
    if (event.step >= limit) return null;
    const stop = judge(trace, event);
    if (stop !== null) return stop;
  }
  return null;
}

function judge(trace: Trace, event: PickleEvent): Stop | null {
  switch (event.kind) {
    case 'import':
      return judgeImport(trace, event);
    case 'call': {
      const key = keyAt(trace, event.target);
      if (key === null) return refusal('call', event, 'a result', prose`it calls allowed functions by name only`);
      return CALLABLES.has(key)
        ? null
        : refusal('call', event, key, prose`${data(key, 120)} is no function it may call`);
    }
    case 'build': {
      const key = makerOf(trace, event.target);
      return key !== null && isBuildable(key)
        ? null
        : refusal(
            'target',
            event,
            key ?? 'a value',
            prose`it sets the state of tensors, parameters and OrderedDict only`,
          );
    }
    case 'method': {
      const key = makerOf(trace, event.target);
      const isItem = opcodeName(event.opcode).startsWith('SETITEM');
      if (isItem && key !== null && takesItems(key)) return null;
      return refusal(
        'target',
        event,
        key ?? 'a value',
        isItem ? prose`it sets items of dict, OrderedDict and Counter only` : prose`it only extends lists`,
      );
    }
    case 'persistent': {
      const pid = trace.value(event.args);
      const [head] = trace.items(event.args, 1).map((ref) => trace.value(ref));
      const isStorage = pid.kind === 'tuple' && head?.kind === 'text' && head.text === 'storage';
      return isStorage || pid.kind === 'int'
        ? null
        : refusal('persistent', event, 'an id', prose`the persistent id is no storage`);
    }
  }
}

function judgeImport(trace: Trace, event: PickleEvent): Stop | null {
  const name = writtenName(trace, event);
  if (name === null) return refusal('global', event, 'a computed name', prose`the name is no text`);
  const { module, key } = keyOf(name.module, name.name);
  if (BLOCKED.has(module)) return refusal('blocked', event, key, prose`it never opens the module ${data(module, 40)}`);
  return ALLOWED.has(key)
    ? null
    : refusal('global', event, key, prose`${data(key, 160)} is not in its list of allowed names`);
}

function writtenName(trace: Trace, event: PickleEvent): { module: string; name: string } | null {
  const [module, name] = [trace.value(event.target), trace.value(event.args)];
  return module.kind === 'text' && name.kind === 'text' ? { module: module.text, name: name.text } : null;
}

/** The key of a looked-up name. */
function keyAt(trace: Trace, ref: number): string | null {
  const value = trace.value(ref);
  const name = value.kind === 'global' ? writtenName(trace, trace.event(value.event)) : null;
  return name === null ? null : keyOf(name.module, name.name).key;
}

/** The key of what made an object. */
function makerOf(trace: Trace, ref: number): string | null {
  const value = trace.value(ref);
  return value.kind === 'result' ? keyAt(trace, trace.event(value.event).target) : null;
}
