import type { PickleFact, PythonCall } from '../../facts.ts';
import type { Trace } from '../pickle/trace.ts';
import type { Ref } from '../pickle/value.ts';
import { placeIn } from '../../source/byte-source.ts';

/** Values of a bytecode.pkl that are looked at, and items of each. */
const VALUES = 200_000;
const ITEMS = 50_000;

/**
 * Operators and native classes that the bytecode of a lite interpreter names (torch/csrc/jit/serialization/export_bytecode.cpp: tuples of
 * instructions, operators, constants and types), as calls of the program. Null: not all of it was looked at.
 */
export function bytecodeCalls({ source, traces }: PickleFact): PythonCall[] | null {
  const [trace] = traces;
  const texts = trace === undefined ? null : textsIn(trace);
  if (texts === null) return null;
  const at = placeIn(source, 0, source.size);
  return [...texts].flatMap((shown): PythonCall[] => {
    const [, space, operator] = /^(\w+)::(\w+)/.exec(shown) ?? [];
    const name = space === undefined ? shown : `ops.${space}.${operator ?? ''}`;
    return name !== shown || name.startsWith('__torch__.torch.classes.') ? [{ at, name, shown, when: 'use' }] : [];
  });
}

/** Every text in what a program gives; null when there is too much of it, or it is not all there. */
function textsIn(trace: Trace): Set<string> | null {
  const texts = new Set<string>();
  const open: Ref[] = trace.result === null ? [] : [trace.result];
  if (open.length === 0) return null;
  const seen = new Set<Ref>();
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    if (seen.has(ref)) continue;
    seen.add(ref);
    const value = trace.value(ref);
    if (seen.size > VALUES || value.kind === 'unknown') return null;
    if (value.kind === 'text') texts.add(value.text);
    // What is put together by a call is made of what the call is given.
    if (value.kind === 'result') open.push(trace.event(value.event).args);
    const count = 'count' in value ? value.count : 0;
    if (count > ITEMS) return null;
    if (count > 0) open.push(...trace.items(ref, 2 * ITEMS));
  }
  return texts;
}
