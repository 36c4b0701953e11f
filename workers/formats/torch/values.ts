import type { Trace } from '../pickle/trace.ts';
import type { Ref } from '../pickle/value.ts';

/** Small readings of pickle values, for those who look for tensors in a trace. */

/** Text of a str, or of an 8-bit string as Latin-1; null for anything else or text that was not kept whole. */
export function textOf(trace: Trace, ref: Ref | undefined): string | null {
  if (ref === undefined) return null;
  const value = trace.value(ref);
  if (value.kind === 'text') return value.whole ? value.text : null;
  if (value.kind === 'text8') return value.whole ? String.fromCharCode(...value.bytes.subarray(0, 4096)) : null;
  return null;
}

/** An integer; beyond ±2^53 it is rounded, which is outside every file. */
export function numberOf(trace: Trace, ref: Ref | undefined): number | null {
  return ref === undefined ? null : trace.integer(ref);
}

/** `[module, name]` of what find_class returned. */
export function globalOf(trace: Trace, ref: Ref | undefined): readonly [module: string, name: string] | null {
  const value = ref === undefined ? null : trace.value(ref);
  if (value?.kind !== 'global') return null;
  const event = trace.event(value.event);
  const module = textOf(trace, event.target);
  const name = textOf(trace, event.args);
  return module === null || name === null ? null : [module, name];
}

/** Items of a tuple or list; null for anything else. */
export function itemsOf(trace: Trace, ref: Ref | undefined, max: number): Ref[] | null {
  const value = ref === undefined ? null : trace.value(ref);
  if (ref === undefined || (value?.kind !== 'tuple' && value?.kind !== 'list')) return null;
  return trace.items(ref, max);
}
